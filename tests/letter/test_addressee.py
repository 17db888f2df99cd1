"""Whom a letter is addressed to, and where it goes."""

from dataclasses import replace
from datetime import date

import pytest

from campaign.letter.compose import compose
from campaign.model.letter import Choices
from campaign.model.statement import Campaign
from campaign.model.world import Address
from campaign.rules import targets
from tests.builders import TODAY, make_letter


@pytest.mark.parametrize(
    ("office", "day", "holder"),
    [
        ("hrc", date(2026, 12, 31), ("H.E. Sidharto Reza Suryodipuro",)),
        ("hrc", date(2027, 1, 1), ()),
        ("high-commissioner", date(2026, 10, 16), ("Volker Türk",)),
        ("high-commissioner", TODAY, ()),
        ("third-committee", TODAY, ()),
    ],
)
def test_an_office_is_addressed_with_its_holder_only_while_known(
    real: Campaign, office: str, day: date, holder: tuple[str, ...]
) -> None:
    *named, _ = make_letter(real, office, on=day).addressee
    assert tuple(named) == holder


def test_an_address_has_the_states_own_form(real: Campaign) -> None:
    (office,) = make_letter(real, "hrc-kr").addressee
    assert "of the Republic of Korea to" in office


def test_once_launched_only_confirmed_addresses_are_used(orchard: Campaign) -> None:
    launched = replace(orchard, launched=True)
    assert make_letter(orchard, "hrc-kr").address.email == "orchard@example.org"
    assert make_letter(launched, "hrc-kr").address.email == ""
    assert make_letter(launched, "hrc-kr").address.postal == ()
    assert make_letter(launched).address.email == "garden@example.org"


FOUND = Address("hrc-kr", ("1 Plum Street", "1202 Geneva", "Switzerland"), "plum@example.org")
"""What a writer found for the delegation of Korea."""


@pytest.mark.parametrize("launched", [False, True])
def test_an_address_that_a_writer_found_goes_before_one_that_nobody_confirmed(
    orchard: Campaign, *, launched: bool
) -> None:
    campaign = replace(orchard, launched=launched)
    address = make_letter(campaign, "hrc-kr", found=FOUND).address
    assert address.postal == ("1 Plum Street", "1202 Geneva", "SWITZERLAND")
    assert address.email == "plum@example.org"


def test_of_an_address_that_nobody_confirmed_what_was_not_found_stays(orchard: Campaign) -> None:
    address = make_letter(orchard, "hrc-kr", found=replace(FOUND, email="")).address
    assert (address.postal[0], address.email) == ("1 Plum Street", "orchard@example.org")


def test_it_never_goes_before_a_confirmed_one(orchard: Campaign) -> None:
    found = replace(FOUND, target="high-commissioner")
    assert make_letter(orchard, found=found).address == make_letter(orchard).address


@pytest.mark.parametrize("to", ["hrc-mx", "third-committee-kr", "hrc"])
def test_it_is_in_no_letter_to_anybody_else(orchard: Campaign, to: str) -> None:
    assert make_letter(orchard, to, found=FOUND) == make_letter(orchard, to)


def test_no_address_of_the_real_campaign_outlives_its_launch_unconfirmed(real: Campaign) -> None:
    launched = replace(real, launched=True)
    for target in targets.offered_targets(launched, TODAY):
        address = make_letter(launched, target.slug).address
        assert address.confirmed or not (address.postal or address.email)


@pytest.mark.parametrize(
    ("language", "line", "direction"),
    [("en", "24 November 2026", "ltr"), ("ar", "24 نوفمبر 2026", "rtl")],
)
def test_a_letter_is_dated_and_directed_as_its_language_is_written(
    orchard: Campaign, language: str, line: str, direction: str
) -> None:
    letter = make_letter(orchard, language=language)
    assert (letter.date_line, letter.direction, letter.date) == (line, direction, TODAY)


@pytest.mark.parametrize(
    "choices",
    [Choices(("no-such-ask",), "en"), Choices(("hc-plant-tree",), "fr")],
    ids=["ask", "language"],
)
def test_what_a_campaign_does_not_have_cannot_be_composed(
    orchard: Campaign, choices: Choices
) -> None:
    target = targets.find_target(orchard, "high-commissioner", TODAY)
    with pytest.raises(KeyError):
        compose(orchard, target, choices, TODAY)
