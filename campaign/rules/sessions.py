"""Rules for which session of a body is next, and which members' terms end before it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from campaign.model.language import TargetKind
from campaign.model.letter import Target
from campaign.model.world import BodySession, World

MONTHS: Final = {TargetKind.COUNCIL: (2, 6, 9), TargetKind.COMMITTEE: (10,)}
"""The months in which a body's regular sessions open by custom.

The Council's fall in February to April, June to July and September to October (the notes of
`letters/world/sessions.csv` say where that is from), the Committee's in October and November.
"""
NEAR: Final = timedelta(days=45)
"""How far from the first of its customary month a session opens at most."""


@dataclass(frozen=True, slots=True)
class ComingSession:
    """A body's next regular session; `number` is None where it is not known.

    `opens` is its first day, or the first of the month in which it opens by custom.
    """

    body: TargetKind
    number: int | None
    opens: date
    is_dated: bool


def coming_session(world: World, body: TargetKind, on: date) -> ComingSession:
    """Return the session of a body that opens next after a day, by its date or else by custom."""
    return _coming(world.sessions, body, on)


@lru_cache(maxsize=64)
def _coming(sessions: tuple[BodySession, ...], body: TargetKind, on: date) -> ComingSession:
    """Return the same, worked out once, as each of thousands of letters asks for it."""
    theirs = [session for session in sessions if session.body == body]
    begun = [s.start for s in theirs if s.start and s.start <= on]
    custom = next(
        first for first in _openings(body, on) if not any(abs(first - s) < NEAR for s in begun)
    )
    dated = min((s.start for s in theirs if s.start and s.start > on), default=None)
    if dated and dated < custom + NEAR:
        number = next(s.number for s in theirs if s.start == dated)
        return ComingSession(body, number, dated, is_dated=True)
    return ComingSession(body, _number(theirs, body, custom), custom, is_dated=False)


def is_outgoing(world: World, target: Target, on: date) -> bool:
    """Whether a target is a member of the Council whose term ends before the next session."""
    if target.kind is not TargetKind.COUNCIL_MEMBER or not target.state:
        return False
    opens = coming_session(world, TargetKind.COUNCIL, on).opens
    return world.term_on(target.state, opens) is None


def _openings(body: TargetKind, after: date) -> Iterator[date]:
    """Yield the first of each month by custom, from the one that holds a day."""
    for year in range(after.year, after.year + 3):
        for month in MONTHS[body]:
            if (year, month) >= (after.year, after.month):
                yield date(year, month, 1)


def _number(theirs: Sequence[BodySession], body: TargetKind, opens: date) -> int | None:
    """Return a session's number, counted on from the last dated one, if the facts list it."""
    before = [(s.start, s.number) for s in theirs if s.start and s.start < opens]
    if not before:
        return None
    last, number = max(before)
    between = sum(1 for first in _openings(body, last) if last + NEAR < first <= opens)
    counted = number + between
    return counted if counted in {session.number for session in theirs} else None
