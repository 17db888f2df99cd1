"""Taking counts out that turn out to be a machine's, and putting back what was no machine's.

What nothing marked can be taken out by whole days that are over; what a rule marked can be counted
in, by rule and day. Each is moved as it stands, and can be moved back as it was. What organizers
were shown by country and language stays; a week that they were not shown yet is left out while
counts of one of its days are taken out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from campaign.actions.audit import record
from campaign.actions.transaction import transaction
from campaign.errors import Overtaken
from campaign.model.audit import AuditEvent
from campaign.model.letter import Way
from campaign.model.statement import Campaign
from campaign.model.tally import CountMove, Dimension, TallyKey
from campaign.store import count_moves, published_weeks, tally
from campaign.store.locks import Lock, take_lock

Amounts = Sequence[tuple[TallyKey, int]]


@dataclass(frozen=True, slots=True)
class CountedDay:
    """How often each thing happened on a day, of what a rule marked or of what nothing did."""

    day: date
    marked: str
    ways: Mapping[Way, int]


@dataclass(frozen=True, slots=True)
class MovePreview:
    """What a move would do: to the figures of all recipients together, before and after it.

    `week_stays` says that countries and languages of that week were shown, and stay.
    """

    counted: CountedDay
    before: Mapping[Way, int]
    after: Mapping[Way, int]
    week_stays: bool


def list_days(db: Session, campaign: Campaign, *, today: date) -> Sequence[CountedDay]:
    """Return the days that are over with what was counted and marked on them, the newest first."""
    found: dict[tuple[date, str], dict[Way, int]] = {}
    for day, marked, way, times in tally.read_by_mark(db, campaign.slug):
        if day < today:
            found.setdefault((day, marked), {})[way] = times
    days = [CountedDay(day, marked, ways) for (day, marked), ways in found.items()]
    return sorted(days, key=lambda each: (each.day, each.marked), reverse=True)


def list_moves(db: Session, campaign: Campaign) -> Sequence[CountMove]:
    """Return what was moved and not moved back, the newest first."""
    return count_moves.read_moves(db, campaign.slug)


def preview_move(
    db: Session, campaign: Campaign, day: date, marked: str, *, today: date
) -> MovePreview:
    """Return what moving counts of a day would do. Raises Overtaken where there are none."""
    days = list_days(db, campaign, today=today)
    counted = next((each for each in days if (each.day, each.marked) == (day, marked)), None)
    if counted is None:
        raise Overtaken
    return _preview(db, campaign, counted, -1 if marked == "" else 1)


def preview_undo(db: Session, campaign: Campaign, number: int) -> tuple[CountMove, MovePreview]:
    """Return what moving counts back would do. Raises Overtaken where they were already."""
    move = _standing(db, campaign, number)
    ways = {
        key.way: times
        for key, times in count_moves.read_moved(db, move)
        if key.dimension is Dimension.ALL
    }
    counted = CountedDay(move.day, move.marked, ways)
    return move, _preview(db, campaign, counted, 1 if move.takes_out else -1)


def move_counts(db: Session, campaign: Campaign, move: CountMove, *, seen: str) -> None:
    """Take out the counts of a day, or count in those that a rule marked.

    `seen` is what the organizer saw, by `fingerprint`. Raises Overtaken where it is another.
    """
    with transaction(db):
        take_lock(db, Lock.TALLY)
        amounts = tally.read_day(db, campaign.slug, move.day, move.marked)
        if not amounts or fingerprint(_by_way(amounts)) != seen:
            raise Overtaken
        count_moves.add_move(db, move, amounts)
        _move(db, amounts, move.moved_to)
        _record(db, move, takes_out=move.takes_out)


def undo_move(
    db: Session, campaign: Campaign, number: int, *, reason: str, by: str, at: datetime
) -> None:
    """Move counts back. Raises Overtaken where they were already."""
    with transaction(db):
        take_lock(db, Lock.TALLY)
        move = _standing(db, campaign, number)
        if not count_moves.end_move(db, move, at=at):
            raise Overtaken
        moved = [
            (replace(key, marked=move.moved_to), times)
            for key, times in count_moves.read_moved(db, move)
        ]
        _move(db, moved, move.marked)
        _record(db, replace(move, by=by, at=at, reason=reason), takes_out=not move.takes_out)


def fingerprint(ways: Mapping[Way, int]) -> str:
    """Return what tells whether somebody saw the same counts."""
    return " ".join(f"{way}={ways[way]}" for way in Way if ways.get(way))


def _standing(db: Session, campaign: Campaign, number: int) -> CountMove:
    move = count_moves.read_move(db, campaign.slug, number)
    if move is None:
        raise Overtaken
    return move


def _preview(db: Session, campaign: Campaign, counted: CountedDay, sign: int) -> MovePreview:
    before = {
        count.way: count.times for count in tally.read_tally(db, campaign.slug, Dimension.ALL)
    }
    after = {way: before.get(way, 0) + sign * times for way, times in counted.ways.items()}
    last = published_weeks.read_last_week(db, campaign.slug)
    week = Dimension.COUNTRY.period(counted.day)
    left_out = published_weeks.read_left_out(db, campaign.slug)
    return MovePreview(counted, before, after, bool(last and week <= last and week not in left_out))


def _by_way(amounts: Amounts) -> Mapping[Way, int]:
    return {key.way: times for key, times in amounts if key.dimension is Dimension.ALL}


def _move(db: Session, amounts: Amounts, to: str) -> None:
    """Take counts away as they are marked, and add them as marked otherwise."""
    tally.change_tally(db, {key: -times for key, times in amounts})
    tally.change_tally(db, {replace(key, marked=to): times for key, times in amounts})


def _record(db: Session, move: CountMove, *, takes_out: bool) -> None:
    what = AuditEvent.COUNTS_TAKEN_OUT if takes_out else AuditEvent.COUNTS_PUT_IN
    marked = f" ({move.marked})" if move.marked else ""
    record(db, move.by, what, f"{move.campaign}: {move.day}{marked}: {move.reason}", at=move.at)
