"""Letter evenings that organizers describe: saved once, printed as often as they like.

One description holds for all papers, for the host's pack and, by its code, for the totals.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from campaign.actions.audit import record
from campaign.actions.print_jobs.bundle import Bundle, as_text, from_text, named
from campaign.actions.transaction import transaction
from campaign.errors import CodeTaken, Overtaken, UnknownEvening
from campaign.model.audit import AuditEvent
from campaign.model.paper_counts import Event
from campaign.model.print_occasion import SavedEvening
from campaign.store import evenings, paper_counts
from campaign.store.locks import Lock, take_lock


def save_evening(
    db: Session, campaign: str, name: str, bundle: Bundle, *, by: str, now: datetime
) -> int:
    """Keep a new evening; return its number. Raises CodeTaken."""
    with transaction(db):
        take_lock(db, Lock.COUNTS)
        _demand_free(db, campaign, bundle.occasion.event)
        number = evenings.add_evening(
            db, campaign=campaign, name=name, by=by, at=now, **_described(bundle)
        )
        record(db, by, AuditEvent.EVENING_SAVED, _about(campaign, bundle), at=now)
        return number


def change_evening(
    db: Session, seen: SavedEvening, name: str, bundle: Bundle, *, by: str, now: datetime
) -> None:
    """Save an evening over as it was `seen`. Raises CodeTaken or Overtaken."""
    values = {"name": name, "by": by, "at": now, **_described(bundle)}
    if all(getattr(seen, key) == values[key] for key in ("name", "bundle")):
        return
    with transaction(db):
        take_lock(db, Lock.COUNTS)
        _demand_free(db, seen.campaign, bundle.occasion.event, but=seen.id)
        if not evenings.change_evening(db, seen.campaign, seen.id, seen=seen.at, values=values):
            raise Overtaken
        record(db, by, AuditEvent.EVENING_SAVED, _about(seen.campaign, bundle), at=now)


def remove_evening(db: Session, campaign: str, number: int, *, by: str, now: datetime) -> None:
    """Remove an evening's description; what was counted for it stays. Raises UnknownEvening."""
    with transaction(db):
        _, bundle = read_evening(db, campaign, number)
        evenings.remove_evening(db, campaign, number)
        record(db, by, AuditEvent.EVENING_REMOVED, _about(campaign, bundle), at=now)


def read_evening(db: Session, campaign: str, number: int) -> tuple[SavedEvening, Bundle]:
    """Return an evening and what is printed for it. Raises UnknownEvening."""
    return _whole(evenings.find_evening(db, campaign, number))


def evening_of(db: Session, campaign: str, event: str) -> tuple[SavedEvening, Bundle]:
    """Return the same of a code. Raises UnknownEvening."""
    return _whole(evenings.find_evening_of(db, campaign, event))


def find_described(db: Session, campaign: str, event: str) -> SavedEvening | None:
    """Return the evening with a code, if it is described."""
    return evenings.find_evening_of(db, campaign, event)


def list_evenings(db: Session, campaign: str) -> Sequence[tuple[SavedEvening, Bundle]]:
    """Return a campaign's evenings, the earliest first, each with what is printed for it."""
    return [_whole(each) for each in evenings.read_evenings(db, campaign)]


def tallies(db: Session, campaign: str, events: Sequence[str]) -> Mapping[str, Event]:
    """Return what was counted for evenings by their codes; what was not is not there."""
    found = paper_counts.read_events(db, campaign, codes=events, most=len(events))
    return {each.code: each for each in found}


def _whole(found: SavedEvening | None) -> tuple[SavedEvening, Bundle]:
    if found is None:
        raise UnknownEvening
    return found, from_text(found.bundle)


def _demand_free(db: Session, campaign: str, event: str, *, but: int | None = None) -> None:
    other = evenings.find_evening_of(db, campaign, event)
    if other and other.id != but:
        raise CodeTaken(other.name)


def _described(bundle: Bundle) -> Mapping[str, object]:
    """Return what a row has of a bundle."""
    occasion = bundle.occasion
    return {"event": occasion.event, "day": occasion.on, "bundle": as_text(bundle)}


def _about(campaign: str, bundle: Bundle) -> str:
    """Return what the audit says of an evening: its code and numbers, and not what it is called."""
    occasion = bundle.occasion
    letters = f"{occasion.letters} letters"
    return f"{campaign} {occasion.event}: {occasion.on}; {letters}, {named(bundle)}"
