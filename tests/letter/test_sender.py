"""What a letter shows of its writer, and what it does not."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.letter import clean
from campaign.model.letter import LetterPart, Sender, SignAs
from campaign.model.statement import Campaign
from tests.builders import NAMES, SCRIPTS, Case, cases, make_letter, make_sender
from tests.letter.reading import parts, says


@pytest.mark.slow
@given(cases(), NAMES)
def test_any_name_comes_through_when_signed_in_full(case: Case, name: str) -> None:
    sender = replace(case.choices.sender, sign_as=SignAs.FULL, name=name)
    letter = replace(case, choices=replace(case.choices, sender=sender)).compose()
    assert clean.line(name) in ("", *letter.signature)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_name_in_any_script_is_signed_as_it_was_typed(orchard: Campaign, name: str) -> None:
    letter = make_letter(orchard, sender=make_sender(name=name, place="Leeds", country="GB"))
    assert letter.signature == (name, "Leeds", "United Kingdom")


@given(case=cases(), name=NAMES, place=NAMES)
def test_no_part_of_a_name_or_place_shows_in_a_letter_signed_by_country_or_blank(
    case: Case, name: str, place: str
) -> None:
    for sign_as in (SignAs.COUNTRY, SignAs.BLANK):
        given_nothing = Sender(sign_as, "", "", case.choices.sender.country)
        given_all = replace(given_nothing, name=name, place=place)
        letters = [
            replace(case, choices=replace(case.choices, sender=sender)).compose()
            for sender in (given_nothing, given_all)
        ]
        assert letters[0] == letters[1]


@given(case=cases(), name=NAMES, place=NAMES)
def test_a_letter_signed_by_initials_shows_no_more_of_a_name_than_they_do(
    case: Case, name: str, place: str
) -> None:
    country = case.choices.sender.country
    given_all = Sender(SignAs.INITIALS, name, place, country)
    given_initials = Sender(SignAs.INITIALS, clean.initials(clean.line(name)), "", country)
    letters = [
        replace(case, choices=replace(case.choices, sender=sender)).compose()
        for sender in (given_all, given_initials)
    ]
    assert letters[0] == letters[1]


@given(case=cases(), country=st.sampled_from(["FR", "KR", "MX", "CU", "GB", "US", ""]))
def test_a_blank_letter_does_not_show_where_its_writer_lives(case: Case, country: str) -> None:
    letters = [
        replace(
            case, choices=replace(case.choices, sender=Sender(SignAs.BLANK, country=each))
        ).compose()
        for each in ("", country)
    ]
    assert letters[0] == letters[1]
    assert letters[0].signature == ()


@pytest.mark.parametrize("to", ["hrc-fr", "third-committee-fr"])
@pytest.mark.parametrize("sign_as", [SignAs.FULL, SignAs.INITIALS, SignAs.COUNTRY])
def test_who_lives_in_the_delegations_country_says_so_first(
    real: Campaign, to: str, sign_as: SignAs
) -> None:
    at_home = make_letter(real, to, sender=make_sender(sign_as, country="FR"))
    abroad = make_letter(real, to, sender=make_sender(sign_as, country="MX"))
    assert says(at_home, LetterPart.OPENING).startswith("I live in France, ")
    assert "I live in" not in says(abroad, LetterPart.OPENING)


@given(cases())
def test_the_note_opens_the_letter_as_it_was_typed(case: Case) -> None:
    letter = case.compose()
    notes = parts(letter, LetterPart.NOTE)
    assert list(letter.paragraphs[: len(notes)]) == notes
    assert "\n\n".join(p.text for p in notes) == clean.block(case.choices.note)


def test_what_looks_like_a_placeholder_in_a_note_or_a_name_stays_as_typed(real: Campaign) -> None:
    sender = make_sender(name="{name} {state}")
    letter = make_letter(real, "hrc-fr", note="{state} {quote} {}", sender=sender)
    assert says(letter, LetterPart.NOTE) == "{state} {quote} {}"
    assert letter.signature[0] == "{name} {state}"
