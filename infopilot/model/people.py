"""Who answers: roles, the two sides, and the groups that scores are made of."""

from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """The two sides of an outsourcing arrangement."""

    CLIENT = "client"
    PROVIDER = "provider"


class Group(StrEnum):
    """Respondents who are averaged together before groups are weighted."""

    LEADER = "leader"
    IT_REFERENT = "it_referent"
    USERS = "users"
    PROVIDER = "provider"


class Role(StrEnum):
    """What a respondent is in the arrangement."""

    LEADER = "leader"
    IT_REFERENT = "it_referent"
    BUSINESS = "business"
    USER = "user"
    PROVIDER = "provider"

    @property
    def side(self) -> Side:
        """The side that this role stands on."""
        return Side.PROVIDER if self is Role.PROVIDER else Side.CLIENT

    @property
    def group(self) -> Group:
        """The group that this role is averaged with."""
        return Group.USERS if self in {Role.BUSINESS, Role.USER} else Group(self.value)

    @property
    def is_named(self) -> bool:
        """Whether answers of this role are shown with the role's name (never those of users)."""
        return self is not Role.USER


@dataclass(frozen=True, slots=True)
class Respondent:
    """One person (or pseudonym) who answers in one campaign."""

    id: str
    role: Role
    department: str = ""
    name: str = ""
