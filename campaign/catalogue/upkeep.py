"""Which facts are stale or soon will be, the most urgent first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from campaign.catalogue.targets import OFFICES, offered
from campaign.model.statement import Campaign
from campaign.model.world import World

SOON: Final = timedelta(days=60)
ADDRESS_LASTS: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Stale:
    """A fact to look after; `days` until it fails, under 0 when it already has."""

    days: int
    fact: str
    why: str


def stale(world: World, on: date) -> Sequence[Stale]:
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
    slugs = [target.slug for target in offered(campaign, on)]
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
            days = (term.end - on).days
            yield Stale(days, f"members {term.state}", f"the term ends on {term.end}")


def _seats(world: World, on: date) -> Iterator[Stale]:
    for day in (on, date(on.year + 1, 1, 1)):
        if day <= on + SOON and (missing := world.open_seats(day)):
            why = f"{missing} seats of {day.year} are not known: add the States elected"
            yield Stale((day - on).days, f"members {day.year}", why)


def _offices(world: World, on: date) -> Iterator[Stale]:
    for office in OFFICES:
        holder = world.officer_on(office, on)
        past = [o for o in world.officers if o.office == office and o.end < on]
        if holder and holder.end <= on + SOON:
            days = (holder.end - on).days
            yield Stale(days, f"officers {office}", f"{holder.name} holds it until {holder.end}")
        elif not holder and past:
            last = max(past, key=lambda each: each.end)
            why = f"nobody is known to hold it since {last.end}; letters address the office alone"
            yield Stale((last.end - on).days, f"officers {office}", why)


def _sessions(world: World, on: date) -> Iterator[Stale]:
    for body in sorted({session.body for session in world.sessions}):
        if not any(s.start and s.start > on for s in world.sessions if s.body == body):
            why = 'no coming session has a date; letters say "its next session"'
            yield Stale(0, f"sessions {body}", why)


def _addresses(world: World, on: date) -> Iterator[Stale]:
    for address in world.addresses.values():
        if not (address.postal or address.email):
            continue
        if address.as_of is None:
            yield Stale(0, f"addresses {address.target}", "nobody knows from when it is")
        elif (age := on - address.as_of) > ADDRESS_LASTS:
            days = (ADDRESS_LASTS - age).days
            yield Stale(days, f"addresses {address.target}", f"it is from {address.as_of}")
