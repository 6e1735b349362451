"""What must hold of the counts of any import."""


def sums_hold(report):
    """Whether what was read is what was kept and what was rejected, line by line.

    Rejects are told one by one, and each line that is kept of an export of one line per ticket is
    a ticket of the table: counts that were only subtracted from one another would not hold here.
    """
    tallies = (report.rows, report.incidents)
    added = all(each.read == each.kept + each.rejected for each in tallies)
    positive = all(min(each.read, each.kept, each.rejected) >= 0 for each in tallies)
    rejects = sum(each.count for each in report.issues if each.kind == "reject")
    told = report.rows.rejected <= rejects
    whole = report.mapping.shape == "events" or report.rows.kept == report.incidents.kept
    return added and positive and told and whole
