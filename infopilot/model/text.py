"""Texts that exist in several languages, and messages that are rendered late."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in French and in English.

    >>> Text(fr="Budget", en="Budget").pick("fr")
    'Budget'
    """

    fr: str
    en: str

    def pick(self, language: Language) -> str:
        """Return the text in ``language``."""
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True, slots=True)
class Message:
    """An English sentence with its facts; translated only when somebody reads it.

    >>> str(Message("{n} closed incidents are not enough", {"n": 3}))
    '3 closed incidents are not enough'
    """

    template: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format(**self.facts) if self.facts else self.template


def counted(n: int, one: str, many: str, **facts: object) -> Message:
    """The message about ``n`` things, ``n`` among its ``facts``: ``one`` in the singular.

    >>> str(counted(1, "{n} answer missing", "{n} answers missing"))
    '1 answer missing'
    """
    return Message(one if n == 1 else many, {"n": n, **facts})
