"""Who sits in the Council, who can be written to and who holds an office, as the clock runs."""

from datetime import date
from typing import Final

import pytest

from campaign.catalogue import Catalogue
from campaign.errors import NotAMember
from campaign.model.facts import Change, FactTable, Origin, completed
from campaign.model.statement import Campaign
from campaign.model.world import COUNCIL_SEATS, Membership, World
from campaign.rules import targets
from campaign.rules.staleness import Concern, Stale, stale_facts
from tests.builders import make_letter

MEMBER, NOT_A_MEMBER, NOT_KNOWN = Membership
END_OF_2024, START_OF_2025 = date(2024, 12, 31), date(2025, 1, 1)
END_OF_2026, START_OF_2027 = date(2026, 12, 31), date(2027, 1, 1)


def offered(campaign: Campaign, on: date) -> set[str | None]:
    """Return the States whose delegations to the Council can be written to."""
    found = targets.offered_targets(campaign, on)
    return {target.state for target in found if target.slug.startswith("hrc-")}


def ends(world: World, day: date) -> set[str]:
    """Return the States whose seat ends on a day."""
    return {t.state for t in world.terms if t.end == day}


@pytest.mark.parametrize(
    ("state", "before", "after"),
    [
        ("AR", MEMBER, NOT_A_MEMBER),  # 2022 to 2024
        ("BO", NOT_A_MEMBER, MEMBER),  # 2025 to 2027
        ("CZ", NOT_A_MEMBER, MEMBER),  # a second time
        ("FR", MEMBER, MEMBER),  # 2024 to 2026
        ("BJ", MEMBER, MEMBER),  # elected twice in a row
        ("NO", NOT_A_MEMBER, NOT_A_MEMBER),
    ],
)
def test_the_council_changes_by_itself_between_2024_and_2025(
    world: World, state: str, before: Membership, after: Membership
) -> None:
    assert world.membership(state, END_OF_2024) is before
    assert world.membership(state, START_OF_2025) is after


def test_a_departing_member_is_offered_until_the_last_day_of_its_term(real: Campaign) -> None:
    leaving = ends(real.world, END_OF_2024) - real.world.members_on(START_OF_2025)

    assert len(leaving) == 15  # of 18 seats, three were won again
    assert leaving < offered(real, END_OF_2024)
    assert not leaving & offered(real, START_OF_2025)
    assert len(offered(real, START_OF_2025)) == COUNCIL_SEATS - 1  # China is excluded


def test_a_member_that_left_is_said_to_have_left_and_when(real: Campaign) -> None:
    with pytest.raises(NotAMember) as gone:
        targets.find_target(real, "hrc-ar", START_OF_2025)

    assert (gone.value.known, gone.value.last_day) == (True, END_OF_2024)


FOLLOWING: Final = [
    (date(2022, 4, 7), MEMBER, NOT_A_MEMBER, 47),
    (date(2022, 4, 8), NOT_A_MEMBER, NOT_A_MEMBER, 46),
    (date(2022, 5, 9), NOT_A_MEMBER, NOT_A_MEMBER, 46),
    (date(2022, 5, 10), NOT_A_MEMBER, MEMBER, 47),
]


@pytest.mark.parametrize(("day", "russian_federation", "czechia", "members"), FOLLOWING)
def test_czechia_followed_the_russian_federation_after_a_month_with_the_seat_vacant(
    real: Campaign, day: date, russian_federation: Membership, czechia: Membership, members: int
) -> None:
    assert real.world.membership("RU", day) is russian_federation
    assert real.world.membership("CZ", day) is czechia
    assert real.world.open_seats(day) == 0  # vacant, and known to be
    assert len(real.world.members_on(day)) == members
    assert offered(real, day) == real.world.members_on(day) - {"CN"}


def test_membership_has_three_values_and_the_third_begins_with_2027(world: World) -> None:
    def found(day: date) -> set[Membership]:
        return {world.membership(state, day) for state in world.states}

    assert found(END_OF_2026) == {MEMBER, NOT_A_MEMBER}
    assert found(START_OF_2027) == {MEMBER, NOT_KNOWN}


def test_in_2027_fifteen_seats_are_open_and_none_before(world: World) -> None:
    assert world.open_seats(START_OF_2027) == 15
    assert len(world.members_on(START_OF_2027)) == 32
    for year in range(2022, 2027):
        assert world.open_seats(date(year, 1, 1)) == 0
        assert world.open_seats(date(year, 12, 31)) == 0


def test_a_state_whose_seat_is_open_is_never_said_to_have_left(real: Campaign) -> None:
    ended = ends(real.world, END_OF_2026)
    assert len(ended) == 15

    for state in sorted(ended - real.excluded):
        slug = f"hrc-{state.lower()}"
        assert targets.find_target(real, slug, END_OF_2026).state == state
        with pytest.raises(NotAMember) as unknown:
            targets.find_target(real, slug, START_OF_2027)
        assert (unknown.value.known, unknown.value.last_day) == (False, END_OF_2026)


def test_nobody_is_invented_for_an_open_seat(real: Campaign) -> None:
    known = {t.state for t in real.world.terms if t.end >= START_OF_2027}
    assert offered(real, START_OF_2027) == known


def test_when_a_holders_term_has_run_out_the_office_alone_is_addressed(real: Campaign) -> None:
    last, after = (
        make_letter(real, "high-commissioner", on=day).addressee
        for day in (date(2026, 10, 16), date(2026, 10, 17))
    )

    assert last == ("Volker Türk", *after)
    assert after == ("United Nations High Commissioner for Human Rights",)


def test_an_open_term_of_office_is_looked_at_again_after_a_year(made_up: Catalogue) -> None:
    row = {
        "office": "third-committee",
        "name": "Pippin",
        "start": "2026-01-08",
        "end": "",
        "source": "x",
    }
    row |= {"as_of": "2026-01-09"}
    change = Change(
        FactTable.OFFICERS,
        "third-committee 2026-01-08",
        completed(FactTable.OFFICERS, row, None),
        Origin.HAND,
    )
    world = made_up.with_changes([change]).world

    def asked(on: date) -> list[Stale]:
        return [s for s in stale_facts(world, on) if s.fact == "officers third-committee"]

    assert asked(date(2027, 1, 9)) == []
    (stale,) = asked(date(2027, 1, 10))
    assert stale.concern is Concern.HOLDER_OLD
    assert stale.key == change.key
    holder = world.officer_on("third-committee", date(2040, 1, 1))
    assert holder
    assert holder.name == "Pippin"
