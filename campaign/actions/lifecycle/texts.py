"""What a campaign says of itself: who runs it, its notice, risks, and the words that were read."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from campaign.actions.audit import record
from campaign.actions.lifecycle.edits import (
    Edit,
    change_stamps,
    changing,
    demand,
    iso,
    keep_edit,
    said,
)
from campaign.catalogue import Catalogue
from campaign.errors import NotReady
from campaign.model.audit import AuditEvent
from campaign.model.facts import FactTable, Row
from campaign.model.language import TargetKind
from campaign.store import facts

DETAILS: Final = {
    FactTable.ORGANIZATION: AuditEvent.ORGANIZATION_SET,
    FactTable.GENUINE: AuditEvent.GENUINE_SET,
    FactTable.POST: AuditEvent.POST_SET,
    FactTable.RELATIVES: AuditEvent.RELATIVES_SET,
    FactTable.OFFER: AuditEvent.OFFER_SET,
}
"""What is written down where one of these is set, alone or with others after it."""


def set_details(
    db: Session, shipped: Catalogue, hand: Edit, rows: Mapping[FactTable, Row], *, on: date
) -> None:
    """Set who runs a campaign, or what it offers. Raises NotReady for one that has closed.

    All is one batch, which the first of the sheets gives its name.
    """
    with changing(db, shipped, hand, *rows) as campaign:
        demand(not campaign.has_closed(on))
        keep_edit(db, shipped, hand, rows.items(), DETAILS[next(iter(rows))])


def put_up_notice(
    db: Session, shipped: Catalogue, hand: Edit, texts: Mapping[str, str], until: date | None
) -> None:
    """Put a notice up, by language and until a day if there is one."""
    with changing(db, shipped, hand, FactTable.NOTICES) as campaign:
        rows = said(FactTable.NOTICES, campaign, texts, until=iso(until))
        keep_edit(db, shipped, hand, rows, AuditEvent.NOTICE_UP)


def take_down_notice(db: Session, shipped: Catalogue, hand: Edit) -> None:
    """Take the notice down that was seen."""
    with changing(db, shipped, hand, FactTable.NOTICES) as campaign:
        keep_edit(db, shipped, hand, said(FactTable.NOTICES, campaign, {}), AuditEvent.NOTICE_DOWN)


def change_risk(
    db: Session, shipped: Catalogue, hand: Edit, kind: TargetKind, language: str, said: Row
) -> None:
    """Change the text on risk for a kind of target; `said` is text, source and as_of."""
    with changing(db, shipped, hand, FactTable.RISKS):
        rows = [(FactTable.RISKS, {"kind": kind, "language": language, **said})]
        keep_edit(db, shipped, hand, rows, AuditEvent.RISK_CHANGED, f"{kind} {language}")


def undo_risk(db: Session, shipped: Catalogue, hand: Edit, kind: TargetKind, language: str) -> None:
    """Undo the last change of a text on risk. Raises NotReady where it is as shipped."""
    with changing(db, shipped, hand, FactTable.RISKS):
        key = FactTable.RISKS.key({"campaign": hand.campaign, "kind": kind, "language": language})
        last = change_stamps(db, hand.campaign).get((FactTable.RISKS, key))
        if last is None:
            raise NotReady
        facts.undo_batch(db, last.batch, by=hand.by, at=hand.at)
        record(
            db, hand.by, AuditEvent.RISK_UNDONE, f"{hand.campaign} {kind} {language}", at=hand.at
        )


def mark_read(
    db: Session, shipped: Catalogue, hand: Edit, language: str, sources: str, *, day: date
) -> None:
    """Note that somebody read all letters in a language on a day; `sources` is their hash."""
    with changing(db, shipped, hand, FactTable.READ):
        rows = [(FactTable.READ, {"language": language, "sources": sources, "as_of": iso(day)})]
        keep_edit(db, shipped, hand, rows, AuditEvent.LETTERS_READ, language)


def take_unread(db: Session, shipped: Catalogue, hand: Edit, number: int) -> None:
    """Let letters have the words of an edition that nobody has read."""
    with changing(db, shipped, hand, FactTable.TAKEN):
        rows = [(FactTable.TAKEN, {"number": str(number)})]
        keep_edit(db, shipped, hand, rows, AuditEvent.WORDS_TAKEN, f"no. {number}")
