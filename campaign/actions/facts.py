"""What organizers do with facts: see them as they are, correct one, undo."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from typing import Final

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from campaign.actions.audit import record
from campaign.actions.editions import in_force
from campaign.actions.transaction import transaction
from campaign.catalogue import Catalogue
from campaign.catalogue.complaints import Complaints, refusal
from campaign.catalogue.fact_tables import differing_facts, overlay_changes
from campaign.catalogue.incoming_facts import complaints_of
from campaign.catalogue.lifecycle import placed
from campaign.errors import BrokenData, Clash, Complaint, Overtaken, UnknownFact
from campaign.model.audit import AuditEvent
from campaign.model.facts import (
    Change,
    ChangeBatch,
    Difference,
    FactTable,
    Origin,
    Row,
    SeenFact,
    completed,
    digest,
)
from campaign.store import facts
from campaign.store.editions import read_turns
from campaign.store.locks import Lock, take_lock

Unreachable = SQLAlchemyError
"""The database did not answer."""
_OF_MANY: Final = {AuditEvent.FACTS_IMPORTED, AuditEvent.ADDRESSES_CONFIRMED}
_WHO: Final = FactTable.ORGANIZATION
NOBODY: Final = "command line"
"""Who changed something, where the system has no name for them."""


def current_catalogue(db: Session, shipped: Catalogue) -> Catalogue:
    """Return the campaigns with all that organizers changed."""
    return in_force(db, shipped.with_changes(facts.read_changes(db)))


def catalogue_with_lifecycle(db: Session, catalogue: Catalogue) -> Catalogue:
    """Return the campaigns with what organizers set while they run, and no other fact changed.

    Raises BrokenData for what cannot be.
    """
    return catalogue.running(facts.read_changes(db))


def facts_version(db: Session) -> tuple[int, ...]:
    """Return what changes whenever a fact does, or what campaigns say."""
    return (*facts.read_version(db), read_turns(db))


def correct_fact(
    db: Session,
    shipped: Catalogue,
    sheet: FactTable,
    values: Mapping[str, str],
    *,
    by: str,
    at: datetime,
    seen: SeenFact | None = None,
) -> int:
    """Change one fact by hand, or add it: columns that are not given stay as they are.

    `seen` is what a form was made from; the fact may then be given another key. Raises BrokenData
    when a value is not what it should be, Overtaken when the fact is not as it was seen.
    """
    return _correct(db, shipped, sheet, values, by, at, seen)


def confirm_fact(
    db: Session,
    shipped: Catalogue,
    seen: tuple[FactTable, SeenFact],
    *,
    on: date,
    by: str,
    at: datetime,
    source: str = "",
) -> int:
    """Say that a fact was checked on a day; a source may be given with it.

    Raises UnknownFact, Overtaken when the fact is not as it was seen, or BrokenData.
    """
    sheet, what = seen
    row = current_rows(db, shipped)[sheet].get(what.key)
    if row is None:
        raise UnknownFact
    values = {name: row[name] for name in sheet.named_by} | {"confirmed": on.isoformat()}
    values |= {"source": source} if source else {}
    return _correct(db, shipped, sheet, values, by, at, what, AuditEvent.FACT_CONFIRMED)


def remove_fact(
    db: Session,
    shipped: Catalogue,
    sheet: FactTable,
    key: str,
    *,
    by: str,
    at: datetime,
    seen: SeenFact | None = None,
) -> int | None:
    """Take a fact away; return the batch, or None when there is no such fact.

    Raises BrokenData when the others would no longer agree without it, Overtaken when the fact is
    not as it was seen.
    """
    if not sheet.can_be_removed:
        raise refusal(sheet, key, "cannot be taken away", "set it, or undo what set it")
    with transaction(db):
        take_lock(db, Lock.FACTS)
        now = current_rows(db, shipped)[sheet]
        if key not in now:
            return None
        _demand_unchanged(now, seen, key)
        change = Change(sheet, key, None, Origin.HAND)
        return apply_changes(db, [change], shipped, AuditEvent.FACT_REMOVED, by, at)


def undo_changes(db: Session, shipped: Catalogue, batch: int, *, by: str, at: datetime) -> bool:
    """Undo what was imported or corrected at once; return False when there is no such thing.

    Raises Overtaken when all of it was changed again since: undoing it would change nothing now,
    and take away what the later change is undone to. Raises BrokenData when the facts would no
    longer agree with each other; nothing is changed then. Facts that do not agree as they are can
    always be undone.
    """
    with transaction(db):
        take_lock(db, Lock.FACTS)
        found = facts.find_batch(db, batch)
        if found and not found.undone and not found.stands:
            raise Overtaken
        agreed = _agree(db, shipped)
        undone = facts.undo_batch(db, batch, by=by, at=at)
        if agreed:
            _demand_agreement(db, shipped)
        changed = facts.read_facts_of(db, batch)
        _demand_named(db, shipped, {key for sheet, key in changed if sheet is _WHO})
        if undone:
            about = f"no. {batch}: {_named(changed)}"
            record(db, by or NOBODY, AuditEvent.FACTS_UNDONE, about, at=at)
        return undone


def list_changes(
    db: Session, *, before: int | None = None, most: int | None = None
) -> Sequence[ChangeBatch]:
    """Return imports and corrections, the newest first; those before one, where it is given."""
    return facts.read_batches(db, before=before, most=most)


def against_shipped(db: Session, shipped: Catalogue) -> Iterator[Difference]:
    """Yield where the organizers' facts differ from those shipped with this version."""
    for change, row in differing_facts(shipped.shipped.sheets, facts.read_changes(db)):
        yield Difference(change.sheet, change.key, row, change.row)


def current_rows(db: Session, shipped: Catalogue) -> Mapping[FactTable, Mapping[str, Row]]:
    """Return all facts, agreeing or not: those that do not must be there to be corrected."""
    now = overlay_changes(shipped.shipped.sheets, facts.read_changes(db), Complaints(shipped.root))
    return {s: {key: fields.row() for key, fields in rows.items()} for s, rows in now.items()}


def apply_changes(
    db: Session,
    changes: Sequence[Change],
    shipped: Catalogue,
    deed: AuditEvent,
    by: str,
    at: datetime,
) -> int:
    """Make changes as a batch, with its entry in the audit, without committing it.

    Raises BrokenData where the facts would not hold together so.
    """
    batch = facts.add_changes(db, changes, origin=changes[-1].origin, by=by, at=at)
    _demand_agreement(db, shipped, changes)
    told = changes if deed in _OF_MANY else changes[-1:]
    about = f"{_named([(each.sheet, each.key) for each in told])} (no. {batch})"
    record(db, by or NOBODY, deed, about, at=at)
    return batch


def _correct(
    db: Session,
    shipped: Catalogue,
    sheet: FactTable,
    values: Mapping[str, str],
    by: str,
    at: datetime,
    seen: SeenFact | None,
    deed: AuditEvent = AuditEvent.FACT_CORRECTED,
) -> int:
    with transaction(db):
        take_lock(db, Lock.FACTS)
        given = {name: value.strip() for name, value in values.items()}
        key = sheet.key(dict.fromkeys(sheet.columns, "") | given)
        if sheet.is_of_campaign and not placed(shipped.campaigns, given):
            raise refusal(sheet, key, "is not here", "name a campaign, and what it has")
        was = seen.key if seen and seen.key else key
        now = current_rows(db, shipped)[sheet]
        _demand_unchanged(now, seen, key)
        row = completed(sheet, given, now.get(was))
        moved = [Change(sheet, was, None, Origin.HAND)] if was != key else []
        return apply_changes(
            db, [*moved, Change(sheet, key, row, Origin.HAND)], shipped, deed, by, at
        )


def _demand_unchanged(now: Mapping[str, Row], seen: SeenFact | None, key: str) -> None:
    """Raise Overtaken where a fact is not as it was seen, or another has its new key."""
    if seen is None:
        return
    if digest(now.get(seen.key)) != seen.digest or (key != seen.key and key in now):
        raise Overtaken


def _named(changed: Sequence[tuple[FactTable, str]]) -> str:
    """Return which fact was changed, or of how many."""
    sheet, key = changed[-1]
    return f"{sheet} {key}" if len(changed) == 1 else f"{sheet}: {len(changed)}"


def _demand_agreement(db: Session, shipped: Catalogue, new: Sequence[Change] = ()) -> None:
    """Raise BrokenData where the facts do not hold together.

    Facts that are new are judged more strictly than those that are there.
    """
    complaints = complaints_of(new, shipped.root)
    try:
        current_catalogue(db, shipped)
    except BrokenData as error:
        complaints += error.complaints
    if complaints:
        raise BrokenData(tuple(dict.fromkeys(complaints)))


def _demand_named(db: Session, shipped: Catalogue, slugs: AbstractSet[str]) -> None:
    """Raise BrokenData where one of these campaigns is launched and does not say who runs it."""
    campaigns = catalogue_with_lifecycle(db, shipped).campaigns if slugs else {}
    for slug in slugs & campaigns.keys():
        campaign = campaigns[slug]
        if campaign.launched and not (campaign.organization.name and campaign.organization.contact):
            said = f"{_WHO}: {slug}: would be blank while it is launched (correct it instead)"
            raise BrokenData((Complaint(said, key=slug, clash=Clash.UNNAMED, about=(slug,)),))


def _agree(db: Session, shipped: Catalogue) -> bool:
    try:
        current_catalogue(db, shipped)
    except BrokenData:
        return False
    return True
