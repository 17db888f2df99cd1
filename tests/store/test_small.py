"""A count by country or language that could point at somebody is never shown."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from campaign.actions import counts
from campaign.actions.counts import hide_small
from campaign.model.letter import Way
from campaign.model.statement import Campaign
from campaign.model.tally import Count, CountTable, Dimension, TallyKey
from campaign.store import migrate, tally

COUNTS = st.dictionaries(
    st.tuples(st.sampled_from(["KR", "MX", "FR", "BR", "DE", "TR"]), st.sampled_from(Way)),
    st.integers(1, 12),
).map(lambda cells: [Count(value, way, times) for (value, way), times in cells.items()])


@given(COUNTS)
def test_no_count_under_five_is_shown(counts: list[Count]) -> None:
    assert all(count.times >= 5 for count in hide_small(counts))


def of_way(counts: Iterable[Count], way: Way) -> dict[str, int]:
    return {count.value: count.times for count in counts if count.way is way}


@given(COUNTS, st.sampled_from(Way))
def test_what_is_shown_by_its_name_is_shown_as_it_is(counts: list[Count], way: Way) -> None:
    named = of_way(hide_small(counts), way)
    named.pop("other", None)

    assert named.items() <= of_way(counts, way).items()


@given(COUNTS, st.sampled_from(Way))
def test_nothing_is_hidden_where_nothing_is_small(counts: list[Count], way: Way) -> None:
    given_counts = of_way(counts, way)
    if all(times >= 5 for times in given_counts.values()):
        assert of_way(hide_small(counts), way) == given_counts


@given(COUNTS, st.sampled_from(Way))
def test_what_is_hidden_cannot_be_worked_out_from_the_total(counts: list[Count], way: Way) -> None:
    shown, given_counts = of_way(hide_small(counts), way), of_way(counts, way)

    hidden = [times for value, times in given_counts.items() if value not in shown]
    if shown and hidden:
        assert len(hidden) >= 2
        assert shown["other"] == sum(hidden)
    assert ("other" in shown) == bool(shown and hidden)
    assert sum(shown.values()) in (0, sum(given_counts.values()))


@given(COUNTS, st.sampled_from(Way))
def test_no_more_is_hidden_than_must_be(counts: list[Count], way: Way) -> None:
    shown, given_counts = of_way(hide_small(counts), way), of_way(counts, way)

    hidden = sorted(times for value, times in given_counts.items() if value not in shown)
    large = [times for times in hidden if times >= 5]
    if large:
        without_last = hidden[:-1]
        assert len(without_last) < 2 or sum(without_last) < 5
    assert all(times >= max(large, default=0) for value, times in shown.items() if value != "other")
    if not shown:
        assert len(hidden) < 2 or sum(hidden) < 5


@pytest.mark.parametrize(("dimension", "shown"), [
    (Dimension.COUNTRY, [Count("KR", Way.PDF, 5), Count("other", Way.PDF, 7)]),
    (Dimension.LANGUAGE, [Count("KR", Way.PDF, 5), Count("other", Way.PDF, 7)]),
    (Dimension.TARGET, [Count("FR", Way.PDF, 3), Count("KR", Way.PDF, 5), Count("MX", Way.PDF, 4)]),
])  # fmt: skip
def test_only_countries_and_languages_could_point_at_somebody(
    tmp_path: Path, real: Campaign, dimension: Dimension, shown: list[Count]
) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/campaign.sqlite")
    migrate.upgrade(engine)
    with Session(engine) as db:
        for value, times in (("KR", 5), ("MX", 4), ("FR", 3)):
            period = dimension.period(date(2026, 11, 24))
            key = TallyKey(real.slug, period, Way.PDF, dimension, value, "")
            tally.add_to_tally(db, [key], times=times)

        assert counts.read_counts(db, real, CountTable(dimension)) == shown
    engine.dispose()
