"""The only way that our pages build HTML: text is escaped unless it was built here."""

from collections.abc import Iterable
from html import escape
from typing import TypeAlias

VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})


class Markup(str):
    """HTML that may be shown as it is: every text in it was escaped when it was built."""

    __slots__ = ()


Child: TypeAlias = "str | int | Iterable[Child] | None"
Attribute = str | float | bool | None


def tag(name: str, *children: Child, **attributes: Attribute) -> Markup:
    """One element; attributes are named as in Python (``class_``, ``aria_label``).

    Parameters
    ----------
    name
        Name of the element.
    children
        Texts (escaped), markup (kept), None (left out), or iterables of these.
    attributes
        None and False leave an attribute out; True writes it without a value.

    Examples
    --------
    >>> tag("p", "A & B", class_="ip-note")
    '<p class="ip-note">A &amp; B</p>'
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{join(*children)}</{name}>")


def join(*children: Child, between: str = "") -> Markup:
    """Children one after the other, escaped as in `tag`.

    >>> join("a<b", tag("br"), None)
    'a&lt;b<br>'
    """
    return Markup(escape(between).join(_flat(children)))


def _flat(children: Iterable[Child]) -> Iterable[str]:
    for child in children:
        if child is None:
            continue
        if isinstance(child, Markup):
            yield child
        elif isinstance(child, str | int):
            yield escape(str(child))
        else:
            yield from _flat(child)


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
