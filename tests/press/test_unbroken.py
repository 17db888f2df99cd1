"""No line ends inside a date, a document's symbol, or between a title and a name."""

from dataclasses import replace
from typing import Final

import pytest
from hypothesis import given

from campaign.model.letter import LetterPart
from campaign.model.statement import Campaign
from campaign.press import Paper, Press
from campaign.press.typography import for_paper
from campaign.press.unbroken import JOINER, unbroken
from tests.builders import Case, cases, folded, make_letter
from tests.press import measure

TITLES: Final = ("Mr", "Ms", "H.E.")
TOGETHER: Final = ("A/HRC/51/L.6", "A/HRC/S-31/1", "31 August 2022", "August 2024", "Mr Example")


@pytest.mark.parametrize(
    ("language", "date"),
    [
        ("en", "31 August 2022"), ("en", "August 31, 2022"), ("en", "August 2022"),
        ("en", "31 August"), ("fr", "1er septembre 2024"), ("es", "23 de noviembre de 2026"),
        ("de", "24. November 2026"), ("ru", "31 августа 2022"), ("ar", "20 يونيو 2025"),
        ("ug", "28-ئاۋغۇست"), ("zh", "2026年11月23日"), ("tr", "31 Ağustos 2022"),
    ],
)  # fmt: skip
def test_a_date_is_one_to_the_line(language: str, date: str) -> None:
    held = unbroken(f"x {date}, y", language, ())
    assert held.replace(JOINER, "") == f"x {date}, y"
    inside = held.removeprefix("x ").removesuffix(", y")
    assert all(inside[at + 1] == JOINER for at, char in enumerate(inside) if char in " -年月")


@pytest.mark.parametrize(
    "text",
    ["and/or", "https://example.org/A/HRC/1", "In 2024 they came", "May I ask", "Mr", "10 or 20"],
)
def test_nothing_else_is_held_together(text: str) -> None:
    assert unbroken(text, "en", TITLES) == text


@pytest.mark.parametrize("together", TOGETHER)
def test_no_line_of_a_letter_ends_inside_of_it(
    press: Press, orchard: Campaign, together: str
) -> None:
    """Wherever it comes to stand in a line."""
    letter = make_letter(orchard)
    words = [
        replace(
            letter.paragraphs[0], part=LetterPart.NOTE, text=f"{'i' * pad} {'word ' * 14}{text}"
        )
        for pad in range(1, 30)
        for text in (f"{together}, and ({together}).",)
    ]
    pdf = press.pdf(replace(letter, paragraphs=tuple(words)), Paper.A4)
    lines = [line.text for at in range(measure.count(pdf)) for line in measure.lines(pdf, at)]
    assert sum(folded(line).count(together) for line in lines) == 2 * len(words)
    assert not [line for line in lines if line.startswith((",", ")", "."))]


@given(cases())
def test_a_letter_that_is_set_stays_as_it_is(case: Case) -> None:
    letter = for_paper(case.compose())
    assert for_paper(letter) == letter
