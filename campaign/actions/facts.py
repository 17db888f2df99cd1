"""What organizers do with facts: compare an import, take it, correct one, undo."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from campaign.catalogue import Catalogue
from campaign.catalogue.intake import Intake
from campaign.catalogue.sheets import differing
from campaign.errors import BrokenData
from campaign.model.facts import Batch, Change, Difference, Origin, Row, Sheet
from campaign.store import facts

Unreachable = SQLAlchemyError
"""The database did not answer."""


def current(db: Session, shipped: Catalogue) -> Catalogue:
    """Return the campaigns with all that organizers changed."""
    return shipped.with_changes(facts.read_changes(db))


def version(db: Session) -> tuple[int, int]:
    """Return what changes whenever a fact does."""
    return facts.read_version(db)


def compare(db: Session, shipped: Catalogue, intake: Intake) -> Sequence[Difference]:
    """Return what taking an import would change, by key. Nothing is changed.

    Facts changed by hand are shown as kept: an import never takes their place.
    """
    changes = facts.read_changes(db)
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
) -> tuple[int, int]:
    """Take an import's differences, or only those of some keys; return batch and how many.

    Raises BrokenData when the facts would no longer agree with each other; nothing is changed then.
    """
    changes = [
        Change(each.sheet, each.key, each.after, Origin.IMPORT)
        for each in differences
        if not each.kept and (not only or each.key in only)
    ]
    return _keep(db, changes, shipped, Origin.IMPORT, by, at), len(changes)


def correct(
    db: Session,
    shipped: Catalogue,
    sheet: Sheet,
    values: Mapping[str, str],
    *,
    by: str,
    at: datetime,
) -> int:
    """Change one fact by hand, or add it: columns that are not given stay as they are.

    Raises BrokenData when a value is not what it should be.
    """
    key = sheet.key({name: values.get(name, "") for name in sheet.columns})
    now = current(db, shipped).sheets[sheet].get(key)
    row = dict.fromkeys(sheet.columns, "") | (now.row() if now else {}) | dict(values)
    return _keep(db, [Change(sheet, key, row, Origin.HAND)], shipped, Origin.HAND, by, at)


def undo(db: Session, batch: int, *, by: str, at: datetime) -> bool:
    """Undo what was imported or corrected at once; return False when there is no such thing."""
    undone = facts.undo_batch(db, batch, by=by, at=at)
    db.commit()
    return undone


def history(db: Session) -> Sequence[Batch]:
    """Return all imports and corrections, the newest first."""
    return facts.read_batches(db)


def against_shipped(db: Session, shipped: Catalogue) -> Iterator[Difference]:
    """Yield where the organizers' facts differ from those shipped with this version."""
    for change, row in differing(shipped.shipped.sheets, facts.read_changes(db)):
        yield Difference(change.sheet, change.key, row, change.row)


def _confirmed(after: Row | None, before: Row | None) -> Row | None:
    """Keep a confirmation only while what was confirmed stays the same."""
    if after is None or before is None or not before.get("confirmed"):
        return after
    same = all(after[name] == before[name] for name in ("postal", "email"))
    return {**after, "confirmed": before["confirmed"]} if same else after


def _keep(
    db: Session,
    changes: Sequence[Change],
    shipped: Catalogue,
    origin: Origin,
    by: str,
    at: datetime,
) -> int:
    """Commit changes as a batch, if the facts still hold together with them."""
    batch = facts.add_changes(db, changes, origin=origin, by=by, at=at)
    try:
        current(db, shipped)
    except BrokenData:
        db.rollback()
        raise
    db.commit()
    return batch
