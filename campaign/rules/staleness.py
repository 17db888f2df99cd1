"""Rules for which facts are stale or soon will be, the most urgent first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from campaign.model.facts import FactTable
from campaign.model.statement import Campaign
from campaign.model.world import OPEN_END, Address, BodySession, Officer, World
from campaign.rules.targets import OFFICES, offered_targets

SOON: Final = timedelta(days=60)
ADDRESS_LASTS: Final = timedelta(days=365)


class Concern(StrEnum):
    """A reason why a fact is stale or soon will be, in the words that commands say it in."""

    TERM_ENDS = "the term ends on {day}"
    SEATS_OPEN = "{number} seats of {about} are not known: add the States elected"
    HOLDER_ENDS = "{name} holds it until {day}"
    NO_HOLDER = "nobody is known to hold it since {day}; letters address the office alone"
    HOLDER_OLD = "{name} held it on {day}: look whether that is still so"
    NO_SESSION = "no coming session has a date; letters name its month by custom"
    UNDATED = "nobody knows from when it is"
    OLD = "it is from {day}"


@dataclass(frozen=True, slots=True)
class Stale:
    """A fact to look after; `days` until it fails, under 0 when it already has.

    `about` is the State, year, office, body or target; `key` is the fact's, blank where there is
    none yet. `day`, `name` and `number` are what the concern speaks of.
    """

    days: int
    sheet: FactTable
    about: str
    concern: Concern
    key: str = ""
    day: date | None = None
    name: str = ""
    number: int = 0

    @property
    def fact(self) -> str:
        """Return the sheet and what in it."""
        return f"{self.sheet} {self.about}"

    @property
    def why(self) -> str:
        """Return why, in words."""
        return self.concern.format(
            day=self.day, number=self.number, about=self.about, name=self.name
        )


def stale_facts(world: World, on: date) -> Sequence[Stale]:
    """Return what is stale on a day or will be within 60 days, by urgency."""
    found = (*_terms(world, on), *_seats(world, on), *_offices(world, on), *_sessions(world, on))
    return sorted((*found, *_addresses(world, on)), key=lambda each: (each.days, each.fact))


def next_session(world: World, body: str, on: date) -> tuple[date, int] | None:
    """Return when a body's next session opens and in how many days, if that is known and soon."""
    starts = (s.start for s in world.sessions if s.body == body and s.start and s.start > on)
    start = min(starts, default=None)
    return (start, (start - on).days) if start and start - on < SOON else None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of a day's targets have a postal and an email address, and how many confirmed."""

    targets: int
    postal: int
    postal_confirmed: int
    email: int
    email_confirmed: int


def coverage(campaign: Campaign, on: date) -> Coverage:
    """Count the addresses of all that can be written to on a day."""
    slugs = [target.slug for target in offered_targets(campaign, on)]
    known = [address for slug in slugs if (address := campaign.world.addresses.get(slug))]
    return Coverage(
        targets=len(slugs),
        postal=sum(1 for a in known if a.postal),
        postal_confirmed=sum(1 for a in known if a.postal and a.confirmed),
        email=sum(1 for a in known if a.email),
        email_confirmed=sum(1 for a in known if a.email and a.confirmed),
    )


def _terms(world: World, on: date) -> Iterator[Stale]:
    for term in world.terms:
        if on <= term.end <= on + SOON and not world.term_on(term.state, term.end + timedelta(1)):
            yield Stale(
                (term.end - on).days,
                FactTable.MEMBERS,
                term.state,
                Concern.TERM_ENDS,
                f"{term.state} {term.start}",
                term.end,
            )


def _seats(world: World, on: date) -> Iterator[Stale]:
    for day in (on, date(on.year + 1, 1, 1)):
        if day <= on + SOON and (missing := world.open_seats(day)):
            days, year = (day - on).days, str(day.year)
            yield Stale(days, FactTable.MEMBERS, year, Concern.SEATS_OPEN, number=missing)


def _offices(world: World, on: date) -> Iterator[Stale]:
    for office in OFFICES:
        holder = world.officer_on(office, on)
        past = [o for o in world.officers if o.office == office and o.end < on]
        last = holder or max(past, key=lambda each: each.end, default=None)
        if last and last.end <= on + SOON:
            yield Stale(
                (last.end - on).days,
                FactTable.OFFICERS,
                office,
                Concern.HOLDER_ENDS if holder else Concern.NO_HOLDER,
                f"{office} {last.start}",
                last.end,
                last.name,
            )
        elif last and last.end == OPEN_END:
            yield from _open_term(last, on)


def _open_term(officer: Officer, on: date) -> Iterator[Stale]:
    """Yield a term without a last day that nobody looked at for a year."""
    seen = _last_seen(officer) or officer.start
    if (left := ADDRESS_LASTS - (on - seen)) < timedelta(0):
        office, key = officer.office, f"{officer.office} {officer.start}"
        of_office = (FactTable.OFFICERS, office, Concern.HOLDER_OLD, key, seen, officer.name)
        yield Stale(left.days, *of_office)


def _sessions(world: World, on: date) -> Iterator[Stale]:
    for body in sorted({session.body for session in world.sessions}):
        theirs = [session for session in world.sessions if session.body == body]
        if not any(session.start and session.start > on for session in theirs):
            key = _undated(theirs)
            yield Stale(0, FactTable.SESSIONS, body, Concern.NO_SESSION, key)


def _undated(sessions: Sequence[BodySession]) -> str:
    """Return the key of the last session, if it still wants a date."""
    last = max(sessions, key=lambda session: session.number)
    return "" if last.start else f"{last.body} {last.number}"


def _addresses(world: World, on: date) -> Iterator[Stale]:
    for address in world.addresses.values():
        if not (address.postal or address.email):
            continue
        target, seen = address.target, _last_seen(address)
        if seen is None:
            yield Stale(0, FactTable.ADDRESSES, target, Concern.UNDATED, target)
        elif (left := ADDRESS_LASTS - (on - seen)) < timedelta(0):
            yield Stale(left.days, FactTable.ADDRESSES, target, Concern.OLD, target, seen)


def _last_seen(address: Address | Officer) -> date | None:
    """Return the day a fact is from, or the later one on which somebody checked it."""
    return max(filter(None, (address.as_of, address.confirmed)), default=None)
