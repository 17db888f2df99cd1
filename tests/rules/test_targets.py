"""Who can be written to on a day, and what of each State's seat is known."""

from dataclasses import replace
from datetime import date
from typing import Final

import pytest

from campaign.errors import ExcludedTarget, NotAMember, UnknownTarget
from campaign.model.language import TargetKind
from campaign.model.letter import Target
from campaign.model.statement import Campaign, Vote
from campaign.model.world import Term
from campaign.rules import targets
from tests.builders import TODAY

DAY_OF_THE_VOTE: Final = date(2022, 10, 6)


def offered(campaign: Campaign, kind: TargetKind, on: date = TODAY) -> set[str | None]:
    return {target.state for target in targets.offered_targets(campaign, on) if target.kind is kind}


def is_member(campaign: Campaign, state: str, on: date) -> bool:
    try:
        return targets.find_target(campaign, f"hrc-{state.lower()}", on).state == state
    except NotAMember:
        return False


def test_the_council_has_47_members_of_which_the_excluded_one_is_not_offered(
    real: Campaign,
) -> None:
    assert len(real.world.members_on(TODAY)) == 47
    assert offered(real, TargetKind.COUNCIL_MEMBER) == real.world.members_on(TODAY) - {"CN"}


def test_new_york_has_every_member_state_but_the_excluded_one(real: Campaign) -> None:
    delegations = offered(real, TargetKind.COMMITTEE_MEMBER)
    assert len(delegations) == 192
    assert "CN" not in delegations


def test_the_three_offices_are_always_offered(real: Campaign) -> None:
    for day in (TODAY, date(2020, 1, 1), date(2030, 1, 1)):
        kinds = [t.kind for t in targets.offered_targets(real, day) if not t.kind.is_delegation]
        assert kinds == [TargetKind.HIGH_COMMISSIONER, TargetKind.COUNCIL, TargetKind.COMMITTEE]


@pytest.mark.parametrize("on", [TODAY, DAY_OF_THE_VOTE, date(2027, 1, 1)])
def test_what_is_offered_can_be_found_and_has_something_to_ask(real: Campaign, on: date) -> None:
    for target in targets.offered_targets(real, on):
        assert targets.find_target(real, target.slug, on) == target
        assert targets.asks_for(real, target, on)


@pytest.mark.parametrize(
    ("state", "before", "after"),
    [
        ("AR", True, False),  # 2022 to 2024
        ("BO", False, True),  # 2025 to 2027
        ("FR", True, True),  # 2024 to 2026, elected for the second time
        ("US", True, False),  # 2022 to 2024
    ],
)
def test_members_change_between_31_december_2024_and_1_january_2025(
    real: Campaign, state: str, *, before: bool, after: bool
) -> None:
    assert is_member(real, state, date(2024, 12, 31)) is before
    assert is_member(real, state, date(2025, 1, 1)) is after


@pytest.mark.parametrize(
    ("state", "on", "member"),
    [
        ("RU", date(2022, 4, 6), True),
        ("RU", date(2022, 4, 8), False),
        ("CZ", date(2022, 5, 9), False),
        ("CZ", date(2022, 5, 10), True),
        ("CZ", date(2023, 12, 31), True),
    ],
)
def test_czechia_took_the_seat_of_the_russian_federation_in_2022(
    real: Campaign, state: str, on: date, *, member: bool
) -> None:
    assert is_member(real, state, on) is member


def test_each_day_since_2022_has_no_more_members_than_seats(real: Campaign) -> None:
    for year in range(2022, 2027):
        for month in range(1, 13):
            members = real.world.members_on(date(year, month, 1))
            assert 46 <= len(members) <= 47


def test_who_left_in_a_year_that_is_wholly_known_is_known_not_to_be_a_member(
    real: Campaign,
) -> None:
    with pytest.raises(NotAMember) as failure:
        targets.find_target(real, "hrc-ru", date(2022, 5, 1))
    assert failure.value.known is True
    assert failure.value.last_day is not None
    assert failure.value.last_day.year == 2022


def test_a_state_whose_term_ran_out_is_known_not_to_be_a_member_until_the_year_ends(
    real: Campaign,
) -> None:
    with pytest.raises(NotAMember) as failure:
        targets.find_target(real, "hrc-ar", TODAY)
    assert failure.value.known is True
    assert failure.value.last_day == date(2024, 12, 31)


@pytest.mark.parametrize("slug", ["hrc-fr", "hrc-ar"])
def test_of_2027_it_is_not_known_who_is_no_member(real: Campaign, slug: str) -> None:
    with pytest.raises(NotAMember) as failure:
        targets.find_target(real, slug, date(2027, 1, 1))
    assert failure.value.known is False
    assert real.world.open_seats(date(2027, 1, 1)) == 15


def test_on_the_last_day_of_2026_all_seats_are_known(real: Campaign) -> None:
    assert real.world.open_seats(date(2026, 12, 31)) == 0
    assert targets.find_target(real, "hrc-fr", date(2026, 12, 31)).state == "FR"


def test_a_state_that_never_sat_has_no_last_day(real: Campaign) -> None:
    with pytest.raises(NotAMember) as failure:
        targets.find_target(real, "hrc-tv", TODAY)
    assert failure.value.last_day is None


@pytest.mark.parametrize("slug", ["hrc-cn", "third-committee-cn"])
@pytest.mark.parametrize("on", [TODAY, date(2027, 1, 1)])
def test_an_excluded_state_is_excluded_in_geneva_and_new_york_alike_whenever(
    real: Campaign, orchard: Campaign, slug: str, on: date
) -> None:
    for campaign in (real, orchard):
        with pytest.raises(ExcludedTarget):
            targets.find_target(campaign, slug, on)


@pytest.mark.parametrize(
    "slug",
    [
        "",
        "hrc-",
        "hrc-xx",
        "hrc-KR",
        "hrc-member",
        "third-committee-member",
        "kr",
        "hrc-kr/",
        "HRC",
    ],
)
def test_no_other_slug_is_a_target(real: Campaign, slug: str) -> None:
    with pytest.raises(UnknownTarget):
        targets.find_target(real, slug, TODAY)


def test_a_kind_the_campaign_asks_nothing_of_is_no_target(orchard: Campaign) -> None:
    texts = orchard.default_texts
    kinds = dict(texts.kinds)
    del kinds[TargetKind.COUNCIL]
    fewer = replace(orchard, texts={"ar": replace(texts, kinds=kinds)})
    with pytest.raises(UnknownTarget):
        targets.find_target(fewer, "hrc", TODAY)
    assert offered(fewer, TargetKind.COUNCIL) == set()
    assert targets.find_target(fewer, "hrc-kr", TODAY).state == "KR"


def asked(campaign: Campaign, slug: str, on: date = TODAY) -> list[str]:
    target = targets.find_target(campaign, slug, on)
    return [ask.id for ask in targets.asks_for(campaign, target, on)]


def test_the_fitting_ask_comes_first_and_is_ticked(real: Campaign) -> None:
    firsts = {
        "hrc-fr": "gov-revive-debate",  # voted in favour
        "hrc-mx": "gov-revive-debate",  # abstained
        "hrc-it": "hrcm-invite-briefing",  # was not then a member
        "hrc-vn": "hrcm-invite-briefing",  # the same
        "hrc-bo": "hrcm-invite-briefing",  # voted against
        "hrc-ci": "hrcm-invite-briefing",  # the same, and leaves
        "hrc": "hrcm-invite-briefing",
        "high-commissioner": "hc-regular-briefings",
        "third-committee": "tc-similar-briefing",
        "third-committee-fr": "tc-similar-briefing",
    }
    for slug, first in firsts.items():
        target = targets.find_target(real, slug, TODAY)
        assert targets.ticked_ask(real, target, TODAY).id == first, slug
        assert asked(real, slug)[0] == first


def test_what_experts_asked_in_june_2020_is_ticked_for_nobody(real: Campaign) -> None:
    for target in targets.offered_targets(real, TODAY):
        assert "2020" not in targets.ticked_ask(real, target, TODAY).id


def test_who_voted_against_is_asked_the_mildest_thing_alone(real: Campaign) -> None:
    against = [t for t in targets.offered_targets(real, TODAY) if real.vote_of(t) is Vote.AGAINST]
    assert len(against) == 6
    for target in against:
        assert asked(real, target.slug) == ["hrcm-invite-briefing"]


def test_an_outgoing_member_is_asked_nothing_for_a_session_after_its_term(real: Campaign) -> None:
    staying, leaving = "hrc-es", "hrc-al"  # neither was a member when the Council voted
    assert asked(real, staying) == [
        "hrcm-invite-briefing",
        "gov-revive-debate",
        "hrc-urgent-action",
        "hrc-2020-special-session-mandate",
    ]
    assert asked(real, leaving) == ["hrcm-invite-briefing", "gov-revive-debate"]
    before = date(2026, 9, 6)  # the 63rd session opens on the next day
    assert asked(real, leaving, before) == asked(real, staying)
    assert asked(real, leaving, date(2026, 9, 7)) == asked(real, leaving)


def test_what_is_for_no_session_is_asked_of_outgoing_members_too(orchard: Campaign) -> None:
    asks = tuple(replace(ask, asked_of_outgoing=False) for ask in orchard.asks)
    strict = replace(orchard, asks=asks)
    assert asked(strict, "hrc-fr") == ["gov-school-trees"]
    assert asked(orchard, "hrc-fr") == ["hrc-debate", "gov-school-trees"]
    assert asked(strict, "hrc-gb") == ["hrc-debate", "gov-school-trees"]


def test_an_ask_comes_first_only_after_the_votes_it_fits(orchard: Campaign) -> None:
    asks = tuple(sorted(orchard.asks, key=lambda ask: ask.id == "hrc-debate"))
    moved = replace(orchard, asks=asks)
    assert asked(moved, "hrc-mx") == ["hrc-debate", "gov-school-trees"]
    assert asked(moved, "hrc-gb") == ["gov-school-trees", "hrc-debate"]
    assert asked(moved, "hrc-cu") == ["gov-school-trees"]


def test_those_that_voted_against_come_after_the_others_and_the_two_chairs_last(
    real: Campaign,
) -> None:
    first, last = ("high-commissioner", "hrc-fr", "hrc-it", "third-committee-cu"), ("hrc-cu",)
    turns = {
        slug: targets.turn_to_choose(real, targets.find_target(real, slug, TODAY))
        for slug in (*first, *last, "hrc", "third-committee")
    }
    assert sorted(turns, key=lambda slug: turns[slug]) == list(turns)
    assert turns["hrc-fr"] == turns["hrc-it"] == turns["third-committee-cu"]
    assert turns["hrc"] == turns["third-committee"]


def test_states_elected_are_named_with_the_day_on_which_their_term_begins(real: Campaign) -> None:
    begins = date(2027, 1, 1)
    new, again = Term("NZ", begins, date(2029, 12, 31)), Term("FR", begins, date(2029, 12, 31))
    terms = (*real.world.terms, new, again)
    elected = replace(real, world=replace(real.world, terms=terms))
    assert targets.elected_terms(elected, TODAY) == (new,)
    assert targets.elected_terms(elected, begins) == ()
    assert targets.elected_terms(real, TODAY) == ()
    with pytest.raises(NotAMember) as failure:
        targets.find_target(elected, "hrc-nz", TODAY)
    assert failure.value.first_day == begins
    assert targets.find_target(elected, "hrc-nz", begins).state == "NZ"


def test_in_new_york_every_delegation_is_asked_the_same_however_its_state_voted(
    real: Campaign,
) -> None:
    delegations = [
        t for t in targets.offered_targets(real, TODAY) if t.kind is TargetKind.COMMITTEE_MEMBER
    ]

    assert {ask.id for t in delegations for ask in targets.asks_for(real, t, TODAY)} == {
        "gov-revive-debate",
        "tc-similar-briefing",
    }
    assert len({targets.asks_for(real, t, TODAY) for t in delegations}) == 1


def test_asks_come_in_the_order_of_the_form_after_the_first_and_only_asks(real: Campaign) -> None:
    order = [ask.id for ask in real.asks]
    for target in targets.offered_targets(real, TODAY):
        ids = [ask.id for ask in targets.asks_for(real, target, TODAY)]
        assert ids[1:] == sorted(ids[1:], key=order.index)
        assert not {"all-act-immediately", "position-council-membership"} & set(ids)


def test_a_delegations_slug_is_its_bodys_and_its_states(real: Campaign) -> None:
    assert targets.find_target(real, "hrc-kr", TODAY) == Target(
        "hrc-kr", TargetKind.COUNCIL_MEMBER, "KR"
    )
    assert targets.delegation(TargetKind.COMMITTEE, "KR") == Target(
        "third-committee-kr", TargetKind.COMMITTEE_MEMBER, "KR"
    )
