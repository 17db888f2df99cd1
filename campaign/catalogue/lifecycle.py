"""What organizers set while a campaign runs, as sheets: first as its files have it, then as it is.

Facts of a campaign, an ask or a language that is not here (any more) are left alone: an upgrade
without them must not take everything else that organizers set away.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from campaign.catalogue.complaints import Complaints
from campaign.catalogue.details import YES, is_yes, rows_of_details, with_details
from campaign.catalogue.fact_tables import Sheets
from campaign.catalogue.fields import Fields
from campaign.model.facts import FactTable, Row
from campaign.model.language import Language, TargetKind
from campaign.model.lifecycle import (
    LONGEST_GIST,
    LONGEST_NOTICE,
    LONGEST_REASON,
    LONGEST_RISK,
    Notice,
    Stop,
    StopKind,
)
from campaign.model.statement import Answer, Ask, Campaign, Texts
from campaign.rules.letter_sources import sources_hash


def as_shipped(campaigns: Iterable[Campaign], root: Path, complaints: Complaints) -> Sheets:
    """Return what the files of campaigns say of these facts."""
    sheets: dict[FactTable, dict[str, Fields]] = {s: {} for s in FactTable if s.is_of_campaign}
    for campaign in campaigns:
        for sheet, row in _rows(campaign):
            whole = {**dict.fromkeys(sheet.columns, ""), "campaign": campaign.slug, **row}
            key = sheet.key(whole)
            sheets[sheet][key] = Fields(root / campaign.slug, key, whole, complaints)
    return sheets


def _rows(campaign: Campaign) -> Iterator[tuple[FactTable, Row]]:
    yield FactTable.STANDING, {"launched": YES if campaign.launched else ""}
    yield FactTable.DATES, {"opens": _iso(campaign.opens), "closes": _iso(campaign.closes)}
    yield from rows_of_details(campaign)
    for ask in campaign.asks:
        yield FactTable.NONE_KNOWN, {"ask": ask.id, "as_of": _iso(ask.none_known_as_of)}
    for code, texts in campaign.texts.items():
        for kind, text in texts.kinds.items():
            said = {"kind": kind, "language": code, "text": "\n\n".join(text.risk)}
            yield FactTable.RISKS, said


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def placed(campaigns: Mapping[str, Campaign], row: Row) -> bool:
    """Say whether a row's campaign, ask, language or kind exists here."""
    campaign = campaigns.get(row.get("campaign", ""))
    return campaign is not None and (
        row.get("ask") in {None, *(ask.id for ask in campaign.asks)}
        and row.get("language") in {None, *campaign.written}
        and row.get("kind") in {None, *campaign.default_texts.kinds}
    )


def rows_of(sheets: Sheets, sheet: FactTable, campaign: str) -> Mapping[str, Row]:
    """Return a campaign's facts of a sheet by their keys; all of one that campaigns share."""
    return {key: fields.row() for key, fields in _of(sheets, sheet, campaign).items()}


def applied(campaign: Campaign, sheets: Sheets) -> Campaign:
    """Return a campaign with what organizers set; complain about what cannot be."""
    of = {sheet: _of(sheets, sheet, campaign.slug) for sheet in sheets if sheet.is_of_campaign}
    one = {sheet: of[sheet][campaign.slug] for sheet in of if campaign.slug in of[sheet]}
    campaign = with_details(campaign, one)
    standing, dates = one[FactTable.STANDING], one[FactTable.DATES]
    read = tuple(of[FactTable.READ].values())
    opens, closes = dates.day("opens"), dates.day("closes")
    if opens and closes and closes < opens:
        dates.complain("closes", f"{closes} is before it opens", "write the last day")
    launched = is_yes(standing, "launched")
    return replace(
        campaign,
        launched=launched,
        languages=_read_by_anybody(campaign, read) if launched else campaign.languages,
        stop=_stop(standing, _said(campaign, of[FactTable.REASONS].values(), LONGEST_REASON)),
        opens=opens,
        closes=closes,
        notice=_notice(campaign, tuple(of[FactTable.NOTICES].values())),
        asks=_asks(campaign.asks, _days(of[FactTable.NONE_KNOWN].values(), "ask")),
        reviewed=_read_days(campaign, read),
        texts=_texts(campaign.texts, of[FactTable.RISKS].values()),
        answers=_answers(of[FactTable.ANSWERS].values()),
    )


def _answers(rows: Iterable[Fields]) -> tuple[Answer, ...]:
    """Return what was answered, the newest first."""
    found = [
        Answer(
            row.required("target"),
            row.required_day("day"),
            _short(row, LONGEST_GIST, "gist"),
            row.required("source"),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda each: (each.day, each.target), reverse=True))


def _read_days(campaign: Campaign, rows: Iterable[Fields]) -> Mapping[str, date | None]:
    """Return the day on which somebody read these very words, or the files', by language."""
    days = {(row.text("language"), row.text("sources")): row.day("as_of") for row in rows}
    return {
        code: days.get((code, sources_hash(campaign, code))) or day
        for code, day in campaign.reviewed.items()
        if code in campaign.reading
    }


def _read_by_anybody(campaign: Campaign, rows: Iterable[Fields]) -> Mapping[str, Language]:
    """Return the languages in which somebody ever read the words; all, where nobody did in any."""
    read = {row.text("language") for row in rows if row.day("as_of")}
    read |= {code for code, day in campaign.reviewed.items() if day}
    offered = {code: each for code, each in campaign.languages.items() if code in read}
    return offered or campaign.languages


def _of(sheets: Sheets, sheet: FactTable, campaign: str) -> Mapping[str, Fields]:
    return {
        key: each
        for key, each in sheets[sheet].items()
        if not sheet.is_of_campaign or each.text("campaign") == campaign
    }


def _stop(standing: Fields, reasons: Mapping[str, str]) -> Stop | None:
    if not standing.text("stopped"):
        return None
    how = standing.choice("stopped", StopKind, StopKind.PAUSED)
    return Stop(how, standing.required_day("since"), reasons)


def _notice(campaign: Campaign, rows: Sequence[Fields]) -> Notice | None:
    texts = _said(campaign, rows, LONGEST_NOTICE)
    last = [day for day in (row.day("until") for row in rows) if day]
    return Notice(texts, max(last, default=None)) if texts else None


def _said(campaign: Campaign, rows: Iterable[Fields], most: int) -> Mapping[str, str]:
    """Return texts by language, in the order of the campaign's."""
    texts = {row.text("language"): _short(row, most) for row in rows}
    return {code: texts[code] for code in campaign.reading if texts.get(code)}


def _short(row: Fields, most: int, name: str = "text") -> str:
    if len(row.text(name)) > most:
        row.complain(name, f"is longer than {most} characters", "shorten it")
    return row.text(name)


def _days(rows: Iterable[Fields], name: str) -> Mapping[str, date | None]:
    return {row.text(name): row.day("as_of") for row in rows}


def _asks(asks: tuple[Ask, ...], days: Mapping[str, date | None]) -> tuple[Ask, ...]:
    return tuple(replace(ask, none_known_as_of=days.get(ask.id)) for ask in asks)


def _texts(texts: Mapping[str, Texts], rows: Iterable[Fields]) -> Mapping[str, Texts]:
    """Return the texts with the risk texts of today; one that is taken away is as shipped."""
    said: dict[tuple[str, TargetKind], tuple[str, ...]] = {}
    for row in rows:
        whole = _short(row, LONGEST_RISK) or row.required("text")
        key = (row.text("language"), row.choice("kind", TargetKind, TargetKind.COUNCIL))
        said[key] = tuple(filter(None, (part.strip() for part in whole.split("\n\n"))))
    return {
        code: replace(
            each,
            kinds={k: replace(t, risk=said.get((code, k), t.risk)) for k, t in each.kinds.items()},
        )
        for code, each in texts.items()
    }
