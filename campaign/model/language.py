"""How letters are laid out, addressed and punctuated in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Direction(StrEnum):
    """Which way a language is written."""

    LTR = "ltr"
    RTL = "rtl"


class Kind(StrEnum):
    """The kinds of target; each has its own letter texts and form of address."""

    HIGH_COMMISSIONER = "high-commissioner"
    COUNCIL = "hrc"
    COUNCIL_MEMBER = "hrc-member"
    COMMITTEE = "third-committee"
    COMMITTEE_MEMBER = "third-committee-member"

    @property
    def is_delegation(self) -> bool:
        """Whether targets of this kind are delegations of States."""
        return self in {Kind.COUNCIL_MEMBER, Kind.COMMITTEE_MEMBER}


@dataclass(frozen=True, slots=True)
class StateName:
    """A State's name for lists, for the middle of a sentence and for an address."""

    name: str
    in_sentence: str
    in_address: str


@dataclass(frozen=True, slots=True)
class Form:
    """The form of address for one kind of target.

    In `addressee`, `{state}` stands for the State; in `holder`, `{name}` for who holds the office.
    """

    holder: str
    addressee: str
    salutation: str
    close: str


@dataclass(frozen=True, slots=True)
class Language:
    """A language that letters can be written in.

    `code` is a BCP 47 tag, `date_pattern` a CLDR date pattern. `item_end` and `list_end` close
    the items of a list but its last, and its last. `place_date` joins `{place}` and `{date}` above
    a letter; it is blank where custom has the date alone.
    """

    code: str
    direction: Direction
    name: str
    date_pattern: str
    place_date: str
    quotes: tuple[str, str]
    item_end: str
    list_end: str
    forms: Mapping[Kind, Form]
    states: Mapping[str, StateName]
    territories: Mapping[str, str]

    def country(self, code: str) -> str:
        """Return the name of a country or territory by its ISO code, as a reader looks for it."""
        return self.territories[code]
