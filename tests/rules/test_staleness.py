"""What is stale or soon will be, the most urgent first; and the session that opens next."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import pytest

from campaign.catalogue import Catalogue
from campaign.model.world import Address, BodySession, Officer, Term, World
from campaign.rules import staleness
from campaign.rules.staleness import Stale

DAY: Final = date(2026, 11, 24)
EMPTY: Final = World(states={}, terms=(), officers=(), sessions=(), addresses={}, directories={})
LONG: Final = date(2030, 12, 31)
FULL: Final = tuple(Term(str(number), date(2020, 1, 1), LONG) for number in range(46))
"""All seats but one, for long."""


def days(number: int) -> date:
    return DAY + timedelta(number)


def make_address(as_of: date | None, target: str = "hrc-kr", email: str = "a@example.org") -> World:
    return replace(EMPTY, addresses={target: Address(target, email=email, as_of=as_of)})


def sessions(*starts: date | None) -> World:
    found = (BodySession("hrc", 60 + number, start, None) for number, start in enumerate(starts))
    return replace(EMPTY, sessions=tuple(found))


def found(world: World, about: str, on: date = DAY) -> list[Stale]:
    """Return what is stale of one kind of fact; a made-up world lacks most of the others."""
    return [each for each in staleness.stale_facts(world, on) if each.fact.startswith(about)]


def said(*listed: Stale) -> list[tuple[int, str, str, str]]:
    """Return what is said of stale facts: in how many days, which, of what key, and why."""
    return [(each.days, each.fact, each.key, each.why) for each in listed]


@pytest.mark.parametrize(("left", "listed"), [(-1, []), (0, [0]), (60, [60]), (61, [])])
def test_a_term_is_listed_when_it_ends_within_60_days(left: int, listed: list[int]) -> None:
    world = replace(EMPTY, terms=(*FULL, Term("FR", date(2024, 1, 1), days(left))))

    assert said(*found(world, "members FR")) == [
        (number, "members FR", "FR 2024-01-01", f"the term ends on {days(number)}")
        for number in listed
    ]


def test_a_term_that_another_follows_at_once_is_not_listed() -> None:
    terms = (Term("FR", date(2024, 1, 1), days(9)), Term("FR", days(10), LONG))
    assert not found(replace(EMPTY, terms=terms), "members FR")


@pytest.mark.parametrize(
    ("on", "listed"),
    [
        (date(2026, 11, 1), []),  # 61 days before
        (date(2026, 11, 2), [60]),
        (date(2026, 12, 31), [1]),
        (date(2027, 1, 1), [0]),
        (date(2027, 11, 1), [0]),
        (date(2027, 11, 30), [0, 32]),
    ],
)
def test_open_seats_of_a_year_are_listed_from_60_days_before(on: date, listed: list[int]) -> None:
    ended = Term("FR", date(2024, 1, 1), date(2026, 12, 31))
    about = found(replace(EMPTY, terms=(*FULL, ended)), "members 20", on)

    assert [each.days for each in about] == listed
    for each in about:
        assert each.why.startswith("1 seats of 202")


def test_a_holder_is_listed_before_the_term_runs_out_and_all_the_more_after() -> None:
    holder = Officer("hrc", "Pomona Pippin", date(2026, 1, 1), days(60))
    world = replace(EMPTY, officers=(holder,))

    assert not found(world, "officers", days(-1))
    assert said(*found(world, "officers")) == [
        (60, "officers hrc", "hrc 2026-01-01", f"Pomona Pippin holds it until {days(60)}")
    ]
    (after,) = found(world, "officers", days(70))
    assert after.days == -10
    assert after.why == (
        f"nobody is known to hold it since {days(60)}; letters address the office alone"
    )


def test_an_address_is_listed_once_it_is_older_than_a_year() -> None:
    assert not found(make_address(days(-365)), "addresses")
    assert said(*found(make_address(days(-366)), "addresses")) == [
        (-1, "addresses hrc-kr", "hrc-kr", f"it is from {days(-366)}")
    ]


def test_an_address_without_a_date_is_listed_and_a_website_alone_is_not() -> None:
    assert said(*found(make_address(None), "addresses")) == [
        (0, "addresses hrc-kr", "hrc-kr", "nobody knows from when it is")
    ]
    assert not found(make_address(None, email=""), "addresses")


def test_an_address_that_was_checked_within_a_year_is_not_listed() -> None:
    for as_of in (None, days(-900)):
        address = Address("hrc-kr", email="a@example.org", as_of=as_of, confirmed=days(-365))
        assert not found(replace(EMPTY, addresses={"hrc-kr": address}), "addresses")


def test_a_body_without_a_coming_session_is_listed() -> None:
    (about,) = found(sessions(days(-9), None), "sessions")
    why = 'no coming session has a date; letters say "its next session"'
    assert said(about) == [(0, "sessions hrc", "hrc 61", why)]
    assert said(*found(sessions(days(-9)), "sessions")) == [(0, "sessions hrc", "", why)]
    assert not found(sessions(days(-9), days(200)), "sessions")


def test_the_most_urgent_stands_first(whole: Catalogue) -> None:
    listed = staleness.stale_facts(whole.world, DAY)

    assert [each.days for each in listed] == sorted(each.days for each in listed)
    facts = [each.fact for each in listed]
    assert facts[0] == "addresses hrc-ch"  # of 2016
    assert facts.index("officers third-committee") < facts.index("officers high-commissioner")
    assert facts.index("officers high-commissioner") < facts.index("sessions hrc")
    assert facts.index("sessions hrc") < facts.index("members FR")
    assert facts.index("members FR") < facts.index("members 2027")
    assert said(listed[-1]) == [
        (38, "members 2027", "", "15 seats of 2027 are not known: add the States elected")
    ]


@pytest.mark.parametrize("left", [1, 59])
def test_days_to_a_session_are_counted_when_it_opens_in_under_60(left: int) -> None:
    assert staleness.next_session(sessions(days(left)), "hrc", DAY) == (days(left), left)


@pytest.mark.parametrize("left", [-1, 0, 60])
def test_nothing_is_counted_down_to_once_a_session_is_open_or_is_far(left: int) -> None:
    assert staleness.next_session(sessions(days(left)), "hrc", DAY) is None


def test_only_a_known_date_of_the_same_body_is_counted_down_to() -> None:
    assert staleness.next_session(sessions(None, days(40), days(9)), "hrc", DAY) == (days(9), 9)
    assert staleness.next_session(sessions(None, days(-3)), "hrc", DAY) is None
    assert staleness.next_session(sessions(days(9)), "third-committee", DAY) is None


def test_a_session_of_the_shipped_facts_is_counted_down_to_until_it_opens(world: World) -> None:
    opens = date(2026, 9, 7)
    assert staleness.next_session(world, "hrc", date(2026, 7, 9)) is None
    assert staleness.next_session(world, "hrc", date(2026, 7, 10)) == (opens, 59)
    assert staleness.next_session(world, "hrc", opens) is None
    assert staleness.next_session(world, "hrc", DAY) is None  # the 64th has no date yet


def test_coverage_counts_what_is_known_of_all_that_can_be_written_to(made_up: Catalogue) -> None:
    assert staleness.coverage(made_up.campaigns["orchard"], DAY) == staleness.Coverage(
        targets=13, postal=2, postal_confirmed=1, email=2, email_confirmed=1
    )
