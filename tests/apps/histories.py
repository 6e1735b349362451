"""What the rows of a store say, read in the order in which they were committed."""


def repeated(kept):
    """Return the rows that say again what the same person's row before them, to the same, said."""
    said, again = {}, []
    for each in kept:
        content = (each.value, each.comment, each.evidence)
        if said.get((each.respondent, each.question)) == content:
            again.append(each)
        said[each.respondent, each.question] = content
    return again
