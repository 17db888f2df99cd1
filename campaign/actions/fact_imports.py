"""Files of facts: held against those there are, and taken, at once or when somebody approves."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from campaign.actions import facts
from campaign.actions.address_confirmation import as_published
from campaign.actions.transaction import transaction
from campaign.catalogue import Catalogue
from campaign.catalogue import fact_files as intakes
from campaign.catalogue.import_limits import ImportJudge
from campaign.errors import Overtaken, UnknownFact
from campaign.model.audit import AuditEvent
from campaign.model.facts import (
    Change,
    Difference,
    FactFile,
    FactTable,
    Origin,
    PendingImport,
    Row,
    completed,
    fingerprint,
    is_same,
)
from campaign.store import pending_imports
from campaign.store.facts import read_changes
from campaign.store.locks import Lock, take_lock

LASTS: Final = timedelta(days=1)
"""How long a file waits; the facts it was held against are older every hour."""


def read_import(
    name: str, content: bytes, shipped: Catalogue, as_of: date, judge: ImportJudge | None = None
) -> FactFile:
    """Read a file that an organizer brings, as of a day, here or by a judge elsewhere.

    Raises BrokenData; a judge may raise OverCapacity.
    """
    english = next(iter(shipped.campaigns.values())).language("en")  # as directories are
    reads = judge.read if judge else intakes.read_fact_file
    return reads(name, content, shipped.shipped, english, as_of)


def compare_import(db: Session, shipped: Catalogue, intake: FactFile) -> Sequence[Difference]:
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
            _after(intake, key, before.get(key)),
            kept=key in by_hand,
        )
        for key in keys
    )
    return [each for each in found if each.columns()]


def take_import(
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
    with transaction(db):
        take_lock(db, Lock.FACTS)
        return _take(db, differences, shipped, by=by, at=at, only=only)


def submit_import(db: Session, intake: FactFile, *, name: str, by: str, at: datetime) -> int:
    """Keep what was in a file until somebody approves of it; return its number.

    Nothing of it is a fact before that.
    """
    with transaction(db):
        pending_imports.remove_old_imports(db, before=at - LASTS)
        return pending_imports.add_pending_import(db, intake, name=name, by=by, at=at)


def list_pending_imports(db: Session, *, now: datetime) -> Sequence[PendingImport]:
    """Return the files that wait, the newest first."""
    return pending_imports.read_pending_imports(db, since=now - LASTS)


def preview_import(
    db: Session, shipped: Catalogue, number: int, *, now: datetime
) -> tuple[PendingImport, Sequence[Difference]]:
    """Return a file and what taking it would change now. Raises UnknownFact."""
    found = pending_imports.read_pending_imports(db, since=now - LASTS, number=number)
    if not found:
        raise UnknownFact
    return found[0], compare_import(db, shipped, found[0].intake)


def approve_import(
    db: Session,
    shipped: Catalogue,
    number: int,
    *,
    shown: str,
    only: Collection[str] | None,
    by: str,
    at: datetime,
    confirm: bool = False,
) -> int | None:
    """Take a file that waits, or only some keys of it; return the batch, None if that is nothing.

    With `confirm` its addresses are confirmed as of the day on which it says they were published.
    `shown` is the fingerprint of what somebody approved of. A file of which all is taken waits no
    longer. Raises UnknownFact; Overtaken when it would change something else by now; BrokenData
    when the facts would no longer agree with each other. Nothing is changed then.
    """
    with transaction(db):
        take_lock(db, Lock.FACTS)
        found, differences = preview_import(db, shipped, number, now=at)
        if fingerprint(differences) != shown:
            raise Overtaken
        chosen = [each for each in differences if only is None or each.key in only]
        if len(chosen) == len(differences):
            pending_imports.remove_pending_import(db, found.id)
        confirmed = [_as_published(each) for each in chosen] if confirm else chosen
        batch, _ = _take(db, confirmed, shipped, by=by, at=at)
        return batch


def discard_import(db: Session, number: int) -> None:
    """Take a file away that nobody wants."""
    with transaction(db):
        pending_imports.remove_pending_import(db, number)


def _take(
    db: Session,
    differences: Sequence[Difference],
    shipped: Catalogue,
    *,
    by: str,
    at: datetime,
    only: Collection[str] = (),
) -> tuple[int | None, int]:
    now = facts.current_rows(db, shipped)
    if any(now[each.sheet].get(each.key) != each.before for each in differences):
        raise Overtaken
    changes = [
        Change(each.sheet, each.key, each.after, Origin.IMPORT)
        for each in differences
        if not each.kept and (not only or each.key in only)
    ]
    batch = (
        facts.apply_changes(db, changes, shipped, AuditEvent.FACTS_IMPORTED, by, at)
        if changes
        else None
    )
    return batch, len(changes)


def _as_published(each: Difference) -> Difference:
    """Return a difference that also confirms the address it puts in place."""
    is_published = each.after and each.sheet is FactTable.ADDRESSES and each.after["as_of"]
    return replace(each, after=as_published(each.after)) if each.after and is_published else each


def _after(intake: FactFile, key: str, before: Row | None) -> Row | None:
    """Return a fact as a file has it; a confirmation is kept only while what it is of stays."""
    if key not in intake.rows:
        return None
    after = completed(intake.sheet, intake.rows[key], before)
    if before is None or not before.get("confirmed") or not is_same(after, before):
        return after
    return {**after, "confirmed": max(after["confirmed"], before["confirmed"])}
