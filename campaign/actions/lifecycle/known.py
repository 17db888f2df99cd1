"""What is looked up for a campaign: who holds offices, whether what asks call for happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from campaign.actions.lifecycle.edits import (
    Edit,
    changing,
    iso,
    keep_edit,
)
from campaign.catalogue import Catalogue
from campaign.model.audit import AuditEvent
from campaign.model.facts import FactTable, Row

KNOWN: Final = (FactTable.NONE_KNOWN, FactTable.OFFICERS)
"""What is looked up together before a launch."""


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What somebody looked up: who still holds an office, and whether what asks call for happened.

    `holders` are facts as they stand, `asks` says of each whether it has happened.
    """

    holders: Sequence[Row]
    asks: Mapping[str, bool]
    source: str


def confirm_none_known(
    db: Session, shipped: Catalogue, hand: Edit, ask: str, *, day: date, source: str
) -> None:
    """Confirm that on a day nothing was known of what an ask calls for: letters say so."""
    row = {"ask": ask, "as_of": iso(day), "source": source}
    with changing(db, shipped, hand, FactTable.NONE_KNOWN):
        keep_edit(db, shipped, hand, [(FactTable.NONE_KNOWN, row)], AuditEvent.NONE_KNOWN, ask)


def note_that_it_happened(
    db: Session, shipped: Catalogue, hand: Edit, ask: str, *, source: str
) -> None:
    """Note that what an ask calls for has happened: letters no longer say that it has not."""
    with changing(db, shipped, hand, FactTable.NONE_KNOWN):
        rows = [(FactTable.NONE_KNOWN, {"ask": ask, "source": source})]
        keep_edit(db, shipped, hand, rows, AuditEvent.HAPPENED, ask)


def confirm_known(
    db: Session,
    shipped: Catalogue,
    hand: Edit,
    known: LookedUp,
    *,
    day: date,
) -> None:
    """Keep at once what was looked up of offices and of asks; the source is that of the asks.

    Raises BrokenData where facts contradict each other.
    """
    with changing(db, shipped, hand, *KNOWN):
        rows: list[tuple[FactTable, Row]] = [
            (FactTable.OFFICERS, {**row, "confirmed": iso(day)}) for row in known.holders
        ]
        for ask, has_happened in known.asks.items():
            as_of = "" if has_happened else iso(day)
            row = {"ask": ask, "as_of": as_of, "source": known.source}
            rows.append((FactTable.NONE_KNOWN, row))
        keep_edit(db, shipped, hand, rows, AuditEvent.KNOWN_CONFIRMED)
