"""What organizers do with counts on paper: accept, decline, enter, correct. None is counted twice.

A count is never changed: another takes its place, and the history of both stays.
"""

import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from campaign.actions.audit import record
from campaign.actions.transaction import reading, transaction
from campaign.errors import Overtaken, UnknownCount
from campaign.model.audit import AuditEvent
from campaign.model.paper_counts import (
    Event,
    PaperCount,
    PaperCountHistory,
    PaperCountKind,
    PaperCountRecord,
    PaperCountState,
    PaperCountStep,
    Reconciliation,
)
from campaign.model.statement import Campaign
from campaign.store import paper_counts
from campaign.store.locks import Lock, take_lock

LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A count that waits, those of its event that count already, and how many wait beside it."""

    record: PaperCountRecord
    accepted: Sequence[PaperCountRecord]
    others: int = 0


def list_proposals(db: Session, campaign: Campaign) -> Sequence[Proposal]:
    """Return what hosts propose, the newest first."""
    found = paper_counts.read_open(db, campaign.slug)
    events = Counter(each.counted.event for each in found)
    accepted = paper_counts.read_accepted(db, campaign.slug, events, PaperCountKind.SIGNED)
    return [
        Proposal(
            each,
            [a for a in accepted if a.counted.event == each.counted.event],
            events[each.counted.event] - 1,
        )
        for each in found
    ]


def count_proposals(db: Session, campaign: Campaign) -> int:
    """Return of how many events counts wait for an organizer."""
    return paper_counts.count_open(db, campaign.slug)


def count_proposals_if_known(db: Session, campaign: Campaign) -> int:
    """Return the same, or none while it cannot be read: a page is worth more than this."""
    try:
        with reading(db):
            return count_proposals(db, campaign)
    except SQLAlchemyError:
        LOG.exception("The counts that wait were not read")
        return 0


def list_events(
    db: Session, campaign: Campaign, *, before: int | None, most: int
) -> Sequence[Event]:
    """Return events of which anything was counted, the newest first."""
    return paper_counts.read_events(db, campaign.slug, before=before, most=most)


def accepted_counts(
    db: Session, campaign: Campaign, event: str, kind: PaperCountKind
) -> Sequence[PaperCountRecord]:
    """Return the counts of an event that stand."""
    return paper_counts.read_accepted(db, campaign.slug, [event], kind)


def counts_of_event(db: Session, campaign: Campaign, event: str) -> Sequence[PaperCountRecord]:
    """Return every count of an event, whatever became of it. Raises UnknownCount for none."""
    found = paper_counts.read_event(db, campaign.slug, event)
    if not found:
        raise UnknownCount
    return found


def read_count(db: Session, campaign: Campaign, number: int) -> PaperCountRecord:
    """Return a count. Raises UnknownCount."""
    found = paper_counts.find_count(db, campaign.slug, number)
    if found is None:
        raise UnknownCount
    return found


def enter_count(
    db: Session,
    campaign: Campaign,
    counted: PaperCount,
    beside: Reconciliation,
    *,
    by: str,
    now: datetime,
) -> None:
    """Keep what an organizer counted. Raises Overtaken."""
    with transaction(db):
        take_lock(db, Lock.COUNTS)
        _demand_seen(db, campaign, counted, beside)
        _add(db, campaign, counted, beside, by=by, now=now)
        record(db, by, AuditEvent.COUNT_ENTERED, _about(campaign, counted), at=now)


def accept_count(
    db: Session, campaign: Campaign, number: int, beside: Reconciliation, *, by: str, now: datetime
) -> None:
    """Let a proposal count as it is. Raises UnknownCount or Overtaken."""
    with transaction(db):
        take_lock(db, Lock.COUNTS)
        counted = read_count(db, campaign, number).counted
        _demand_seen(db, campaign, counted, beside)
        if not paper_counts.decide_count(
            db, campaign.slug, number, PaperCountState.ACCEPTED, by=by, at=now
        ):
            raise Overtaken
        if beside.instead:
            _replace(db, campaign, beside.seen, by=number)
        record(db, by, AuditEvent.COUNT_ACCEPTED, _about(campaign, counted), at=now)


def accept_count_changed(
    db: Session,
    campaign: Campaign,
    number: int,
    counted: PaperCount,
    beside: Reconciliation,
    *,
    by: str,
    now: datetime,
) -> None:
    """Let a proposal count with other numbers. Raises UnknownCount or Overtaken."""
    with transaction(db):
        take_lock(db, Lock.COUNTS)
        before = read_count(db, campaign, number).counted
        _demand_seen(db, campaign, counted, beside)
        new = _add(db, campaign, counted, beside, by=by, now=now)
        if not paper_counts.replace_counts(
            db, campaign.slug, [number], by=new, was=PaperCountState.PROPOSED
        ):
            raise Overtaken
        record(db, by, AuditEvent.COUNT_ACCEPTED, _about(campaign, counted, before), at=now)


def decline_count(db: Session, campaign: Campaign, number: int, *, by: str, now: datetime) -> None:
    """Let a proposal not count. Raises UnknownCount or Overtaken."""
    with transaction(db):
        counted = read_count(db, campaign, number).counted
        if not paper_counts.decide_count(
            db, campaign.slug, number, PaperCountState.DECLINED, by=by, at=now
        ):
            raise Overtaken
        record(db, by, AuditEvent.COUNT_DECLINED, _about(campaign, counted), at=now)


def correct_counts(
    db: Session,
    campaign: Campaign,
    number: int,
    counted: PaperCount,
    *,
    reason: str,
    by: str,
    now: datetime,
) -> None:
    """Put other numbers in the place of accepted ones; none at all takes them back.

    Raises UnknownCount or Overtaken.
    """
    with transaction(db):
        take_lock(db, Lock.COUNTS)
        before = read_count(db, campaign, number).counted
        new = paper_counts.add_count(
            db, campaign.slug, counted, state=PaperCountState.ACCEPTED, by=by, at=now, reason=reason
        )
        _replace(db, campaign, [number], by=new)
        record(db, by, AuditEvent.COUNT_CORRECTED, _about(campaign, counted, before), at=now)


def history_of_event(records: Sequence[PaperCountRecord]) -> Sequence[PaperCountHistory]:
    """Return all that happened to an event's counts, the newest first."""
    steps = (step for each in records for step in _steps(each, records))
    return sorted(steps, key=lambda step: (step.at, step.record.id), reverse=True)


def _steps(
    of: PaperCountRecord, records: Sequence[PaperCountRecord]
) -> Iterator[PaperCountHistory]:
    """Yield how a count came, with those that it took the place of, and what was decided on it."""
    before = tuple(each for each in records if each.replaced_by == of.id)
    if of.decided_at:
        decided = (
            PaperCountStep.ACCEPTED
            if of.state is not PaperCountState.DECLINED
            else PaperCountStep.DECLINED
        )
        # A count takes the place of accepted ones when it is accepted, of proposed ones before.
        stood = tuple(each for each in before if _stood(each))
        yield PaperCountHistory(of.decided_at, of.decided_by, decided, of, stood)
        before = tuple(each for each in before if not _stood(each))
    yield PaperCountHistory(of.at, of.by, _coming(of, before), of, before)


def _coming(of: PaperCountRecord, before: Sequence[PaperCountRecord]) -> PaperCountStep:
    if not of.by:
        return PaperCountStep.PROPOSED
    if not before:
        return PaperCountStep.ENTERED
    return (
        PaperCountStep.CORRECTED if all(_stood(each) for each in before) else PaperCountStep.CHANGED
    )


def _stood(of: PaperCountRecord) -> bool:
    """Say whether a count that was replaced had been accepted."""
    return bool(of.by or of.decided_at)


def _demand_seen(
    db: Session, campaign: Campaign, counted: PaperCount, beside: Reconciliation
) -> None:
    """Want the organizer to have seen what stands already, so that nothing is counted twice."""
    stands = accepted_counts(db, campaign, counted.event, counted.kind)
    if {each.id for each in stands} != beside.seen:
        raise Overtaken


def _add(
    db: Session,
    campaign: Campaign,
    counted: PaperCount,
    beside: Reconciliation,
    *,
    by: str,
    now: datetime,
) -> int:
    new = paper_counts.add_count(
        db, campaign.slug, counted, state=PaperCountState.ACCEPTED, by=by, at=now
    )
    if beside.instead:
        _replace(db, campaign, beside.seen, by=new)
    return new


def _replace(
    db: Session, campaign: Campaign, numbers: Sequence[int] | frozenset[int], *, by: int
) -> None:
    if not paper_counts.replace_counts(
        db, campaign.slug, numbers, by=by, was=PaperCountState.ACCEPTED
    ):
        raise Overtaken


def _about(campaign: Campaign, counted: PaperCount, before: PaperCount | None = None) -> str:
    """Say which numbers, such as "uyghur-assessment: LEEDS-1: signed: hrc-kr 17"."""
    said = f"{campaign.slug}: {counted.event}: {counted.kind}: "
    after = _say(counted.numbers)
    return said + (f"{_say(before.numbers)} -> {after}" if before else after)


def _say(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{target} {times}" for target, times in numbers.items()) or "none"
