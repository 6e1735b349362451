"""Characters that a tool writes as HTML does, ``&eacute;`` for é, as what they stand for."""

from html.entities import name2codepoint

from duckdb import DuckDBPyConnection

NUMBERED = (*range(32, 592), *range(0x2010, 0x203B), ord("€"), ord("™"))
# Each entity is read once: "&amp;lt;" is "&lt;", which somebody wrote.
DECODED = r"""
create or replace temp macro decoded(cell) as array_to_string(
    list_transform(
        regexp_extract_all(cell, '&#?[a-zA-Z0-9]+;|[^&]+|&'),
        lambda part: if(part[1] = '&', coalesce(getvariable('entities')[part], part), part)
    ), '')
"""


def entities() -> dict[str, str]:
    """Every entity that is read, by name and by number.

    >>> known = entities()
    >>> known["&eacute;"], known["&#233;"], known["&#xE9;"], known["&nbsp;"]
    ('é', 'é', 'é', ' ')
    """
    known = {f"&{name};": chr(code) for name, code in name2codepoint.items()}
    for code in NUMBERED:
        spellings = (str(code), f"0{code}", f"x{code:x}", f"x{code:X}")
        known |= {f"&#{spelt};": chr(code) for spelt in spellings}
    return known | {"&apos;": "'", "&nbsp;": " "}


def know_entities(connection: DuckDBPyConnection) -> None:
    """Let statements say ``decoded(cell)``."""
    known = entities()
    connection.execute(
        "set variable entities = map($names::varchar[], $signs::varchar[])",
        {"names": list(known), "signs": list(known.values())},
    )
    connection.execute(DECODED)
