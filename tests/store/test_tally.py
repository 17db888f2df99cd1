"""Counts are added to and read back, each in its own dimension, and none is ever lost."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import accumulate

import pytest
from sqlalchemy import Connection, Engine, event, select
from sqlalchemy.orm import Session

from campaign.actions import counts, letters
from campaign.actions.count_writer import CountWriter
from campaign.actions.letters import Occasion
from campaign.model.letter import Choices, Sender, SignAs, Target, Way
from campaign.model.statement import Campaign
from campaign.model.tally import BEFORE_LAUNCH, Count, DateSpan, Dimension, TallyKey
from campaign.rules.targets import find_target
from campaign.store import migrate, tally
from campaign.store.tables.counts import TallyRow
from tests.store.test_count_writer import happening, once

TUESDAY, SUNDAY, NEXT_MONDAY = date(2026, 11, 24), date(2026, 11, 29), date(2026, 11, 30)
MONDAY = date(2026, 11, 23)


def key(
    value: str = "hrc",
    *,
    way: Way = Way.PDF,
    dimension: Dimension = Dimension.TARGET,
    day: date = TUESDAY,
    campaign: str = "one",
    marked: str = "",
) -> TallyKey:
    return TallyKey(campaign, dimension.period(day), way, dimension, value, marked)


def add(engine: Engine, *keys: TallyKey, times: int = 1) -> None:
    with Session(engine) as db:
        tally.add_to_tally(db, keys, times=times)
        db.commit()


def read(engine: Engine, dimension: Dimension = Dimension.TARGET) -> list[Count]:
    with Session(engine) as db:
        return list(tally.read_tally(db, "one", dimension))


def rows(engine: Engine) -> set[tuple[str, str, str, date, str, int]]:
    with Session(engine) as db:
        return {
            (row.dimension, row.value, row.way, row.period, row.marked, row.times)
            for row in db.scalars(select(TallyRow))
        }


def test_what_is_added_adds_up(engine: Engine) -> None:
    add(engine, key())
    add(engine, key(), key("hrc-kr"), times=3)
    add(engine, key(day=NEXT_MONDAY), key(way=Way.EML))

    assert read(engine) == [
        Count("hrc", Way.EML, 1),
        Count("hrc", Way.PDF, 5),
        Count("hrc-kr", Way.PDF, 3),
    ]


def test_nothing_is_lost_when_many_add_at_once(engine: Engine) -> None:
    keys = [key("hrc"), key("hrc-kr"), key("", dimension=Dimension.ALL)]

    def write(number: int) -> None:
        for _ in range(25):
            ordered: Iterable[TallyKey] = keys if number % 2 else reversed(keys)
            add(engine, *ordered)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))

    assert read(engine) == [Count("hrc", Way.PDF, 200), Count("hrc-kr", Way.PDF, 200)]
    assert read(engine, Dimension.ALL) == [Count("", Way.PDF, 200)]


def test_campaigns_and_dimensions_are_read_apart(engine: Engine) -> None:
    add(engine, key(), key("hrc", dimension=Dimension.ASK), key(campaign="two"))

    assert read(engine) == [Count("hrc", Way.PDF, 1)]


def test_what_looks_automatic_is_kept_apart_and_can_be_counted_in(engine: Engine) -> None:
    add(engine, key(), key(marked="quick"), key(marked="other"))

    assert read(engine) == [Count("hrc", Way.PDF, 1)]
    with Session(engine) as db:
        assert tally.read_tally(db, "one", Dimension.TARGET, with_marked=True) == [
            Count("hrc", Way.PDF, 3)
        ]
        add(engine, key("", dimension=Dimension.ALL, marked="quick"))
        assert tally.read_tally_by_day(db, "one") == []
        assert tally.read_tally_by_day(db, "one", with_marked=True) == [
            Count("2026-11-24", Way.PDF, 1)
        ]


def test_days_are_read_in_order(engine: Engine) -> None:
    for day in (NEXT_MONDAY, TUESDAY, TUESDAY):
        add(engine, key("", dimension=Dimension.ALL, day=day))

    with Session(engine) as db:
        assert tally.read_tally_by_day(db, "one") == [
            Count("2026-11-24", Way.PDF, 2),
            Count("2026-11-30", Way.PDF, 1),
        ]


def within(engine: Engine, first: date, last: date) -> list[Count]:
    with Session(engine) as db:
        return list(tally.read_tally_within(db, "one", Dimension.TARGET, DateSpan(first, last)))


def test_any_span_of_days_is_read_whatever_the_order_it_was_counted_in(engine: Engine) -> None:
    for day, times in ((SUNDAY, 4), (TUESDAY, 1), (NEXT_MONDAY, 16), (MONDAY, 2), (TUESDAY, 8)):
        add(engine, key(day=day), times=times)
    add(engine, key("hrc-kr", day=TUESDAY), key(day=TUESDAY, marked="quick"))

    assert within(engine, TUESDAY, TUESDAY) == [
        Count("hrc", Way.PDF, 9),
        Count("hrc-kr", Way.PDF, 1),
    ]
    assert within(engine, date(2026, 11, 25), SUNDAY) == [Count("hrc", Way.PDF, 4)]
    assert within(engine, MONDAY, NEXT_MONDAY)[0] == Count("hrc", Way.PDF, 31)
    assert within(engine, date(2026, 12, 1), date(2027, 1, 1)) == []


def test_what_there_was_by_the_end_of_a_day_is_read_without_what_came_after(
    engine: Engine,
) -> None:
    for day, times in ((NEXT_MONDAY, 16), (TUESDAY, 1), (MONDAY, 2), (SUNDAY, 4)):
        add(engine, key(day=day), times=times)
    add(engine, key("hrc-kr", day=NEXT_MONDAY), key(day=TUESDAY, marked="quick"))

    def until(day: date) -> list[Count]:
        with Session(engine) as db:
            return list(tally.read_tally_until(db, "one", Dimension.TARGET, day))

    assert until(SUNDAY) == [Count("hrc", Way.PDF, 7)]
    assert until(date(2026, 11, 28)) == [Count("hrc", Way.PDF, 3)]
    assert until(date(2026, 11, 22)) == []
    assert until(NEXT_MONDAY) == [Count("hrc", Way.PDF, 23), Count("hrc-kr", Way.PDF, 1)]


def test_each_day_is_read_apart_and_may_be_left_in_the_middle(engine: Engine) -> None:
    for day in (MONDAY, TUESDAY, SUNDAY):
        add(engine, key(day=day), key("", dimension=Dimension.ALL, day=day))

    with Session(engine) as db:
        span = tally.read_span(db, "one")
        assert span == DateSpan(MONDAY, SUNDAY)
        assert tally.read_span(db, "two") is None
        found = tally.read_each_day(db, "one", Dimension.TARGET, DateSpan(TUESDAY, SUNDAY))
        assert next(found) == (TUESDAY, Count("hrc", Way.PDF, 1))
        found.close()  # type: ignore[attr-defined]
        assert [count for _, count in tally.read_each_day(db, "one", Dimension.TARGET, span)] == [
            Count("hrc", Way.PDF, 1)
        ] * 3
    add(engine, key())


def test_running_sums_are_right_when_many_add_to_many_days_at_once(engine: Engine) -> None:
    def write(number: int) -> None:
        for step in range(20):
            add(engine, key(day=MONDAY + timedelta(days=(number * 7 + step * 3) % 10)))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))

    with Session(engine) as db:
        rows = list(db.scalars(select(TallyRow).order_by(TallyRow.period)))
    assert [row.so_far for row in rows] == list(accumulate(row.times for row in rows))
    assert rows[-1].so_far == 160


@pytest.mark.parametrize("value", ["", "Ñandú", "a'b\"c", "x" * 500])
def test_any_text_is_a_value(engine: Engine, value: str) -> None:
    add(engine, key(value))

    assert read(engine) == [Count(value, Way.PDF, 1)]


@pytest.fixture
def target(real: Campaign) -> Target:
    return find_target(real, "hrc-kr", TUESDAY)


def writer(engine: Engine) -> CountWriter:
    return CountWriter(partial(Session, engine), once())


def occasion(day: date, marked: str = "") -> Occasion:
    """Return when a page of its own leads to something."""
    return Occasion(day, happening().page, marked)


def take(engine: Engine, campaign: Campaign, target: Target, day: date, **sender: str) -> None:
    """Count a letter with two asks that was taken as PDF."""
    signed = Sender(SignAs(sender.pop("sign_as", "country")), **sender)
    choices = Choices(("gov-revive-debate", "hrc-urgent-action"), "en", "A note.", signed)
    letters.count_letters(
        writer(engine), campaign, [(target, choices)], Way.PDF, occasion=occasion(day)
    )


def test_a_letter_is_counted_in_one_dimension_at_a_time(
    engine: Engine, real: Campaign, target: Target
) -> None:
    take(engine, real, target, SUNDAY, country="BR")

    assert rows(engine) == {
        ("all", "", "pdf", SUNDAY, "", 1),
        ("target", "hrc-kr", "pdf", SUNDAY, "", 1),
        ("ask", "gov-revive-debate", "pdf", SUNDAY, "", 1),
        ("ask", "hrc-urgent-action", "pdf", SUNDAY, "", 1),
        ("language", "en", "pdf", MONDAY, "", 1),
        ("country", "BR", "pdf", MONDAY, "", 1),
    }


def test_a_week_begins_on_monday(engine: Engine, real: Campaign, target: Target) -> None:
    for day in (MONDAY, TUESDAY, SUNDAY, NEXT_MONDAY):
        take(engine, real, target, day, country="BR")

    weeks = {(period, times) for kind, _, _, period, _, times in rows(engine) if kind == "country"}
    assert weeks == {(MONDAY, 3), (NEXT_MONDAY, 1)}


def test_a_country_that_the_letter_does_not_show_is_not_counted(
    engine: Engine, real: Campaign, target: Target
) -> None:
    take(engine, real, target, TUESDAY, sign_as="blank", country="BR")
    take(engine, real, target, TUESDAY, sign_as="full", name="A", country="")

    assert "country" not in {row[0] for row in rows(engine)}


def test_letters_to_several_are_counted_together_or_not_at_all(
    engine: Engine, real: Campaign, target: Target
) -> None:
    choices = Choices(("gov-revive-debate",), "en")
    mexico = find_target(real, "hrc-mx", TUESDAY)
    wanted = [(target, choices), (mexico, choices)]
    commits: list[Connection] = []

    event.listen(engine, "commit", commits.append)
    letters.count_letters(writer(engine), real, wanted, Way.PDF, occasion=occasion(TUESDAY))

    assert len(commits) == 1
    assert rows(engine) == {
        ("all", "", "pdf", TUESDAY, "", 2),
        ("target", "hrc-kr", "pdf", TUESDAY, "", 1),
        ("target", "hrc-mx", "pdf", TUESDAY, "", 1),
        ("ask", "gov-revive-debate", "pdf", TUESDAY, "", 2),
        ("language", "en", "pdf", MONDAY, "", 2),
    }


def test_a_report_counts_all_and_the_target_only(
    engine: Engine, real: Campaign, target: Target
) -> None:
    letters.count_outcome(
        writer(engine), real, target, Way.POSTED, occasion=occasion(TUESDAY, "quick")
    )

    assert rows(engine) == {
        ("all", "", "posted", TUESDAY, "quick", 1),
        ("target", "hrc-kr", "posted", TUESDAY, "quick", 1),
    }


def test_a_letter_is_given_without_a_database(
    empty: Engine, real: Campaign, target: Target
) -> None:
    """Its tables are not there: it answers, and counts as soon as they are."""
    taken, written = [(target, Choices(("gov-revive-debate",), "en"))], writer(empty)
    letters.count_letters(written, real, taken, Way.PDF, occasion=occasion(TUESDAY))

    with Session(empty) as db:
        assert counts.totals_if_known(db, real) == {}
    migrate.upgrade(empty)
    written.end()
    with Session(empty) as db:
        assert counts.totals(db, real) == {"pdf": 1}


# --- Before the launch ---------------------------------------------------------------------------


@pytest.mark.before_launch
def test_what_is_tried_before_the_launch_is_in_a_figure_of_its_own_alone(
    engine: Engine, real: Campaign, target: Target
) -> None:
    take(engine, real, target, TUESDAY, country="BR")
    take(engine, replace(real, launched=True), target, TUESDAY, country="BR")

    with Session(engine) as db:
        assert counts.tried(db, real) == {Way.PDF: 1}
        assert counts.totals(db, real) == {"pdf": 1}
        marked = tally.read_tally(db, real.slug, Dimension.ALL, with_marked=True)
        assert [count.times for count in marked] == [1]


def test_all_that_was_counted_is_set_apart_at_the_launch(engine: Engine) -> None:
    before = [key(day=MONDAY), key(day=TUESDAY), key(day=TUESDAY, marked="quick")]
    add(engine, *before, key(day=TUESDAY, marked=BEFORE_LAUNCH), key(campaign="two"))
    with Session(engine) as db:
        tally.set_apart_as_tried(db, "one")
        db.commit()

    assert rows(engine) == {
        ("target", "hrc", "pdf", MONDAY, BEFORE_LAUNCH, 1),
        ("target", "hrc", "pdf", TUESDAY, BEFORE_LAUNCH, 3),
        ("target", "hrc", "pdf", TUESDAY, "", 1),  # of the other one
    }
    with Session(engine) as db:
        assert tally.read_tally(db, "one", Dimension.TARGET, with_marked=True) == []
        assert len(tally.read_tally(db, "two", Dimension.TARGET)) == 1
        so_far = select(TallyRow.so_far).where(TallyRow.campaign == "one").order_by(TallyRow.period)
        assert list(db.scalars(so_far)) == [1, 4]
