"""Facts that campaigns share: States, Council terms, sessions, office-holders and addresses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

COUNCIL_SEATS = 47
"""The seats of the Human Rights Council (General Assembly resolution 60/251, paragraph 7)."""


class Region(StrEnum):
    """The United Nations' five regional groups."""

    AFRICA = "africa"
    ASIA_PACIFIC = "asia-pacific"
    EASTERN_EUROPE = "eastern-europe"
    LATIN_AMERICA = "latin-america"
    WESTERN_EUROPE = "western-europe"


class Membership(StrEnum):
    """The answers to whether a State has a seat in the Council on a day, as far as is known."""

    MEMBER = "member"
    NOT_A_MEMBER = "not a member"
    NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class State:
    """A Member State of the United Nations; `code` is its ISO 3166-1 alpha-2 code."""

    code: str
    region: Region


@dataclass(frozen=True, slots=True)
class Term:
    """A State's seat in the Council, from its first day to its last."""

    state: str
    start: date
    end: date
    source: str = ""
    as_of: date | None = None


OPEN_END: Final = date.max
"""The last day of a term of office that goes on until further notice."""


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer: who holds an office, from the first day to the last, which may be `OPEN_END`.

    `confirmed` is the day an organizer checked it.
    """

    office: str
    name: str
    start: date
    end: date
    source: str = ""
    as_of: date | None = None
    confirmed: date | None = None


@dataclass(frozen=True, slots=True)
class BodySession:
    """A session of the Council or the Third Committee; a date that is not known is None."""

    body: str
    number: int
    start: date | None
    end: date | None
    source: str = ""
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class SessionTask:
    """Something to do before a session; `number` is None where it is so before each of a body's.

    It is to be done on a day, or from and until so many weeks before the session opens.
    """

    body: str
    number: int | None
    task: str
    weeks_from: int | None = None
    weeks: int | None = None
    day: date | None = None
    done: date | None = None
    done_by: str = ""

    @property
    def has_day(self) -> bool:
        """Whether it is known when it is to be done."""
        return self.day is not None or self.weeks is not None


@dataclass(frozen=True, slots=True)
class Address:
    """A target's address, as far as known; `confirmed` is the day an organizer checked it.

    `languages` are the codes of those in which it says that it corresponds.
    """

    target: str
    postal: tuple[str, ...] = ()
    email: str = ""
    website: str = ""
    source: str = ""
    as_of: date | None = None
    confirmed: date | None = None
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class World:
    """The shared facts of one `letters/world` folder."""

    states: Mapping[str, State]
    terms: tuple[Term, ...]
    officers: tuple[Officer, ...]
    sessions: tuple[BodySession, ...]
    addresses: Mapping[str, Address]
    directories: Mapping[str, str]
    tasks: tuple[SessionTask, ...] = ()

    def term_on(self, state: str, day: date) -> Term | None:
        """Return the term under which a State sits in the Council on a day, if it is known."""
        terms = (t for t in self.terms if t.state == state and t.start <= day <= t.end)
        return next(terms, None)

    def members_on(self, day: date) -> frozenset[str]:
        """Return the codes of the Council's known members on a day."""
        return frozenset(t.state for t in self.terms if t.start <= day <= t.end)

    def membership(self, state: str, day: date) -> Membership:
        """Say what is known of a State's seat on a day.

        Seats are elected for calendar years. In a year whose list is incomplete, a State
        without a known term may still hold one of the open seats.
        """
        if self.term_on(state, day):
            return Membership.MEMBER
        if self.open_seats(day):
            return Membership.NOT_KNOWN
        return Membership.NOT_A_MEMBER

    def open_seats(self, day: date) -> int:
        """Count the Council's seats whose holders are not known on a day.

        A seat that fell vacant within a year all of whose members were known is not open.
        """
        holders = self.members_on(day)
        left_early = {t.state for t in self.terms if t.start.year <= day.year == t.end.year}
        left_early = {s for s in left_early if s not in holders}
        return max(0, COUNCIL_SEATS - len(holders) - len(left_early))

    def officer_on(self, office: str, day: date) -> Officer | None:
        """Return who holds an office on a day, if it is known."""
        found = (o for o in self.officers if o.office == office and o.start <= day <= o.end)
        return next(found, None)
