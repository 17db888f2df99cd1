"""The line above a letter that says where and when, and what can be looked up."""

from dataclasses import replace

import pytest

from campaign.model.letter import LetterPart, SignAs
from campaign.model.statement import Campaign
from tests.builders import make_letter, make_sender

DAY = "24 November 2026"


@pytest.mark.parametrize(
    ("language", "line"), [("en", f"Leeds, {DAY}"), ("ar", "Leeds في 24 نوفمبر 2026")]
)
def test_who_signs_in_full_dates_the_letter_with_the_place(
    orchard: Campaign, language: str, line: str
) -> None:
    assert make_letter(orchard, language=language, sender=make_sender()).date_line == line


@pytest.mark.parametrize("sign_as", [SignAs.INITIALS, SignAs.COUNTRY, SignAs.BLANK])
def test_who_does_not_sign_in_full_gives_no_place(orchard: Campaign, sign_as: SignAs) -> None:
    assert make_letter(orchard, sender=make_sender(sign_as)).date_line == DAY


def test_without_a_place_the_date_stands_alone(orchard: Campaign) -> None:
    assert make_letter(orchard, sender=make_sender(place=" ")).date_line == DAY


def test_where_custom_has_the_date_alone_it_stands_alone(orchard: Campaign) -> None:
    alone = {"en": replace(orchard.languages["en"], place_date="")}
    letter = make_letter(replace(orchard, written=alone), sender=make_sender())
    assert letter.date_line == DAY


def test_braces_in_a_place_are_words(orchard: Campaign) -> None:
    letter = make_letter(orchard, sender=make_sender(place="{date} {x}"))
    assert letter.date_line == f"{{date}} {{x}}, {DAY}"


def test_a_campaign_that_wants_it_names_its_sources(orchard: Campaign) -> None:
    letter = make_letter(replace(orchard, footnotes=True), "hrc-kr")
    assert {each.part: each.source for each in letter.paragraphs if each.source} == {
        LetterPart.REASON: (
            "Joint statement of three orchard keepers’ clubs",
            "1 March 2025",
            "https://clubs.example.org/statement",
        ),
    }


def test_sources_are_named_only_where_the_campaign_wants_it(orchard: Campaign) -> None:
    assert not any(each.source for each in make_letter(orchard, "hrc-kr").paragraphs)
