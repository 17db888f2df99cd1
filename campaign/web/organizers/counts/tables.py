"""Tables of what is counted, in the language of the page: on it and to take away."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from flask_babel import gettext, lazy_gettext

from campaign.actions.count_overview import CountOverview
from campaign.actions.counts import sum_up
from campaign.actions.weekly_counts import WeeklyCounts
from campaign.model.letter import Way
from campaign.model.statement import Campaign
from campaign.model.table import Blank, Cell, Table
from campaign.model.tally import (
    NOT_STATED,
    Count,
    CountTable,
    DateSpan,
    Figure,
    LetterSteps,
    NotShown,
)
from campaign.web.organizers.counts.answers import HEADS as ANSWER_HEADS
from campaign.web.organizers.counts.answers import answer_rows
from campaign.web.organizers.counts.labels import MEANINGS, NOT_SHOWN, TITLES, WAYS
from campaign.web.organizers.counts.names import COLUMNS, OTHERS
from campaign.web.organizers.paper_counts.labels import PAPER

Row = tuple[Cell, ...]
DAYS: Final = {"day": lazy_gettext("Day (UTC)")}
TOTALS: Final = {
    "way": lazy_gettext("Way"),
    "what": lazy_gettext("What"),
    "times": lazy_gettext("Times"),
    "meaning": lazy_gettext("What it means"),
}
STEPS: Final = {
    "step": lazy_gettext("Short name"),
    "name": lazy_gettext("Step"),
    "times": lazy_gettext("Times"),
    "rate": lazy_gettext("Per 100"),
    "base": lazy_gettext("Its base"),
}
STEPS_BY_DAY: Final = {
    **DAYS,
    "checked": lazy_gettext("Checked"),
    "taken": lazy_gettext("Taken"),
    "taken_per_100": lazy_gettext("Taken per 100 checked"),
    "said_sent": lazy_gettext("Said to be sent"),
    "said_per_100": lazy_gettext("Said per 100 taken"),
}


def tables_of(found: CountOverview, campaign: Campaign) -> Mapping[CountTable, Table]:
    """Return every table but the long ones, in their order."""
    makers: Mapping[CountTable, Callable[[CountTable, CountOverview, Campaign], Table]] = {
        CountTable.WAY: _totals,
        CountTable.STEPS: _steps,
        CountTable.STEPS_BY_DAY: _steps_by_day,
        CountTable.DAY: _by_day,
        CountTable.TARGET: _by_value,
        CountTable.ASK: _by_value,
        CountTable.COUNTRY: _by_week,
        CountTable.LANGUAGE: _by_week,
        CountTable.ON_PAPER: _on_paper,
        CountTable.ANSWERS: _answers,
    }
    return {name: make(name, found, campaign) for name, make in makers.items()}


def used(found: CountOverview) -> Sequence[Way]:
    """Return the ways of which there is anything to show, in their order."""
    return [way for way in WAYS if found.totals.get(way)]


def without_unrecorded(table: Table) -> tuple[Table, Sequence[str]]:
    """Return a table without the columns of what is not recorded in it, and the heads of these."""
    rows = list(table.rows)
    unrecorded = {
        name: head
        for number, (name, head) in enumerate(table.columns.items())
        if rows and _is_unrecorded(rows[0][number])
    }
    kept = [number for number, name in enumerate(table.columns) if name not in unrecorded]
    columns = {name: head for name, head in table.columns.items() if name not in unrecorded}
    return (
        _table(
            CountTable(table.name.removeprefix("by-")),
            columns,
            [tuple(row[number] for number in kept) for row in rows],
            codes=table.codes,
            sums=[tuple(row[number] for number in kept) for row in table.sums],
        ),
        list(unrecorded.values()),
    )


def long_table(
    name: CountTable, campaign: Campaign, counts: Iterable[tuple[date, Count]], span: DateSpan
) -> Table:
    """Return a table with a row for each count of each day, which come one at a time."""
    heads, namer = COLUMNS[name]
    columns = {
        **heads,
        **DAYS,
        "way": TOTALS["way"],
        "what": TOTALS["what"],
        "times": TOTALS["times"],
    }
    words = {way: (way.value, str(WAYS[way])) for way in WAYS}
    naming = namer(campaign, span.last)

    def rows() -> Iterator[Row]:
        for day, count in counts:
            yield (*naming(count.value), day, *words[count.way], count.times)

    return _table(name, columns, rows())


def _totals(name: CountTable, found: CountOverview, _campaign: Campaign) -> Table:
    rows = [
        (way.value, str(WAYS[way]), found.totals[way], str(MEANINGS[way])) for way in used(found)
    ]
    return _table(name, TOTALS, rows, codes=1)


def _steps(name: CountTable, found: CountOverview, _campaign: Campaign) -> Table:
    steps = found.steps
    rows: list[Row] = [
        ("checked", gettext("Checked"), steps.checked, Blank("base", gettext("is the base")), ""),
        (
            *("taken", gettext("Taken, in any way"), steps.taken, _rate(steps.taken_per_100)),
            gettext("checked (%(times)d of %(base)d)", times=steps.taken, base=steps.checked),
        ),
        (
            *("said", gettext("Said to be sent"), steps.said_sent, _rate(steps.said_per_100)),
            gettext("taken (%(times)d of %(base)d)", times=steps.said_sent, base=steps.taken),
        ),
    ]
    is_empty = not (steps.checked or steps.taken or steps.said_sent)
    return _table(name, STEPS, [] if is_empty else rows, codes=1, has_blanks=True)


def _steps_by_day(name: CountTable, found: CountOverview, _campaign: Campaign) -> Table:
    rows = [(day, *_step_cells(steps)) for day, steps in found.days.items()][::-1]
    sums = [(gettext("All these days"), *_step_cells(found.steps))] if rows else []
    return _table(name, STEPS_BY_DAY, rows, sums=sums, has_blanks=True)


def _step_cells(steps: LetterSteps) -> Row:
    return (
        *(steps.checked, steps.taken, _rate(steps.taken_per_100)),
        *(steps.said_sent, _rate(steps.said_per_100)),
    )


def _by_day(name: CountTable, found: CountOverview, _campaign: Campaign) -> Table:
    ways, days = used(found), found.tables[name]
    rows: list[Row] = [
        (date.fromisoformat(day), *(times.get(way, 0) for way in ways))
        for day, times in sorted(days.items(), reverse=True)
    ]
    sums = [(gettext("All these days"), *(found.totals[way] for way in ways))] if rows else []
    return _table(name, {**DAYS, **_heads(ways)}, rows, sums=sums)


def _by_value(name: CountTable, found: CountOverview, campaign: Campaign) -> Table:
    """Return the figures of each recipient or request; the one with most comes first."""
    heads, namer = COLUMNS[name]
    ways, naming = used(found), namer(campaign, found.span.last)
    rows: list[Row] = [
        (*naming(value), *(_recorded(name, way, times.get(way, 0)) for way in ways))
        for value, times in found.tables[name].items()
    ]
    if name is CountTable.TARGET:
        rows.sort(key=lambda row: _size(row[len(heads) :]), reverse=True)
    columns = {**heads, **_heads(ways)}
    return _table(name, columns, rows if ways else [], codes=1, has_blanks=not name.has_outcomes)


def _by_week(name: CountTable, found: CountOverview, campaign: Campaign) -> Table:
    """Return what is shown by country or language: by name, then others, then not stated."""
    heads, namer = COLUMNS[name]
    weekly, naming = found.weekly[name], namer(campaign, found.span.last)
    ways = [way for way in WAYS if weekly.totals.get(way) or way in used(found)]

    def row(value: str, figures: Mapping[Way, Figure]) -> Row:
        return (*naming(value), *(_recorded(name, way, figures.get(way, 0)) for way in ways))

    by_name = [row(value, each) for value, each in weekly.rows.items() if value != NOT_STATED]
    by_name.sort(key=lambda each: _size(each[len(heads) :]), reverse=True)
    rows = [*by_name, *_rest(weekly, row)]
    total = [_recorded(name, way, weekly.totals.get(way, 0)) for way in ways]
    sums: list[Row] = [("", gettext("In all"), *total)] if rows else []
    columns = {**heads, **_heads(ways)}
    return _table(name, columns, rows, codes=1, sums=sums, has_blanks=True)


def _rest(weekly: WeeklyCounts, row: Callable[[str, Mapping[Way, Figure]], Row]) -> Iterator[Row]:
    """Yield the rows of what is not shown by name, and of what has none."""
    has_others = any(isinstance(each, int) and each for each in weekly.others.values())
    if has_others or (weekly.rows and any(weekly.others.values())):
        yield row(OTHERS, weekly.others)
    if NOT_STATED in weekly.rows:
        yield row(NOT_STATED, weekly.rows[NOT_STATED])


def _on_paper(name: CountTable, found: CountOverview, campaign: Campaign) -> Table:
    heads, namer = COLUMNS[name]
    naming, counted = namer(campaign, found.span.last), found.tables[name]
    rows: list[Row] = [
        (*naming(value), *(times.get(kind, 0) for kind in PAPER))
        for value, times in counted.items()
    ]
    rows.sort(key=lambda row: _size(row[len(heads) :]), reverse=True)
    totals = sum_up(counted)
    sums = [("", gettext("In all"), "", *(totals[kind] for kind in PAPER))] if rows else []
    columns = {**heads, **{kind.value: head for kind, head in PAPER.items()}}
    return _table(name, columns, rows, codes=1, sums=sums)


def _answers(name: CountTable, found: CountOverview, campaign: Campaign) -> Table:
    rows = answer_rows(found, campaign)
    return _table(name, ANSWER_HEADS, rows, codes=1, has_blanks=True)


def _table(
    name: CountTable,
    columns: Mapping[str, object],
    rows: Iterable[Row],
    *,
    codes: int = 0,
    sums: Sequence[Row] = (),
    has_blanks: bool = False,
) -> Table:
    return Table(
        name=f"by-{name}",
        title=str(TITLES[name]),
        columns={each: str(head) for each, head in columns.items()},
        rows=rows,
        codes=codes,
        sums=sums,
        nothing=nothing(name),
        has_blanks=has_blanks,
    )


def nothing(name: CountTable) -> str:
    """Return what is said where a table has no rows."""
    if name.dimension.is_weekly:
        return gettext("There is nothing to show of whole weeks yet.")
    if name is CountTable.ON_PAPER:
        return gettext("No letters on paper were counted on these days.")
    if name is CountTable.ANSWERS:
        return gettext("No letter was taken and no answer noted on these days.")
    return gettext("Nothing was counted on these days.")


def _heads(ways: Iterable[Way]) -> Mapping[str, object]:
    return {way.value: WAYS[way] for way in ways}


def _recorded(name: CountTable, way: Way, figure: Figure) -> Cell:
    """Return a figure as a cell; what becomes of letters is not recorded in every table."""
    if way.is_said and not name.has_outcomes:
        figure = NotShown.NOT_RECORDED
    return _blank(figure) if isinstance(figure, NotShown) else figure


def _rate(rate: int | None) -> Cell:
    return _blank(NotShown.NO_BASE) if rate is None else rate


def _blank(why: NotShown) -> Blank:
    return Blank(why.value, str(NOT_SHOWN[why]))


def _is_unrecorded(cell: Cell) -> bool:
    return isinstance(cell, Blank) and cell.why == NotShown.NOT_RECORDED


def _size(cells: Iterable[Cell]) -> tuple[int, ...]:
    """Return what a row is sorted by: what is not shown comes after 0."""
    return tuple(cell if isinstance(cell, int) else -1 for cell in cells)
