"""The pieces that every page of ours is made of: tables, disclosures, badges, lists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from infopilot.views.markup import Child, Markup, join, tag


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its heading, and whether it holds figures."""

    heading: str
    is_figure: bool = False


def data_table(
    caption: Child, columns: Sequence[Column], rows: Iterable[Sequence[Child]]
) -> Markup:
    """A table whose first cell names each row; on a narrow screen rows become cards.

    Each cell repeats its heading for that form, and roles keep the table a table for screen
    readers once its display changes.
    """
    heads = (
        tag("th", column.heading, scope="col", role="columnheader", class_=_cell_class(column))
        for column in columns
    )
    table = tag(
        "table",
        tag("caption", caption),
        tag("thead", tag("tr", heads, role="row"), role="rowgroup"),
        tag("tbody", (_row(columns, cells) for cells in rows), role="rowgroup"),
        class_="ip-table",
        role="table",
    )
    return tag("div", table, class_="ip-scroll")


def disclosure(
    summary: Child, *content: Child, class_: str = "ip-why", is_open: bool = False
) -> Markup:
    """Something that opens on demand, closed at first; print shows what was opened."""
    return tag(
        "details",
        tag("summary", summary),
        tag("div", *content, class_="ip-opened"),
        class_=class_,
        open=is_open,
    )


def badge(label: Child, *, title: str | None = None) -> Markup:
    """A small label beside a figure."""
    return tag("span", label, class_="ip-badge", title=title)


def code(identifier: str) -> Markup:
    """The id of a question, a fact or a decision, after its wording."""
    return tag("small", identifier, class_="ip-code")


def bullet_list(items: Iterable[Child]) -> Markup:
    """A plain list."""
    return tag("ul", (tag("li", item) for item in items), class_="ip-list")


def paragraph(*content: Child, class_: str | None = None) -> Markup | None:
    """A paragraph; None when there is nothing to say."""
    said = join(*content)
    return tag("p", said, class_=class_) if said else None


class Section(Markup):
    """A part of a page, which remembers where it is and what it is called."""

    __slots__ = ("heading", "place")
    place: str
    heading: str


def section(identifier: str, title: str, *content: Child) -> Section:
    """A part of the page with its heading."""
    name = f"{identifier}-title"
    part = Section(
        tag(
            "section",
            tag("h2", title, id=name),
            *content,
            id=identifier,
            class_="ip-section",
            aria_labelledby=name,
        )
    )
    part.place, part.heading = identifier, title
    return part


def contents(name: str, parts: Iterable[Child]) -> Markup:
    """Links to the sections among ``parts``, in their order; ``name`` says what the list is."""
    links = (
        tag("li", tag("a", part.heading, href=f"#{part.place}"))
        for part in parts
        if isinstance(part, Section)
    )
    return tag("nav", tag("ul", links, class_="ip-inline"), class_="ip-contents", aria_label=name)


def _row(columns: Sequence[Column], cells: Sequence[Child]) -> Markup:
    first, *others = cells
    return tag(
        "tr",
        tag("th", first, scope="row", role="rowheader"),
        (
            tag(
                "td",
                tag("span", cell),
                role="cell",
                data_label=column.heading,
                class_=_cell_class(column),
            )
            for column, cell in zip(columns[1:], others, strict=True)
        ),
        role="row",
    )


def _cell_class(column: Column) -> str | None:
    return "ip-figure" if column.is_figure else None
