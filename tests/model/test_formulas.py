"""What a spreadsheet would calculate is known, however it is written."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.model.formulas import is_formula

SIGNS: Final = "=+-@＝＋－＠﹦﹢﹣﹫−⁼₌⁺₊﬩"
BEFORE: Final = (
    "", " ", "\u00a0", "\u3000", "\u2028", "\ufeff", "\u200b", "\u200d", "\u2060", "\u202e",
    "\u00ad", "\u034f", "\u3164", "\u2800", "\x00", "\x0b", "\x1f", "\x7f", "\x85", "\ufe0f",
    " \ufeff ",
)  # fmt: skip


@pytest.mark.parametrize("before", BEFORE, ids=ascii)
@pytest.mark.parametrize("sign", SIGNS, ids=ascii)
def test_a_sign_that_begins_a_formula_is_seen_behind_what_is_not(before: str, sign: str) -> None:
    assert is_formula(f"{before}{sign}1+1")


@pytest.mark.parametrize("text", ["\tx", "\rx", "\nx", " \tx", "\ufeff\nx", "\t", "=", "=\u0338"])
def test_so_is_what_begins_another_cell(text: str) -> None:
    assert is_formula(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a=1",
        "1-1",
        " a",
        "'=1+1",
        "‘=1’",
        "–",
        "— no",
        "\u0338=",
        "≠ 1",
        "#",
        "א",
        "2026-11-24",
    ],
)
def test_other_texts_are_texts(text: str) -> None:
    assert not is_formula(text)


@given(st.text(), st.sampled_from("abcz019'\"(«א"))
def test_what_begins_with_a_letter_or_a_figure_is_no_formula(rest: str, first: str) -> None:
    assert not is_formula(first + rest)
