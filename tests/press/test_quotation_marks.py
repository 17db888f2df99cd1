"""Straight quotation marks are set as the letter's own, and what is no quotation stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.model.letter import LetterPart
from campaign.model.statement import Campaign
from campaign.press import Paper, Press
from campaign.press.quotation_marks import with_quotation_marks
from campaign.press.typography import for_paper
from tests.builders import make_letter, text_of
from tests.letter.reading import parts

ENGLISH = ("“", "”"), ("‘", "’")
FRENCH = ("«\u00a0", "\u00a0»"), ("“", "”")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('"Truth", she said, "is not free."', "“Truth”, she said, “is not free.”"),
        ("\"They said 'wait'.\"", "“They said ‘wait’.”"),
        ("\"'Wait', they said.\"", "“‘Wait’, they said.”"),
        ("He asked: \"Why?\"—and 'how'.", "He asked: “Why?”—and ‘how’."),
        ('("so")', "(“so”)"),
        ("don't; the workers' rights; in '89", "don’t; the workers’ rights; in ’89"),
        ("O'Neill's l'homme д'Артаньян", "O’Neill’s l’homme д’Артаньян"),
        ("the 1980's, [the Office]'s, \"Hope\"'s", "the 1980’s, [the Office]’s, “Hope”’s"),
        ('"1984" was read "in 2024".', "“1984” was read “in 2024”."),
        ('他说"你好"。', "他说“你好”。"),
        ('"It goes on', "“It goes on"),
        ('and ends here."', "and ends here.”"),
    ],
)
def test_straight_marks_become_the_languages_own(typed: str, printed: str) -> None:
    assert with_quotation_marks(typed, *ENGLISH) == printed


@pytest.mark.parametrize(
    "typed",
    [
        'He is 5\'10" tall, and it is 12" wide.',
        '`print("x")` and <a href="x" id=\'y\'> and key="value"',
        "צה\"ל ג'ורג'",
        "\" ' \" '",
        "“already” ‘set’, it’s «so»",
    ],
)
def test_what_is_no_quotation_stays_as_it_was_typed(typed: str) -> None:
    assert with_quotation_marks(typed, *ENGLISH) == typed


def test_each_language_has_its_own_marks() -> None:
    typed = "\"Elle dit 'non'\" : l'eau"
    assert with_quotation_marks(typed, *FRENCH) == "«\u00a0Elle dit “non”\u00a0» : l’eau"


@given(st.text("a1 .\"'-(`<=字א\n", max_size=60))
def test_nothing_but_straight_marks_changes(typed: str) -> None:
    printed = with_quotation_marks(typed, *ENGLISH)
    assert len(printed) == len(typed)
    assert all(a == b or a in "\"'" for a, b in zip(typed, printed, strict=True))
    assert with_quotation_marks(printed, *ENGLISH).count("“") >= printed.count("“")


def test_a_note_is_set_on_paper_and_stays_as_typed_elsewhere(
    press: Press, orchard: Campaign
) -> None:
    note = 'My "own" words, that\'s all.'
    letter = make_letter(orchard, note=note)
    assert "My “own” words, that’s all." in text_of(press.pdf(letter, Paper.A4))
    assert [each.text for each in parts(letter, LetterPart.NOTE)] == [note]


def test_a_line_that_goes_another_way_than_the_letter_keeps_its_marks(orchard: Campaign) -> None:
    arabic = make_letter(orchard, note='قالت "نعم".', language="ar")
    assert [each.text for each in parts(for_paper(arabic), LetterPart.NOTE)] == ["قالت «نعم»."]
    english = make_letter(orchard, note='قالت "نعم".\nShe "agreed".')
    noted = [each.text for each in parts(for_paper(english), LetterPart.NOTE)]
    assert noted == ['قالت "نعم".\nShe "agreed".']
