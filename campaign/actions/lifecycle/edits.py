"""How a campaign is changed: alone, from what somebody saw, with a line in the audit."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from campaign.actions.audit import record
from campaign.actions.transaction import transaction
from campaign.catalogue import Catalogue
from campaign.catalogue.lifecycle import rows_of
from campaign.errors import NotReady, Overtaken
from campaign.model.audit import AuditEvent
from campaign.model.facts import Change, ChangeStamp, FactTable, Origin, Row, digest
from campaign.model.statement import Campaign
from campaign.store import facts
from campaign.store.locks import Lock, take_lock

Rows = Iterable[tuple[FactTable, Row]]


@dataclass(frozen=True, slots=True)
class Edit:
    """Who changes a campaign and when; `seen` is what their page was made from."""

    campaign: str
    by: str
    at: datetime
    seen: str


def fingerprint_of(catalogue: Catalogue, campaign: str, *sheets: FactTable) -> str:
    """Return what changes whenever one of a campaign's facts of these sheets does."""
    found = {
        f"{sheet} {key}": digest(row)
        for sheet in sheets
        for key, row in rows_of(catalogue.sheets, sheet, campaign).items()
    }
    return digest(found)


def change_stamps(db: Session, campaign: str) -> Mapping[tuple[FactTable, str], ChangeStamp]:
    """Return by whom and when a campaign's facts were set, where they are not as shipped."""
    return {
        (change.sheet, change.key): change.made
        for change in facts.read_changes(db)
        if change.made and (change.row or {}).get("campaign") == campaign
    }


@contextmanager
def changing(db: Session, shipped: Catalogue, hand: Edit, *sheets: FactTable) -> Iterator[Campaign]:
    """Give a campaign as it is, alone in changing it until all that is done within is committed.

    Raises Overtaken where it was not seen as it is; BrokenData where facts of the world are
    changed with it and contradict each other.
    """
    with transaction(db):
        take_lock(db, Lock.FACTS)
        as_now = shipped.running if _are_of_campaigns(sheets) else shipped.with_changes
        now = as_now(facts.read_changes(db))
        if fingerprint_of(now, hand.campaign, *sheets) != hand.seen:
            raise Overtaken
        yield now.campaigns[hand.campaign]


def _are_of_campaigns(sheets: Iterable[FactTable]) -> bool:
    return all(sheet.is_of_campaign for sheet in sheets)


def demand(holds: bool) -> None:  # noqa: FBT001 - what is demanded
    """Raise NotReady unless something holds."""
    if not holds:
        raise NotReady


def said(
    sheet: FactTable, campaign: Campaign, texts: Mapping[str, str], **more: str
) -> list[tuple[FactTable, Row]]:
    """Return what is said in each language, blank where it no longer is."""
    up = {
        FactTable.REASONS: campaign.stop.reasons if campaign.stop else {},
        FactTable.NOTICES: campaign.notice.texts if campaign.notice else {},
    }
    return [
        (sheet, {"language": code, "text": texts.get(code, ""), **(more if texts else {})})
        for code in campaign.reading
        if code in texts or code in up[sheet]
    ]


def keep_edit(
    db: Session, shipped: Catalogue, hand: Edit, rows: Rows, what: AuditEvent, about: str = ""
) -> None:
    """Add facts as one batch, with its line in the audit. Raises BrokenData."""
    changes = []
    for sheet, given in rows:
        mine = {"campaign": hand.campaign} if sheet.is_of_campaign else {}
        row = {**dict.fromkeys(sheet.columns, ""), **mine, **given}
        changes.append(Change(sheet, sheet.key(row), row, Origin.HAND))
    facts.add_changes(db, changes, origin=Origin.HAND, by=hand.by, at=hand.at)
    record(db, hand.by, what, f"{hand.campaign} {about}".strip(), at=hand.at)
    shipped.running(facts.read_changes(db))


def iso(day: date | None) -> str:
    """Return a day as facts have it, blank where there is none."""
    return day.isoformat() if day else ""
