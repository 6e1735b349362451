"""Declared against found: where answers do not fit the facts, said as topics to discuss."""

from collections.abc import Mapping, Sequence

from infopilot.model.contradiction import Contradiction
from infopilot.model.people import Side
from infopilot.model.text import Language
from infopilot.views.blocks import bullet_list, code, paragraph
from infopilot.views.markup import Markup, join, tag
from infopilot.views.messages import text
from infopilot.views.sentences import as_sentence

SIDES: Mapping[Side | None, str] = {
    None: "the maturity profile",
    Side.CLIENT: "the client",
    Side.PROVIDER: "the provider",
}


def contradiction_list(
    contradictions: Sequence[Contradiction], language: Language
) -> Markup | None:
    """Every contradiction in a sentence, with those who declare it; None without any."""
    if not contradictions:
        return None
    lead = text("Declared against found: to be looked at together.", language)
    sides: dict[tuple[str, str], list[str]] = {}
    for each in contradictions:
        sentence = as_sentence(each.sentence.pick(language))
        sides.setdefault((each.question, sentence), []).append(text(SIDES[each.side], language))
    said = (
        join(
            sentence,
            " ",
            tag("span", f"({', '.join(declare)})", class_="ip-meta"),
            " ",
            code(question),
        )
        for (question, sentence), declare in sides.items()
    )
    return tag("div", paragraph(lead), bullet_list(said), class_="ip-warning")
