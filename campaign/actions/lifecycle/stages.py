"""The stages of a campaign: it is launched, stopped, goes on, and has its days."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from campaign.actions.lifecycle.edits import (
    Edit,
    changing,
    demand,
    iso,
    keep_edit,
    said,
)
from campaign.catalogue import Catalogue
from campaign.catalogue.details import YES
from campaign.model.audit import AuditEvent
from campaign.model.facts import FactTable
from campaign.model.lifecycle import StopKind
from campaign.model.statement import Campaign
from campaign.rules import launch_checklist
from campaign.store import count_moves, facts, published_weeks, tally
from campaign.store.locks import Lock, take_lock

STATE: Final = (FactTable.STANDING, FactTable.REASONS, FactTable.DATES)
"""What says whether letters are prepared."""
STOPS: Final = {StopKind.PAUSED: AuditEvent.PAUSED, StopKind.CLOSED: AuditEvent.CLOSED}


def lacks_requirements(campaign: Campaign, on: date) -> bool:
    """Say whether a campaign lacks what none is launched without."""
    items = launch_checklist.checklist_items(campaign, on)
    return any(item.need in launch_checklist.MUSTS and not item.is_done for item in items)


def launch_campaign(db: Session, shipped: Catalogue, hand: Edit, *, on: date) -> None:
    """Launch a campaign.

    Raises NotReady where it is, or lacks what it must have; BrokenData where facts contradict each
    other: nobody could tell then what supporters would get.
    """
    with changing(db, shipped, hand, *STATE) as campaign:
        demand(not campaign.launched and not lacks_requirements(campaign, on))
        shipped.with_changes(facts.read_changes(db))
        keep_edit(db, shipped, hand, [(FactTable.STANDING, {"launched": YES})], AuditEvent.LAUNCHED)
        take_lock(db, Lock.TALLY)
        # An older version counted, showed and moved it with all else.
        tally.set_apart_as_tried(db, hand.campaign)
        published_weeks.forget_weeks(db, hand.campaign)
        count_moves.end_moves(db, hand.campaign, at=hand.at)


def may_stop_campaign(campaign: Campaign, how: StopKind, on: date) -> bool:
    """Say whether a campaign can be paused, or closed: a paused one can be closed."""
    paused = campaign.stop is not None and how is StopKind.PAUSED
    return campaign.launched and not campaign.has_closed(on) and not paused


def stop_campaign(
    db: Session,
    shipped: Catalogue,
    hand: Edit,
    how: StopKind,
    reasons: Mapping[str, str],
    *,
    on: date,
) -> None:
    """Pause or close a campaign, saying why by language. Raises NotReady where it cannot be."""
    with changing(db, shipped, hand, *STATE) as campaign:
        demand(may_stop_campaign(campaign, how, on))
        standing = {"launched": YES, "stopped": how, "since": on.isoformat()}
        rows = [(FactTable.STANDING, standing), *said(FactTable.REASONS, campaign, reasons)]
        keep_edit(db, shipped, hand, rows, STOPS[how])


def reopen_campaign(
    db: Session, shipped: Catalogue, hand: Edit, closes: date | None, *, on: date
) -> None:
    """Go on with a campaign, until a day if there is one. Raises NotReady where it goes on."""
    with changing(db, shipped, hand, *STATE) as campaign:
        demand(campaign.launched and campaign.is_stopped(on))
        rows = [
            (FactTable.STANDING, {"launched": YES}),
            *said(FactTable.REASONS, campaign, {}),
            (FactTable.DATES, {"opens": iso(campaign.opens), "closes": iso(closes)}),
        ]
        keep_edit(db, shipped, hand, rows, AuditEvent.REOPENED)


def set_dates(
    db: Session,
    shipped: Catalogue,
    hand: Edit,
    *,
    opens: date | None,
    closes: date | None,
    on: date,
) -> None:
    """Set the first and the last day. Raises NotReady for a campaign that has closed."""
    with changing(db, shipped, hand, *STATE) as campaign:
        demand(not campaign.has_closed(on))
        rows = [(FactTable.DATES, {"opens": iso(opens), "closes": iso(closes)})]
        keep_edit(db, shipped, hand, rows, AuditEvent.DATES_SET)
