"""What organizers do with a campaign while it runs: launch, stop, go on, and set what it says.

Each is a batch of facts like any other, in one transaction with its line in the audit. The world's
facts have no part in it: a campaign can be paused even while they do not agree with each other.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from campaign.actions.audit import record
from campaign.actions.transaction import transaction
from campaign.catalogue import Catalogue
from campaign.catalogue.details import YES
from campaign.catalogue.lifecycle import rows_of
from campaign.errors import NotReady, Overtaken
from campaign.model.audit import AuditEvent
from campaign.model.facts import Change, ChangeStamp, FactTable, Origin, Row, digest
from campaign.model.language import TargetKind
from campaign.model.lifecycle import StopKind
from campaign.model.statement import Campaign
from campaign.rules import launch_checklist
from campaign.store import count_moves, facts, published_weeks, tally
from campaign.store.locks import Lock, take_lock

STATE: Final = (FactTable.STANDING, FactTable.REASONS, FactTable.DATES)
"""What says whether letters are prepared."""
DETAILS: Final = {
    FactTable.ORGANIZATION: AuditEvent.ORGANIZATION_SET,
    FactTable.GENUINE: AuditEvent.GENUINE_SET,
    FactTable.POST: AuditEvent.POST_SET,
    FactTable.RELATIVES: AuditEvent.RELATIVES_SET,
    FactTable.OFFER: AuditEvent.OFFER_SET,
}
"""What is written down where one of these is set, alone or with others after it."""
KNOWN: Final = (FactTable.NONE_KNOWN, FactTable.OFFICERS)
"""What is looked up together before a launch."""
STOPS: Final = {StopKind.PAUSED: AuditEvent.PAUSED, StopKind.CLOSED: AuditEvent.CLOSED}
Rows = Iterable[tuple[FactTable, Row]]


@dataclass(frozen=True, slots=True)
class Edit:
    """Who changes a campaign and when; `seen` is what their page was made from."""

    campaign: str
    by: str
    at: datetime
    seen: str


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What somebody looked up: who still holds an office, and whether what asks call for happened.

    `holders` are facts as they stand, `asks` says of each whether it has happened.
    """

    holders: Sequence[Row]
    asks: Mapping[str, bool]
    source: str


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


def lacks_requirements(campaign: Campaign, on: date) -> bool:
    """Say whether a campaign lacks what none is launched without."""
    items = launch_checklist.checklist_items(campaign, on)
    return any(item.need in launch_checklist.MUSTS and not item.is_done for item in items)


def launch_campaign(db: Session, shipped: Catalogue, hand: Edit, *, on: date) -> None:
    """Launch a campaign.

    Raises NotReady where it is, or lacks what it must have; BrokenData where facts contradict each
    other: nobody could tell then what supporters would get.
    """
    with _changing(db, shipped, hand, *STATE) as campaign:
        _demand(not campaign.launched and not lacks_requirements(campaign, on))
        shipped.with_changes(facts.read_changes(db))
        _keep(db, shipped, hand, [(FactTable.STANDING, {"launched": YES})], AuditEvent.LAUNCHED)
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
    with _changing(db, shipped, hand, *STATE) as campaign:
        _demand(may_stop_campaign(campaign, how, on))
        standing = {"launched": YES, "stopped": how, "since": on.isoformat()}
        rows = [(FactTable.STANDING, standing), *_said(FactTable.REASONS, campaign, reasons)]
        _keep(db, shipped, hand, rows, STOPS[how])


def reopen_campaign(
    db: Session, shipped: Catalogue, hand: Edit, closes: date | None, *, on: date
) -> None:
    """Go on with a campaign, until a day if there is one. Raises NotReady where it goes on."""
    with _changing(db, shipped, hand, *STATE) as campaign:
        _demand(campaign.launched and campaign.is_stopped(on))
        rows = [
            (FactTable.STANDING, {"launched": YES}),
            *_said(FactTable.REASONS, campaign, {}),
            (FactTable.DATES, {"opens": _iso(campaign.opens), "closes": _iso(closes)}),
        ]
        _keep(db, shipped, hand, rows, AuditEvent.REOPENED)


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
    with _changing(db, shipped, hand, *STATE) as campaign:
        _demand(not campaign.has_closed(on))
        rows = [(FactTable.DATES, {"opens": _iso(opens), "closes": _iso(closes)})]
        _keep(db, shipped, hand, rows, AuditEvent.DATES_SET)


def set_details(
    db: Session, shipped: Catalogue, hand: Edit, rows: Mapping[FactTable, Row], *, on: date
) -> None:
    """Set who runs a campaign, or what it offers. Raises NotReady for one that has closed.

    All is one batch, which the first of the sheets gives its name.
    """
    with _changing(db, shipped, hand, *rows) as campaign:
        _demand(not campaign.has_closed(on))
        _keep(db, shipped, hand, rows.items(), DETAILS[next(iter(rows))])


def put_up_notice(
    db: Session, shipped: Catalogue, hand: Edit, texts: Mapping[str, str], until: date | None
) -> None:
    """Put a notice up, by language and until a day if there is one."""
    with _changing(db, shipped, hand, FactTable.NOTICES) as campaign:
        rows = _said(FactTable.NOTICES, campaign, texts, until=_iso(until))
        _keep(db, shipped, hand, rows, AuditEvent.NOTICE_UP)


def take_down_notice(db: Session, shipped: Catalogue, hand: Edit) -> None:
    """Take the notice down that was seen."""
    with _changing(db, shipped, hand, FactTable.NOTICES) as campaign:
        _keep(db, shipped, hand, _said(FactTable.NOTICES, campaign, {}), AuditEvent.NOTICE_DOWN)


def confirm_none_known(
    db: Session, shipped: Catalogue, hand: Edit, ask: str, *, day: date, source: str
) -> None:
    """Confirm that on a day nothing was known of what an ask calls for: letters say so."""
    row = {"ask": ask, "as_of": _iso(day), "source": source}
    with _changing(db, shipped, hand, FactTable.NONE_KNOWN):
        _keep(db, shipped, hand, [(FactTable.NONE_KNOWN, row)], AuditEvent.NONE_KNOWN, ask)


def note_that_it_happened(
    db: Session, shipped: Catalogue, hand: Edit, ask: str, *, source: str
) -> None:
    """Note that what an ask calls for has happened: letters no longer say that it has not."""
    with _changing(db, shipped, hand, FactTable.NONE_KNOWN):
        rows = [(FactTable.NONE_KNOWN, {"ask": ask, "source": source})]
        _keep(db, shipped, hand, rows, AuditEvent.HAPPENED, ask)


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
    with _changing(db, shipped, hand, *KNOWN):
        rows: list[tuple[FactTable, Row]] = [
            (FactTable.OFFICERS, {**row, "confirmed": _iso(day)}) for row in known.holders
        ]
        for ask, has_happened in known.asks.items():
            as_of = "" if has_happened else _iso(day)
            row = {"ask": ask, "as_of": as_of, "source": known.source}
            rows.append((FactTable.NONE_KNOWN, row))
        _keep(db, shipped, hand, rows, AuditEvent.KNOWN_CONFIRMED)


def change_risk(
    db: Session, shipped: Catalogue, hand: Edit, kind: TargetKind, language: str, said: Row
) -> None:
    """Change the text on risk for a kind of target; `said` is text, source and as_of."""
    with _changing(db, shipped, hand, FactTable.RISKS):
        rows = [(FactTable.RISKS, {"kind": kind, "language": language, **said})]
        _keep(db, shipped, hand, rows, AuditEvent.RISK_CHANGED, f"{kind} {language}")


def undo_risk(db: Session, shipped: Catalogue, hand: Edit, kind: TargetKind, language: str) -> None:
    """Undo the last change of a text on risk. Raises NotReady where it is as shipped."""
    with _changing(db, shipped, hand, FactTable.RISKS):
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
    with _changing(db, shipped, hand, FactTable.READ):
        rows = [(FactTable.READ, {"language": language, "sources": sources, "as_of": _iso(day)})]
        _keep(db, shipped, hand, rows, AuditEvent.LETTERS_READ, language)


def take_unread(db: Session, shipped: Catalogue, hand: Edit, number: int) -> None:
    """Let letters have the words of an edition that nobody has read."""
    with _changing(db, shipped, hand, FactTable.TAKEN):
        rows = [(FactTable.TAKEN, {"number": str(number)})]
        _keep(db, shipped, hand, rows, AuditEvent.WORDS_TAKEN, f"no. {number}")


@contextmanager
def _changing(
    db: Session, shipped: Catalogue, hand: Edit, *sheets: FactTable
) -> Iterator[Campaign]:
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


def _demand(holds: bool) -> None:  # noqa: FBT001 - what is demanded
    if not holds:
        raise NotReady


def _said(
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


def _keep(
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


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
