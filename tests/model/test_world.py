"""What is known of who sits in the Council, and of who holds an office, on a day."""

from dataclasses import replace
from datetime import date
from typing import Final

from campaign.model.statement import Campaign
from campaign.model.world import COUNCIL_SEATS, Membership, Officer, Term, World

NEW_YEAR: Final = date(2025, 1, 1)
YEARS_END: Final = date(2025, 12, 31)
EMPTY: Final = World(states={}, terms=(), officers=(), sessions=(), addresses={}, directories={})


def make_terms(count: int, start: date = NEW_YEAR, end: date = YEARS_END) -> tuple[Term, ...]:
    """Return the terms of so many States, called 0, 1, 2 ..."""
    return tuple(Term(str(number), start, end) for number in range(count))


def make_world(*terms: Term) -> World:
    return replace(EMPTY, terms=terms)


def test_a_term_holds_from_its_first_day_to_its_last() -> None:
    world = make_world(Term("FR", NEW_YEAR, YEARS_END))
    assert world.membership("FR", NEW_YEAR) is Membership.MEMBER
    assert world.membership("FR", YEARS_END) is Membership.MEMBER
    assert world.membership("FR", date(2024, 12, 31)) is not Membership.MEMBER
    assert world.membership("FR", date(2026, 1, 1)) is not Membership.MEMBER


def test_when_all_seats_are_known_all_others_are_not_members() -> None:
    world = make_world(*make_terms(COUNCIL_SEATS))
    assert world.membership("FR", NEW_YEAR) is Membership.NOT_A_MEMBER
    assert world.open_seats(NEW_YEAR) == 0


def test_while_one_seat_is_not_known_nobody_is_known_not_to_hold_it() -> None:
    world = make_world(*make_terms(COUNCIL_SEATS - 1))
    assert world.membership("FR", NEW_YEAR) is Membership.NOT_KNOWN
    assert world.open_seats(NEW_YEAR) == 1


def test_a_seat_that_fell_vacant_within_a_known_year_is_not_open() -> None:
    suspended = Term("RU", NEW_YEAR, date(2025, 4, 7))
    world = make_world(suspended, *make_terms(COUNCIL_SEATS - 1))
    assert world.open_seats(date(2025, 4, 8)) == 0
    assert world.membership("RU", date(2025, 4, 8)) is Membership.NOT_A_MEMBER


def test_who_followed_on_a_vacant_seat_does_not_count_twice() -> None:
    suspended = Term("RU", NEW_YEAR, date(2025, 4, 7))
    elected = Term("CZ", date(2025, 5, 10), YEARS_END)
    world = make_world(suspended, elected, *make_terms(COUNCIL_SEATS - 1))
    assert world.open_seats(date(2025, 6, 1)) == 0
    assert world.membership("CZ", date(2025, 5, 9)) is Membership.NOT_A_MEMBER
    assert world.membership("CZ", date(2025, 5, 10)) is Membership.MEMBER


def test_an_office_has_a_holder_from_the_first_day_to_the_last() -> None:
    world = replace(EMPTY, officers=(Officer("hrc", "Pomona Pippin", NEW_YEAR, YEARS_END),))
    assert world.officer_on("hrc", NEW_YEAR) == world.officer_on("hrc", YEARS_END)
    assert world.officer_on("hrc", date(2026, 1, 1)) is None
    assert world.officer_on("third-committee", NEW_YEAR) is None


def test_an_ask_is_restated_from_the_day_its_own_date_had_passed(real: Campaign) -> None:
    ask = replace(real.asks[0], lapsed=NEW_YEAR)
    assert not ask.is_restated(date(2024, 12, 31))
    assert ask.is_restated(NEW_YEAR)
    assert not replace(ask, lapsed=None).is_restated(NEW_YEAR)
