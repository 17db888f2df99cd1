"""Tables of what is counted, in the language of the page."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from babel import Locale
from flask_babel import gettext, lazy_gettext

from campaign.actions.count_overview import CountOverview
from campaign.actions.counts import Figures
from campaign.model.letter import Target, Way
from campaign.model.statement import Campaign
from campaign.model.table import Cell, Table
from campaign.model.tally import Count, CountTable, DateSpan
from campaign.rules import targets
from campaign.web import template_helpers
from campaign.web.locale import interface, page_texts
from campaign.web.organizers.counts.labels import WAYS
from campaign.web.organizers.paper_counts.labels import PAPER
from campaign.web.supporters import target_choice

Namer = Callable[[str], tuple[str, ...]]
"""Gives the cells that name a row, from its value."""
DAYS: Final = {"day": lazy_gettext("Day (UTC)")}
RECIPIENTS: Final = {
    "target": lazy_gettext("Short name"),
    "name": lazy_gettext("Recipient"),
    "body": lazy_gettext("Where"),
}
ASKS: Final = {"ask": lazy_gettext("Short name"), "name": lazy_gettext("What is asked")}
WAY: Final = {"way": lazy_gettext("Way"), "what": lazy_gettext("What")}
TIMES: Final = {"times": lazy_gettext("Times")}


def table(
    name: CountTable,
    campaign: Campaign,
    figures: Figures,
    span: DateSpan,
    made: datetime,
    ways: Iterable[Way] = Way,
) -> Table:
    """Return one of the tables, with a column for each way, or on paper for each kind."""
    counted: Mapping[Any, object] = PAPER
    if name is CountTable.WAY:
        totals = figures.get("", {})
        figures, counted = {way: {"times": totals.get(way, 0)} for way in ways}, TIMES
    elif name is not CountTable.ON_PAPER:
        counted = {way: WAYS[way] for way in ways}
    named = TABLES[name].namer(campaign, span.last)
    columns = {**TABLES[name].columns, **{str(each): head for each, head in counted.items()}}
    rows: list[tuple[Cell, ...]] = [
        (*named(value), *(times.get(each, 0) for each in counted))
        for value, times in figures.items()
    ]
    return Table(_about(name, campaign, span, made), _said(columns), rows)


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


def on_page(name: CountTable, table: Table) -> ShownTable:
    """Return a table as people read it, without the short names that programs go by.

    Of recipients, countries and languages the one with most comes first. Delegations without any
    are left out, since the page names them by themselves.
    """
    heads = list(table.columns.values())
    words = len(TABLES[name].columns)
    lines = [
        TableLine(*_called(row[:words]), tuple(int(cell) for cell in row[words:]))
        for row in table.rows
    ]
    lines = [line for line in lines if any(line.figures) or not line.where]
    if name not in {CountTable.DAY, CountTable.ASK}:
        lines.sort(key=lambda line: line.figures, reverse=True)
    return ShownTable([heads[words > 1], *heads[words:]], lines)


def _called(words: Sequence[Cell]) -> tuple[str, str]:
    """Return what a row is called, and where it is if its words say so."""
    name, where, *_ = [*map(str, words[1:] or words), ""]
    return name, where


def long_table(
    name: CountTable,
    campaign: Campaign,
    counts: Iterable[tuple[date, Count]],
    span: DateSpan,
    made: datetime,
) -> Table:
    """Return a table with a row for each count of each day, which come one at a time."""
    columns = _said({**DAYS, **TABLES[name].columns, **WAY, **TIMES})
    rows = _long_rows(TABLES[name].namer(campaign, span.last), counts)
    return Table(_about(name, campaign, span, made), columns, rows)


def _long_rows(namer: Namer, counts: Iterable[tuple[date, Count]]) -> Iterator[tuple[Cell, ...]]:
    ways = {way: _way(way) for way in WAYS}
    for day, count in counts:
        yield (day.isoformat(), *namer(count.value), *ways[count.way], count.times)


def _way(way: Way) -> tuple[str, str]:
    return way.value, str(WAYS[way])


def _said(columns: Mapping[str, object]) -> Mapping[str, str]:
    """Return heads in the language of the page."""
    return {name: str(head) for name, head in columns.items()}


def _about(
    name: CountTable, campaign: Campaign, span: DateSpan, made: datetime
) -> Mapping[str, tuple[str, str]]:
    said = {
        "campaign": (gettext("Campaign"), campaign.slug),
        "counted": (gettext("What is counted"), f"{TABLES[name].title}: {_what(name)}"),
        "from": (gettext("From"), span.first.isoformat()),
        "to": (gettext("To"), span.last.isoformat()),
        "made": (gettext("Made (UTC)"), made.isoformat(timespec="seconds")),
    }
    if name.dimension.is_weekly:
        said["from"] = (gettext("From"), gettext("the beginning"))
        said["to"] = (gettext("To"), made.date().isoformat())
        said["hidden"] = (
            gettext("What is not shown"),
            gettext("Counts under 5 are put together as “other”, or left out."),
        )
    return said


def _what(name: CountTable) -> str:
    if name is CountTable.ON_PAPER:
        return gettext("letters that were counted by hand and accepted. No other table has them.")
    return gettext("how many times each thing happened. Times, not people; they do not add up.")


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


def _ways(_campaign: Campaign, _on: date) -> Namer:
    return lambda way: _way(Way(way))


def _days(_campaign: Campaign, _on: date) -> Namer:
    return lambda day: (day,)


def _asks(campaign: Campaign, _on: date) -> Namer:
    _, texts = page_texts(campaign)
    return _named({each: text.label for each, text in texts.asks.items()})


def _countries(campaign: Campaign, _on: date) -> Namer:
    language, _ = page_texts(campaign)
    return _named({**language.territories, "other": gettext("other")})


def _languages(_campaign: Campaign, _on: date) -> Namer:
    return _named({**Locale.parse(str(interface())).languages, "other": gettext("other")})


def _named(names: Mapping[str, str]) -> Namer:
    return lambda value: (value, names.get(value, value))


@dataclass(frozen=True, slots=True)
class TableWords:
    """How a table is called, the heads of the cells that name a row, and what fills these."""

    title: object
    columns: Mapping[str, object]
    namer: Callable[[Campaign, date], Namer]


TABLES: Final = {
    CountTable.WAY: TableWords(lazy_gettext("In all"), WAY, _ways),
    CountTable.DAY: TableWords(lazy_gettext("By day"), DAYS, _days),
    CountTable.TARGET: TableWords(lazy_gettext("By recipient"), RECIPIENTS, recipients),
    CountTable.ASK: TableWords(lazy_gettext("By what is asked"), ASKS, _asks),
    CountTable.COUNTRY: TableWords(
        lazy_gettext("By country"),
        {"country": lazy_gettext("Code"), "name": lazy_gettext("Country")},
        _countries,
    ),
    CountTable.LANGUAGE: TableWords(
        lazy_gettext("By language of the letter"),
        {"language": lazy_gettext("Code"), "name": lazy_gettext("Language")},
        _languages,
    ),
    CountTable.ON_PAPER: TableWords(lazy_gettext("On paper"), RECIPIENTS, recipients),
    CountTable.TARGET_BY_DAY: TableWords(
        lazy_gettext("By recipient and day"), RECIPIENTS, recipients
    ),
    CountTable.ASK_BY_DAY: TableWords(lazy_gettext("By what is asked and day"), ASKS, _asks),
}


def used(found: CountOverview) -> Sequence[Way]:
    """Return the ways of which there is anything to show, in their order."""
    return [way for way in WAYS if found.totals.get(way)]


def named(campaign: Campaign, target: Target, on: date) -> tuple[str, str]:
    """Return what a delegation is called, and where it is."""
    return target_choice.choice_of(campaign, target, on).name, template_helpers.body_of_one(
        target.kind
    )
