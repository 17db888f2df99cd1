"""Confirming addresses as an official source published them: all, by group, or one by one."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from campaign.actions import facts
from campaign.actions.fact_history import facts_of_table
from campaign.actions.transaction import transaction
from campaign.catalogue import Catalogue
from campaign.errors import Overtaken
from campaign.model.audit import AuditEvent
from campaign.model.facts import Change, FactTable, Origin, Row, digest
from campaign.store.locks import Lock, take_lock

SHEET: Final = FactTable.ADDRESSES


def confirmable_addresses(db: Session, shipped: Catalogue) -> Mapping[str, Row]:
    """Return by recipient the addresses that nobody confirmed and whose source has a day.

    What an organizer wrote is theirs to confirm: no source published it so.
    """
    return {
        key: fact.row
        for key, fact in facts_of_table(db, shipped, SHEET).items()
        if fact.origin is not Origin.HAND and _was_published(fact.row)
    }


def fingerprint_of(rows: Mapping[str, Row]) -> str:
    """Return what changes whenever one of these addresses does."""
    return digest({key: digest(row) for key, row in rows.items()})


def confirm_as_published(
    db: Session,
    shipped: Catalogue,
    chosen: Collection[str],
    *,
    shown: str,
    by: str,
    at: datetime,
) -> int:
    """Confirm addresses as of the day on which their source published them; return the batch.

    `shown` is the fingerprint of all that could be chosen. Raises Overtaken when that is not as it
    was seen. A later directory may still take their place.
    """
    with transaction(db):
        take_lock(db, Lock.FACTS)
        rows = confirmable_addresses(db, shipped)
        if fingerprint_of(rows) != shown or not set(chosen) <= set(rows):
            raise Overtaken
        changes = [
            Change(SHEET, key, as_published(rows[key]), Origin.PUBLISHED) for key in sorted(chosen)
        ]
        return facts.apply_changes(db, changes, shipped, AuditEvent.ADDRESSES_CONFIRMED, by, at)


def as_published(row: Row) -> Row:
    """Return an address confirmed as of the day on which its source published it."""
    return {**row, "confirmed": row["as_of"]}


def _was_published(row: Row) -> bool:
    is_known = bool(row["postal"] or row["email"])
    return is_known and bool(row["as_of"] and row["source"]) and not row["confirmed"]
