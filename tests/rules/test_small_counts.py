"""Nobody who sees what is shown, and knows the rule, can tell a count that is hidden."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.rules.small_counts import Showing, choose_shown

COUNTRIES = ("KR", "MX", "FR", "BR", "DE", "TR")
WAITING = st.dictionaries(st.sampled_from(COUNTRIES), st.integers(0, 14))


def hidden(waiting: Mapping[str, int], chosen: Showing) -> list[int]:
    """Return the counts that stay, without those of nothing."""
    return [times for value, times in waiting.items() if times and value not in chosen.shown]


@given(WAITING, st.integers(6, 250))
def test_what_is_shown_is_five_or_more_and_right(waiting: dict[str, int], possible: int) -> None:
    chosen = choose_shown(waiting, possible)

    assert chosen.shown.items() <= waiting.items()
    assert all(times >= 5 for times in chosen.shown.values())


@given(WAITING, st.integers(6, 250))
def test_nothing_is_hidden_beside_a_figure_that_follows_from_the_total(
    waiting: dict[str, int], possible: int
) -> None:
    chosen = choose_shown(waiting, possible)

    stays = hidden(waiting, chosen)
    if chosen.shown and stays:
        assert len(stays) >= 2
        assert sum(stays) >= 5
    if all(times >= 5 for times in waiting.values() if times):
        assert not stays


@given(WAITING, st.integers(6, 250))
def test_no_more_is_hidden_than_must_be(waiting: dict[str, int], possible: int) -> None:
    chosen = choose_shown(waiting, possible)

    large = [times for times in hidden(waiting, chosen) if times >= 5]
    small = [times for times in hidden(waiting, chosen) if times < 5]
    assert all(times > max(large, default=0) for times in chosen.shown.values())
    assert len(set(large)) <= 1  # the smallest size is always enough
    if large:
        assert len(small) == 1 or sum(small) < 5 or set(small) == {4}


@pytest.mark.parametrize(("possible", "most"), [(2, 14), (3, 10), (4, 7)])
def test_whoever_tries_every_count_there_could_be_finds_no_hidden_one(
    possible: int, most: int
) -> None:
    # The attacker sees what is shown by name, the sum of all, and whether a larger one may be
    # hidden; knows the rule, which values there could be, and tries all counts that fit.
    fitting = defaultdict(list)
    for times in product(range(most + 1), repeat=possible):
        waiting = dict(enumerate(times))
        chosen = choose_shown({str(value): n for value, n in waiting.items()}, possible)
        seen = tuple(sorted(chosen.shown.items())), sum(times), chosen.held
        fitting[seen].append(times)

    for (shown, total, _), candidates in fitting.items():
        if total > most or sum(times for _, times in shown) == total:
            continue  # those beyond `most` are not all there; and nothing is hidden
        for value in range(possible):
            if str(value) not in dict(shown):
                assert len({times[value] for times in candidates}) > 1, (shown, total)


@given(st.tuples(*[st.integers(0, 9) | st.just(4)] * len(COUNTRIES)))
def test_every_hidden_count_could_be_another_and_all_would_look_the_same(
    times: tuple[int, ...],
) -> None:
    waiting = dict(zip(COUNTRIES, times, strict=True))
    chosen = choose_shown(waiting, len(COUNTRIES))
    stay = [value for value in COUNTRIES if value not in chosen.shown]

    for value in stay if hidden(waiting, chosen) else ():
        others = [other for other in stay if other != value]
        swapped = [
            {**waiting, value: waiting[other], other: waiting[value]}
            for other in others
            if waiting[other] != waiting[value]
        ]
        moved = [
            {**waiting, value: waiting[value] + 1, other: waiting[other] - 1}
            for other in others
            if waiting[other]
        ]
        nothing = dict.fromkeys(stay, 0)
        all_but_four = sum(waiting[each] for each in stay) - 4
        gathered = [{**waiting, **nothing, value: all_but_four, other: 4} for other in others]
        could_be = [*swapped, *moved, *gathered]
        assert any(choose_shown(each, len(COUNTRIES)) == chosen for each in could_be)
