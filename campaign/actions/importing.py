"""Files of facts: held against those there are, and taken, at once or when somebody approves."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from campaign.actions import facts
from campaign.catalogue import Catalogue
from campaign.catalogue import intake as intakes
from campaign.catalogue.judging import Judge
from campaign.errors import Overtaken, UnknownFact
from campaign.model.audit import Deed
from campaign.model.facts import (
    Change,
    Difference,
    Intake,
    Origin,
    Row,
    Waiting,
    fingerprint,
    is_same,
)
from campaign.store import waiting
from campaign.store.facts import read_changes
from campaign.store.turns import Turn, take_turn

LASTS: Final = timedelta(days=1)
"""How long a file waits; the facts it was held against are older every hour."""


def read(
    name: str, content: bytes, shipped: Catalogue, as_of: date, judge: Judge | None = None
) -> Intake:
    """Read a file that an organizer brings, as of a day, here or by a judge elsewhere.

    Raises BrokenData; a judge may raise OverCapacity.
    """
    english = next(iter(shipped.campaigns.values())).language("en")  # as directories are
    reads = judge.read if judge else intakes.read
    return reads(name, content, shipped.shipped, english, as_of)


def compare(db: Session, shipped: Catalogue, intake: Intake) -> Sequence[Difference]:
    """Return what taking an import would change, by key. Nothing is changed.

    Facts changed by hand are shown as kept: an import never takes their place.
    """
    changes = read_changes(db)
    by_hand = {c.key for c in changes if c.sheet is intake.sheet and c.origin is Origin.HAND}
    now = shipped.with_changes(changes).sheets[intake.sheet]
    before = {key: fields.row() for key, fields in now.items()}
    gone = {k for k in before if k.startswith(intake.prefix)} if intake.whole else set()
    keys = sorted(set(intake.rows) | gone)
    found = (
        Difference(
            intake.sheet,
            key,
            before.get(key),
            _confirmed(intake.rows.get(key), before.get(key)),
            kept=key in by_hand,
        )
        for key in keys
    )
    return [each for each in found if each.columns()]


def take(
    db: Session,
    differences: Sequence[Difference],
    shipped: Catalogue,
    *,
    by: str,
    at: datetime,
    only: Collection[str] = (),
) -> tuple[int | None, int]:
    """Take an import's differences, or only those of some keys; return batch and how many.

    Where there are none there is no batch.
    Raises Overtaken when a fact is not as it was held against, and BrokenData when the facts would
    no longer agree with each other; nothing is changed then.
    """
    take_turn(db, Turn.FACTS)
    now = facts.as_they_are(db, shipped)
    if any(now[each.sheet].get(each.key) != each.before for each in differences):
        db.rollback()
        raise Overtaken
    changes = [
        Change(each.sheet, each.key, each.after, Origin.IMPORT)
        for each in differences
        if not each.kept and (not only or each.key in only)
    ]
    batch = facts.keep(db, changes, shipped, Deed.FACTS_IMPORTED, by, at) if changes else None
    return batch, len(changes)


def bring(db: Session, intake: Intake, *, name: str, by: str, at: datetime) -> int:
    """Keep what was in a file until somebody approves of it; return its number.

    Nothing of it is a fact before that.
    """
    waiting.remove_old(db, before=at - LASTS)
    number = waiting.add_waiting(db, intake, name=name, by=by, at=at)
    db.commit()
    return number


def everything(db: Session, *, now: datetime) -> Sequence[Waiting]:
    """Return the files that wait, the newest first."""
    return waiting.read_waiting(db, since=now - LASTS)


def look(
    db: Session, shipped: Catalogue, number: int, *, now: datetime
) -> tuple[Waiting, Sequence[Difference]]:
    """Return a file and what taking it would change now. Raises UnknownFact."""
    found = waiting.read_waiting(db, since=now - LASTS, number=number)
    if not found:
        raise UnknownFact
    return found[0], compare(db, shipped, found[0].intake)


def approve(
    db: Session,
    shipped: Catalogue,
    number: int,
    *,
    shown: str,
    only: Collection[str] | None,
    by: str,
    at: datetime,
) -> int | None:
    """Take a file that waits, or only some keys of it; return the batch, None if that is nothing.

    `shown` is the fingerprint of what somebody approved of. A file of which all is taken waits no
    longer. Raises UnknownFact; Overtaken when it would change something else by now; BrokenData
    when the facts would no longer agree with each other. Nothing is changed then.
    """
    take_turn(db, Turn.FACTS)
    found, differences = look(db, shipped, number, now=at)
    if fingerprint(differences) != shown:
        db.rollback()
        raise Overtaken
    chosen = [each for each in differences if only is None or each.key in only]
    if len(chosen) == len(differences):
        waiting.remove_waiting(db, found.id)
    batch, _ = take(db, chosen, shipped, by=by, at=at)
    db.commit()
    return batch


def put_aside(db: Session, number: int) -> None:
    """Take a file away that nobody wants."""
    waiting.remove_waiting(db, number)
    db.commit()


def _confirmed(after: Row | None, before: Row | None) -> Row | None:
    """Keep a confirmation only while what was confirmed stays the same."""
    if after is None or before is None or not before.get("confirmed"):
        return after
    if not is_same(after, before):
        return after
    return {**after, "confirmed": max(after["confirmed"], before["confirmed"])}
