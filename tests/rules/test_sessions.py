"""Which session of a body is next, by its date or by custom, and whose term ends before it."""

from dataclasses import replace
from datetime import date
from typing import Final

import pytest

from campaign.model.language import TargetKind
from campaign.model.statement import Campaign
from campaign.model.world import BodySession, Term, World
from campaign.rules import targets
from campaign.rules.sessions import ComingSession, coming_session, is_outgoing
from tests.builders import TODAY

COUNCIL, COMMITTEE = TargetKind.COUNCIL, TargetKind.COMMITTEE
EMPTY: Final = World(states={}, terms=(), officers=(), sessions=(), addresses={}, directories={})


def world_with(*sessions: tuple[int, date | None]) -> World:
    found = (BodySession("hrc", number, start, None) for number, start in sessions)
    return replace(EMPTY, sessions=tuple(found))


@pytest.mark.parametrize(
    ("on", "number", "opens", "dated"),
    [
        (date(2026, 6, 14), 62, date(2026, 6, 15), True),
        (date(2026, 6, 15), 63, date(2026, 9, 7), True),
        (date(2026, 9, 7), 64, date(2027, 2, 1), False),
        (TODAY, 64, date(2027, 2, 1), False),
        (date(2027, 2, 28), 64, date(2027, 2, 1), False),
        (date(2027, 3, 1), None, date(2027, 6, 1), False),  # the 65th is in no list yet
    ],
)
def test_the_next_session_of_the_council_is_dated_or_in_its_month_by_custom(
    real: Campaign, on: date, number: int | None, opens: date, *, dated: bool
) -> None:
    found = coming_session(real.world, COUNCIL, on)
    assert found == ComingSession(COUNCIL, number, opens, is_dated=dated)


@pytest.mark.parametrize(
    ("on", "number", "opens"),
    [
        (date(2026, 10, 31), 81, date(2026, 10, 1)),  # its day is not known: it may still open
        (TODAY, 82, date(2027, 10, 1)),
    ],
)
def test_the_committee_meets_once_a_year(
    real: Campaign, on: date, number: int, opens: date
) -> None:
    found = coming_session(real.world, COMMITTEE, on)
    assert found == ComingSession(COMMITTEE, number, opens, is_dated=False)


def test_a_session_that_has_opened_is_not_the_next_in_its_own_month() -> None:
    begun = world_with((58, date(2025, 2, 24)))
    assert coming_session(begun, COUNCIL, date(2025, 2, 23)).opens == date(2025, 2, 24)
    assert coming_session(begun, COUNCIL, date(2025, 2, 24)).opens == date(2025, 6, 1)


def test_a_session_without_a_date_comes_before_one_that_has_one() -> None:
    later = world_with((63, date(2026, 9, 7)), (64, None), (65, date(2027, 6, 14)))
    assert coming_session(later, COUNCIL, TODAY) == ComingSession(
        COUNCIL, 64, date(2027, 2, 1), is_dated=False
    )


def test_a_session_in_march_takes_the_place_of_the_customary_february() -> None:
    late = world_with((63, date(2026, 9, 7)), (64, date(2027, 3, 1)))
    assert coming_session(late, COUNCIL, TODAY) == ComingSession(
        COUNCIL, 64, date(2027, 3, 1), is_dated=True
    )


def test_without_any_session_known_there_is_still_the_custom() -> None:
    assert coming_session(EMPTY, COUNCIL, TODAY) == ComingSession(
        COUNCIL, None, date(2027, 2, 1), is_dated=False
    )


def test_fifteen_members_leave_before_the_session_of_february_2027(real: Campaign) -> None:
    members = [
        t for t in targets.offered_targets(real, TODAY) if t.kind is TargetKind.COUNCIL_MEMBER
    ]
    leaving = {t.state or "" for t in members if is_outgoing(real.world, t, TODAY)}
    assert " ".join(sorted(leaving)) == "AL BG BI BR CI CU DO FR GH ID JP KW MW NL"  # and China
    assert not [t for t in members if is_outgoing(real.world, t, date(2026, 9, 6))]


def test_a_member_elected_again_is_not_outgoing(real: Campaign) -> None:
    again = Term("JP", date(2027, 1, 1), date(2029, 12, 31))
    world = replace(real.world, terms=(*real.world.terms, again))
    japan = targets.delegation(COUNCIL, "JP")
    assert is_outgoing(real.world, japan, TODAY)
    assert not is_outgoing(world, japan, TODAY)


def test_only_members_of_the_council_are_outgoing(real: Campaign) -> None:
    for target in targets.offered_targets(real, TODAY):
        if target.kind is not TargetKind.COUNCIL_MEMBER:
            assert not is_outgoing(real.world, target, TODAY)
