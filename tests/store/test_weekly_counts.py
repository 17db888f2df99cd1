"""Countries and languages are shown by whole weeks, and no small count can be worked out."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from campaign.actions.counts import read_counts
from campaign.actions.weekly_counts import WeeklyCounts, read_weekly_counts
from campaign.model.letter import Way
from campaign.model.statement import Campaign
from campaign.model.tally import CountTable, Dimension, NotShown, TallyKey
from campaign.store import migrate, tally

MONDAY = date(2026, 11, 2)
PDF, TXT = Way.PDF, Way.TXT
COUNTRY, LANGUAGE = Dimension.COUNTRY, Dimension.LANGUAGE
UNDER_FIVE, WITHHELD = NotShown.UNDER_FIVE, NotShown.WITHHELD


@pytest.fixture
def db() -> Iterator[Session]:
    """Return a session on a database in memory."""
    engine: Engine = create_engine("sqlite://")
    migrate.upgrade(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


def week(number: int) -> date:
    """Return the Monday of a week."""
    return MONDAY + timedelta(weeks=number)


def count(
    db: Session, campaign: Campaign, number: int, by: Dimension, way: Way = PDF, **times: int
) -> None:
    """Count values in a week."""
    for value, many in times.items():
        key = TallyKey(campaign.slug, week(number), way, by, value, "")
        tally.add_to_tally(db, [key], times=many)
    db.commit()


def shown(db: Session, campaign: Campaign, weeks: int, by: Dimension = COUNTRY) -> WeeklyCounts:
    """Return what is shown on the Monday after some weeks."""
    return read_weekly_counts(db, campaign, by, today=week(weeks))


def test_a_week_is_shown_when_it_is_over_and_not_before(db: Session, real: Campaign) -> None:
    count(db, real, 0, COUNTRY, KR=7)

    sunday = read_weekly_counts(db, real, COUNTRY, today=week(1) - timedelta(days=1))
    monday = shown(db, real, 1)

    assert (sunday.rows, sunday.totals) == ({}, {})
    assert monday.rows["KR"] == {PDF: 7}
    assert monday.until == date(2026, 11, 8)


def test_small_counts_stand_in_one_row_and_are_not_named(db: Session, real: Campaign) -> None:
    count(db, real, 0, COUNTRY, KR=9, MX=4, FR=3)
    count(db, real, 0, COUNTRY, TXT, MX=6)

    found = shown(db, real, 1)

    assert found.rows == {
        "KR": {PDF: 9, TXT: 0}, "MX": {PDF: UNDER_FIVE, TXT: 6}, "": {PDF: UNDER_FIVE, TXT: 0},
    }  # fmt: skip
    assert found.others == {PDF: 7, TXT: 0}
    assert found.totals == {PDF: 16, TXT: 6}


def test_a_larger_count_hides_beside_one_that_is_alone(db: Session, real: Campaign) -> None:
    count(db, real, 0, COUNTRY, KR=9, MX=7, FR=3)
    count(db, real, 0, COUNTRY, TXT, MX=6)

    found = shown(db, real, 1)

    assert found.others[PDF] == 10
    assert found.rows["MX"] == {PDF: WITHHELD, TXT: 6}  # and does not say which of two it is


def test_no_total_is_given_where_a_small_count_would_follow(db: Session, real: Campaign) -> None:
    count(db, real, 0, COUNTRY, KR=9)
    shown(db, real, 1)
    count(db, real, 1, COUNTRY, KR=2)

    found = shown(db, real, 2)

    assert found.rows["KR"] == {PDF: 9}
    assert (found.others[PDF], found.totals[PDF]) == (UNDER_FIVE, WITHHELD)


def test_a_figure_grows_by_five_or_more_at_once(db: Session, real: Campaign) -> None:
    figures = []
    for number, many in enumerate((6, 1, 3, 2, 1, 8)):
        count(db, real, number, COUNTRY, KR=many, MX=20)
        figures.append(shown(db, real, number + 1).rows["KR"][PDF])

    assert figures == [6, 6, 6, 12, 12, 21]


def test_what_was_shown_stays_whatever_comes_later(db: Session, real: Campaign) -> None:
    count(db, real, 0, COUNTRY, KR=9, MX=4, FR=3)
    before = shown(db, real, 1)
    count(db, real, 0, COUNTRY, KR=50)  # counted late

    assert shown(db, real, 1) == before


def test_letters_without_a_country_are_a_row(db: Session, real: Campaign) -> None:
    count(db, real, 0, LANGUAGE, en=20)
    count(db, real, 0, COUNTRY, KR=9)

    found = shown(db, real, 1)

    assert found.rows == {"KR": {PDF: 9}, "": {PDF: 11}}
    assert found.totals == {PDF: 20}
    assert shown(db, real, 1, LANGUAGE).rows == {"en": {PDF: 20}}


def test_with_small_counts_alone_nobody_is_named(db: Session, real: Campaign) -> None:
    count(db, real, 0, COUNTRY, KR=2, MX=1)

    assert shown(db, real, 1).rows == {}


@pytest.mark.parametrize("by", [Dimension.TARGET, Dimension.ASK])
def test_only_countries_and_languages_could_point_at_somebody(
    db: Session, real: Campaign, by: Dimension
) -> None:
    count(db, real, 0, by, KR=1)

    assert [each.times for each in read_counts(db, real, CountTable(by))] == [1]
