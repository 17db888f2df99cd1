"""Counts by country and by language: of whole weeks, shown so that no small one can be worked out.

When a week is over, its counts are added to what is shown, and that is final. What is new of a
value is only added once it is five or more, and waits in one row for others until then: so no
figure grows by less than five, whichever two weeks somebody compares.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from campaign.actions.transaction import transaction
from campaign.model.letter import Way
from campaign.model.statement import Campaign
from campaign.model.tally import (
    FEWEST_SHOWN,
    NOT_STATED,
    Dimension,
    Figure,
    NotShown,
    ShownTotal,
)
from campaign.rules.small_counts import choose_shown
from campaign.store import count_moves, published_weeks
from campaign.store.locks import Lock, take_lock

WEEK: Final = timedelta(days=7)
Waiting = Mapping[Way, Mapping[str, int]]
"""Counts by way and value."""


@dataclass(frozen=True, slots=True)
class WeeklyCounts:
    """What is shown by country or by language: `until` is the last day of the last week shown.

    `rows` are those of values by name, and of NOT_STATED; `left_out` are the Mondays of weeks that
    are not in any figure.
    """

    until: date | None
    left_out: Sequence[date]
    rows: Mapping[str, Mapping[Way, Figure]]
    others: Mapping[Way, Figure]
    totals: Mapping[Way, Figure]


def read_weekly_counts(
    db: Session, campaign: Campaign, by: Dimension, *, today: date
) -> WeeklyCounts:
    """Return what is shown by country or language, to which weeks are added that are over."""
    _publish(db, campaign, today=today)
    slug = campaign.slug
    last = published_weeks.read_last_week(db, slug)
    shown = published_weeks.read_shown(db, slug, by)
    totals = published_weeks.read_totals(db, slug, by)
    others = {way: _others(total, shown.get(way, {})) for way, total in totals.items()}
    return WeeklyCounts(
        until=last + WEEK - timedelta(days=1) if last else None,
        left_out=sorted(published_weeks.read_left_out(db, slug)),
        rows=_rows(by, shown, totals, others),
        others=others,
        totals={way: _total(total, others[way]) for way, total in totals.items()},
    )


def last_whole_week(today: date) -> date:
    """Return the Monday of the last week that is over."""
    return Dimension.COUNTRY.period(today) - WEEK


def _publish(db: Session, campaign: Campaign, *, today: date) -> None:
    """Add the weeks that are over to what is shown, if that was not done yet."""
    slug, last = campaign.slug, last_whole_week(today)
    if (published_weeks.read_last_week(db, slug) or date.min) >= last:
        return
    with transaction(db):
        take_lock(db, Lock.WEEKS)
        before = published_weeks.read_last_week(db, slug) or date.min
        if before >= last:
            return
        left_out = _left_out(db, slug, before, last)
        counted = {by: _by_way(db, slug, by, last, left_out) for by in Dimension if by.is_weekly}
        _add_not_stated(counted[Dimension.COUNTRY], counted[Dimension.LANGUAGE])
        for by, counts in counted.items():
            _add_to_shown(db, campaign, by, counts)
        published_weeks.replace_weeks(db, slug, last, left_out)


def _left_out(db: Session, slug: str, before: date, last: date) -> set[date]:
    """Return weeks that are not to be shown, since days of them were taken out before they were.

    Countries and languages are kept by the week: what of them was of that day, nobody knows.
    """
    taken_out = {Dimension.COUNTRY.period(day) for day in count_moves.read_taken_out(db, slug)}
    shown_before = published_weeks.read_left_out(db, slug)
    return {week for week in taken_out if before < week <= last or week in shown_before}


def _by_way(
    db: Session, slug: str, by: Dimension, last: date, left_out: set[date]
) -> dict[Way, Counter[str]]:
    found: dict[Way, Counter[str]] = {}
    for count in published_weeks.read_weeks(db, slug, by, last, left_out):
        found.setdefault(count.way, Counter())[count.value] += count.times
    return found


def _add_not_stated(by_country: dict[Way, Counter[str]], by_language: Waiting) -> None:
    """Count those without a country: every letter has a language, and at most one country."""
    for way, languages in by_language.items():
        countries = by_country.setdefault(way, Counter())
        not_stated = sum(languages.values()) - sum(countries.values())
        if not_stated > 0:
            countries[NOT_STATED] += not_stated


def _add_to_shown(db: Session, campaign: Campaign, by: Dimension, counts: Waiting) -> None:
    """Add to what is shown of each way what can be shown now."""
    shown = {
        way: dict(each) for way, each in published_weeks.read_shown(db, campaign.slug, by).items()
    }
    totals = {}
    for way, counted in counts.items():
        so_far = shown.setdefault(way, {})
        waiting = {value: max(0, times - so_far.get(value, 0)) for value, times in counted.items()}
        chosen = choose_shown(waiting, _possible(campaign, by, counted))
        for value, times in chosen.shown.items():
            so_far[value] = so_far.get(value, 0) + times
        totals[way] = ShownTotal(sum(so_far.values()) + _left(waiting, chosen.shown), chosen.held)
    published_weeks.replace_shown(db, campaign.slug, by, shown, totals)


def _left(waiting: Mapping[str, int], shown: Mapping[str, int]) -> int:
    return sum(waiting.values()) - sum(shown.values())


def _possible(campaign: Campaign, by: Dimension, counted: Mapping[str, int]) -> int:
    """Return how many values anybody could think of."""
    if by is Dimension.COUNTRY:
        return len({*campaign.default_language.territories, NOT_STATED, *counted})
    return len({*campaign.reading, *counted})


def _others(total: ShownTotal, shown: Mapping[str, int]) -> Figure:
    others = total.times - sum(shown.values())
    return others if others == 0 or others >= FEWEST_SHOWN else NotShown.UNDER_FIVE


def _total(total: ShownTotal, others: Figure) -> Figure:
    """Return the total, but not where a small count in "others" would follow from it."""
    return NotShown.WITHHELD if isinstance(others, NotShown) else total.times


def _rows(
    by: Dimension, shown: Waiting, totals: Mapping[Way, ShownTotal], others: Mapping[Way, Figure]
) -> Mapping[str, Mapping[Way, Figure]]:
    """Return a row for each value that has a figure to show, and for those without a country."""
    named = dict.fromkeys(value for each in shown.values() for value in each)
    if by is Dimension.COUNTRY and (named or any(_is_number(each) for each in others.values())):
        named[NOT_STATED] = None
    return {
        value: {
            way: shown.get(way, {}).get(value) or _hidden(total, others[way])
            for way, total in totals.items()
        }
        for value in named
    }


def _hidden(total: ShownTotal, others: Figure) -> Figure:
    """Return what is said of a count that is not shown: it is none where nothing is hidden."""
    if others == 0:
        return 0
    return NotShown.WITHHELD if total.held else NotShown.UNDER_FIVE


def _is_number(figure: Figure) -> bool:
    return isinstance(figure, int) and figure > 0
