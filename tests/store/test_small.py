"""A count by country or language that could point at somebody is never shown."""

from collections import Counter
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
from campaign.model.tally import Count, Dimension, TallyKey
from campaign.store import migrate, tally

COUNTS = st.dictionaries(
    st.tuples(st.sampled_from(["KR", "MX", "FR", "BR", "DE", "TR"]), st.sampled_from(Way)),
    st.integers(1, 12),
).map(lambda cells: [Count(value, way, times) for (value, way), times in cells.items()])


@given(COUNTS)
def test_no_count_under_five_is_shown(counts: list[Count]) -> None:
    assert all(count.times >= 5 for count in hide_small(counts))


@given(COUNTS)
def test_larger_counts_are_shown_as_they_are(counts: list[Count]) -> None:
    shown = hide_small(counts)

    large = [count for count in counts if count.times >= 5]
    assert [count for count in shown if count.value != "other"] == large


@given(COUNTS)
def test_small_counts_are_put_together_or_left_out(counts: list[Count]) -> None:
    shown = hide_small(counts)

    small: Counter[Way] = Counter()
    for count in counts:
        if count.times < 5:
            small[count.way] += count.times
    others = {count.way: count.times for count in shown if count.value == "other"}
    assert others == {way: times for way, times in small.items() if times >= 5}


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

        assert counts.read_counts(db, real, dimension) == shown
    engine.dispose()
