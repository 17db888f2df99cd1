"""What organizers do with facts: compare an import, take it, correct one, undo."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from campaign.catalogue import Catalogue
from campaign.catalogue.complaints import Complaints
from campaign.catalogue.intake import Intake
from campaign.catalogue.sheets import differing, overlay
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
) -> tuple[int | None, int]:
    """Take an import's differences, or only those of some keys; return batch and how many.

    Where there are none there is no batch.
    Raises BrokenData when the facts would no longer agree with each other; nothing is changed then.
    """
    changes = [
        Change(each.sheet, each.key, each.after, Origin.IMPORT)
        for each in differences
        if not each.kept and (not only or each.key in only)
    ]
    batch = _keep(db, changes, shipped, Origin.IMPORT, by, at) if changes else None
    return batch, len(changes)


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
    given = {name: value.strip() for name, value in values.items()}
    key = sheet.key(dict.fromkeys(sheet.columns, "") | given)
    before = _as_they_are(db, shipped, sheet).get(key, {})
    row = {**dict.fromkeys(sheet.columns, ""), **before, **given}
    if before.get("confirmed") and "confirmed" not in given and not _same(row, before):
        row["confirmed"] = ""
    return _keep(db, [Change(sheet, key, row, Origin.HAND)], shipped, Origin.HAND, by, at)


def remove(
    db: Session, shipped: Catalogue, sheet: Sheet, key: str, *, by: str, at: datetime
) -> int | None:
    """Take a fact away; return the batch, or None when there is no such fact.

    Raises BrokenData when the others would no longer agree without it.
    """
    if key not in _as_they_are(db, shipped, sheet):
        return None
    return _keep(db, [Change(sheet, key, None, Origin.HAND)], shipped, Origin.HAND, by, at)


def undo(db: Session, shipped: Catalogue, batch: int, *, by: str, at: datetime) -> bool:
    """Undo what was imported or corrected at once; return False when there is no such thing.

    Raises BrokenData when the facts would no longer agree with each other; nothing is changed
    then. Facts that do not agree as they are can always be undone.
    """
    agreed = _agree(db, shipped)
    undone = facts.undo_batch(db, batch, by=by, at=at)
    if agreed:
        _demand_agreement(db, shipped)
    db.commit()
    return undone


def history(db: Session) -> Sequence[Batch]:
    """Return all imports and corrections, the newest first."""
    return facts.read_batches(db)


def against_shipped(db: Session, shipped: Catalogue) -> Iterator[Difference]:
    """Yield where the organizers' facts differ from those shipped with this version."""
    for change, row in differing(shipped.shipped.sheets, facts.read_changes(db)):
        yield Difference(change.sheet, change.key, row, change.row)


def _as_they_are(db: Session, shipped: Catalogue, sheet: Sheet) -> Mapping[str, Row]:
    """Return a sheet's facts, agreeing or not: those that do not must be there to be corrected."""
    now = overlay(shipped.shipped.sheets, facts.read_changes(db), Complaints(shipped.root))
    return {key: fields.row() for key, fields in now[sheet].items()}


def _confirmed(after: Row | None, before: Row | None) -> Row | None:
    """Keep a confirmation only while what was confirmed stays the same."""
    if after is None or before is None or not before.get("confirmed"):
        return after
    if not _same(after, before):
        return after
    return {**after, "confirmed": max(after["confirmed"], before["confirmed"])}


def _same(after: Row, before: Row) -> bool:
    """Whether what somebody confirmed stays the same: an address, or who holds an office."""
    return all(after.get(name) == before.get(name) for name in ("postal", "email", "name"))


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
    _demand_agreement(db, shipped)
    db.commit()
    return batch


def _demand_agreement(db: Session, shipped: Catalogue) -> None:
    """Take everything back, and raise BrokenData, where the facts do not hold together."""
    try:
        current(db, shipped)
    except BrokenData:
        db.rollback()
        raise


def _agree(db: Session, shipped: Catalogue) -> bool:
    try:
        current(db, shipped)
    except BrokenData:
        return False
    return True
