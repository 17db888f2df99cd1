"""The words for what is counted, and tables of it in the language of the page."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Final

from babel import Locale
from flask_babel import gettext, lazy_gettext

from campaign.actions.count_overview import CountOverview, Times
from campaign.model.letter import Target, Way
from campaign.model.statement import Campaign
from campaign.model.table import Cell, Table
from campaign.model.tally import Count, DateSpan
from campaign.rules import targets
from campaign.web import template_helpers
from campaign.web.locale import interface, page_texts
from campaign.web.organizers.paper_counts.labels import PAPER
from campaign.web.supporters import target_choice

WAYS: Final = {
    Way.PREPARED: lazy_gettext("Prepared"),
    Way.PDF: lazy_gettext("PDF taken"),
    Way.OPEN: lazy_gettext("Draft offered"),
    Way.EML: lazy_gettext("Draft taken as a file"),
    Way.TXT: lazy_gettext("Text copied or taken"),
    Way.PRINT: lazy_gettext("Page to print"),
    Way.SENT: lazy_gettext("Said: sent"),
    Way.POSTED: lazy_gettext("Said: posted"),
    Way.REPLIED: lazy_gettext("Said: answered"),
    Way.RETURNED: lazy_gettext("Said: came back"),
}
MEANINGS: Final = {
    Way.PREPARED: lazy_gettext("a letter was shown to be checked"),
    Way.PDF: lazy_gettext("it was taken as a PDF"),
    Way.OPEN: lazy_gettext("a mail program was called with a draft; nobody knows if it was sent"),
    Way.EML: lazy_gettext("the draft was taken as a file"),
    Way.TXT: lazy_gettext("the text was copied or taken"),
    Way.PRINT: lazy_gettext("it was shown as a page to print"),
    Way.SENT: lazy_gettext("somebody said that they sent it by email"),
    Way.POSTED: lazy_gettext("somebody said that they posted it"),
    Way.REPLIED: lazy_gettext("somebody said that they got an answer"),
    Way.RETURNED: lazy_gettext("somebody said that it came back"),
}
"""What a supporter did, each time."""
TITLES: Final = {
    "way": lazy_gettext("In all"),
    "day": lazy_gettext("By day"),
    "target": lazy_gettext("By recipient"),
    "ask": lazy_gettext("By what is asked"),
    "country": lazy_gettext("By country"),
    "language": lazy_gettext("By language of the letter"),
    "on-paper": lazy_gettext("On paper"),
    "target-by-day": lazy_gettext("By recipient and day"),
    "ask-by-day": lazy_gettext("By what is asked and day"),
}
Namer = Callable[[str], tuple[str, ...]]


def table(
    name: str, campaign: Campaign, found: CountOverview, made: datetime, ways: Iterable[Way] = Way
) -> Table:
    """Return one of the tables, with a column for each way."""
    ways = list(ways)
    if name == "way":
        columns = {"way": gettext("Way"), "what": gettext("What"), "times": gettext("Times")}
        rows: list[tuple[Cell, ...]]
        rows = [(way.value, str(WAYS[way]), found.totals.get(way, 0)) for way in ways]
        return Table(_about(name, campaign, found.span, made), columns, rows)
    if name == "on-paper":
        return _on_paper(campaign, found, made)
    counts: dict[str, Mapping[str, Times]] = {
        "day": found.days,
        "target": found.targets,
        "ask": found.asks,
        "country": found.countries,
        "language": found.languages,
    }
    namer = _namers(campaign, found.span.last)[name]
    rows = [(*namer(v), *(times.get(w, 0) for w in ways)) for v, times in counts[name].items()]
    columns = {**_heads(name), **{way.value: str(WAYS[way]) for way in ways}}
    return Table(_about(name, campaign, found.span, made), columns, rows)


@dataclass(frozen=True, slots=True)
class TableLine:
    """A row as people read it: what it is called, if need be where it is, and its figures."""

    name: str
    where: str
    figures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table on a page: `heads` are of the name and of each figure."""

    heads: Sequence[str]
    lines: Sequence[TableLine]


def on_page(name: str, table: Table) -> ShownTable:
    """Return a table as people read it, without the short names that programs go by.

    Of recipients, countries and languages the one with most comes first. Delegations without any
    are left out, since the page names them by themselves.
    """
    heads = list(table.columns.values())
    words = len(_heads("target" if name == "on-paper" else name))
    lines = [
        TableLine(*_called(row[:words]), tuple(int(cell) for cell in row[words:]))
        for row in table.rows
    ]
    lines = [line for line in lines if any(line.figures) or not line.where]
    if name not in {"day", "ask"}:
        lines.sort(key=lambda line: line.figures, reverse=True)
    return ShownTable([heads[words > 1], *heads[words:]], lines)


def _called(words: Sequence[Cell]) -> tuple[str, str]:
    """Return what a row is called, and where it is if its words say so."""
    name, where, *_ = [*map(str, words[1:] or words), ""]
    return name, where


def _on_paper(campaign: Campaign, found: CountOverview, made: datetime) -> Table:
    """Return the letters that were counted by hand, with a column for each kind."""
    recipient = recipients(campaign, found.span.last)
    columns = {**_heads("target"), **{kind.value: str(said) for kind, said in PAPER.items()}}
    rows: list[tuple[Cell, ...]] = [
        (*recipient(slug), *(letters.get(kind, 0) for kind in PAPER))
        for slug, letters in found.on_paper.items()
    ]
    return Table(_about("on-paper", campaign, found.span, made), columns, rows)


def long_table(
    name: str,
    campaign: Campaign,
    counts: Iterable[tuple[date, Count]],
    span: DateSpan,
    made: datetime,
) -> Table:
    """Return a table with a row for each count of each day, which come one at a time."""
    by = name.removesuffix("-by-day")
    columns = {"day": gettext("Day (UTC)"), **_heads(by)}
    columns |= {"way": gettext("Way"), "what": gettext("What"), "times": gettext("Times")}
    rows = _long_rows(_namers(campaign, span.last)[by], counts)
    return Table(_about(name, campaign, span, made), columns, rows)


def _long_rows(namer: Namer, counts: Iterable[tuple[date, Count]]) -> Iterator[tuple[Cell, ...]]:
    ways = {way: str(text) for way, text in WAYS.items()}
    for day, count in counts:
        named = namer(count.value)
        yield (day.isoformat(), *named, count.way.value, ways[count.way], count.times)


def _about(
    name: str, campaign: Campaign, span: DateSpan, made: datetime
) -> Mapping[str, tuple[str, str]]:
    said = {
        "campaign": (gettext("Campaign"), campaign.slug),
        "counted": (gettext("What is counted"), f"{TITLES[name]}: {_what(name)}"),
        "from": (gettext("From"), span.first.isoformat()),
        "to": (gettext("To"), span.last.isoformat()),
        "made": (gettext("Made (UTC)"), made.isoformat(timespec="seconds")),
    }
    if name in {"country", "language"}:
        said["from"] = (gettext("From"), gettext("the beginning"))
        said["to"] = (gettext("To"), made.date().isoformat())
        said["hidden"] = (
            gettext("What is not shown"),
            gettext("Counts under 5 are put together as “other”, or left out."),
        )
    return said


def _what(name: str) -> str:
    if name == "on-paper":
        return gettext("letters that were counted by hand and accepted. No other table has them.")
    return gettext("how many times each thing happened. Times, not people; they do not add up.")


def _heads(name: str) -> Mapping[str, str]:
    return {
        "day": {"day": gettext("Day (UTC)")},
        "target": {
            "target": gettext("Short name"),
            "name": gettext("Recipient"),
            "body": gettext("Where"),
        },
        "ask": {"ask": gettext("Short name"), "name": gettext("What is asked")},
        "country": {"country": gettext("Code"), "name": gettext("Country")},
        "language": {"language": gettext("Code"), "name": gettext("Language")},
    }[name]


def recipients(campaign: Campaign, on: date) -> Namer:
    """Return what tells a target's short name, its name and where it is from its slug."""
    known = targets.all_targets(campaign)

    @cache
    def said(slug: str) -> tuple[str, ...]:
        if slug not in known:
            return slug, slug, ""
        name = target_choice.choice_of(campaign, known[slug], on).name
        body = (
            template_helpers.body_of_one(known[slug].kind) if known[slug].kind.is_delegation else ""
        )
        return slug, name, body

    return said


def _namers(campaign: Campaign, on: date) -> Mapping[str, Namer]:
    """Return for each table what tells a row's name from its value."""
    language, texts = page_texts(campaign)
    territories = {**language.territories, "other": gettext("other")}
    asks = {each: text.label for each, text in texts.asks.items()}
    spoken = Locale.parse(str(interface())).languages

    def called(names: Mapping[str, str]) -> Namer:
        return lambda value: (value, names.get(value, value))

    tongues = {**spoken, "other": gettext("other")}
    return {
        "day": lambda value: (value,),
        "target": recipients(campaign, on),
        "ask": called(asks),
        "country": called(territories),
        "language": called(tongues),
    }


def used(found: CountOverview) -> Sequence[Way]:
    """Return the ways of which there is anything to show, in their order."""
    return [way for way in WAYS if found.totals.get(way)]


def named(campaign: Campaign, target: Target, on: date) -> tuple[str, str]:
    """Return what a delegation is called, and where it is."""
    return target_choice.choice_of(campaign, target, on).name, template_helpers.body_of_one(
        target.kind
    )
