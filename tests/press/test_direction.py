"""Scripts of both directions in one letter."""

import re
import unicodedata
from dataclasses import replace
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.model.language import Direction
from campaign.model.statement import Campaign
from campaign.press import Paper, Press, page
from campaign.press.bidi import MOST_RUNS, direction_of, quotations, runs
from campaign.press.bidi import lines as lines_of_note
from tests.builders import make_letter, make_sender, text_of
from tests.press import measure
from tests.press.measure import lines

LTR, RTL = Direction.LTR, Direction.RTL
FOOTNOTES = 250
"""Millimetres from the top, below which only footnotes stand."""


@pytest.mark.parametrize(
    ("text", "base", "pieces"),
    [
        ("only Latin", LTR, [("only Latin", LTR)]),
        ("عربي فقط", RTL, [("عربي فقط", RTL)]),
        ("", LTR, []),
        (
            "الوثيقة A/HRC/51/L.6 وغيرها",
            RTL,
            [("الوثيقة ", RTL), ("A/HRC/51/L.6", LTR), (" وغيرها", RTL)],
        ),
        ("كتب Zoë Łukasz.", RTL, [("كتب ", RTL), ("Zoë Łukasz", LTR), (".", RTL)]),
        (
            "قال: «plant a tree»؛",
            RTL,
            [("قال: «", RTL), ("plant a tree", LTR), ("»؛", RTL)],
        ),
        ("في 6 أكتوبر 2022", RTL, [("في 6 أكتوبر 2022", RTL)]),
        ("Signed محمد علي, Leeds", LTR, [("Signed ", LTR), ("محمد علي", RTL), (", Leeds", LTR)]),
        (
            "كتب Guadalajara (Jalisco [MX])، ثم",
            RTL,
            [("كتب ", RTL), ("Guadalajara (Jalisco [MX])", LTR), ("، ثم", RTL)],
        ),
        ("كتب Zoë) ثم", RTL, [("كتب ", RTL), ("Zoë", LTR), (") ثم", RTL)]),
        ("A و B", RTL, [("A", LTR), (" و ", RTL), ("B", LTR)]),
        ("李小龍 كتب", RTL, [("李小龍", LTR), (" كتب", RTL)]),
        ("123 !?", RTL, [("123 !?", RTL)]),
        ("Oêčס\u05bc, x", LTR, [("Oêč", LTR), ("ס\u05bc", RTL), (", x", LTR)]),
        ("و x\u0323 و", RTL, [("و ", RTL), ("x\u0323", LTR), (" و", RTL)]),
        ("a ب\u0651\u064e\u200c-b", LTR, [("a ", LTR), ("ب\u0651\u064e\u200c", RTL), ("-b", LTR)]),
    ],
)
def test_foreign_runs_are_set_apart_with_their_own_direction(
    text: str, base: Direction, pieces: list[tuple[str, Direction]]
) -> None:
    assert list(runs(text, base)) == pieces


@given(
    st.text(st.one_of(st.characters(), st.sampled_from("aéا\u0651\u05bcס\u0323\u200d1 "))),
    st.sampled_from(Direction),
)
def test_no_mark_stands_in_another_piece_than_its_letter(text: str, base: Direction) -> None:
    starts = list(accumulate(len(piece) for piece, _ in runs(text, base)))[:-1]
    for at in starts:
        is_mark = unicodedata.bidirectional(text[at]) == "NSM"
        assert not is_mark or unicodedata.bidirectional(text[at - 1]) not in {"L", "R", "AL"}


@pytest.mark.parametrize("base", Direction)
@pytest.mark.parametrize("text", ["aا" * 3000, "a ا " * 1500, "a, (ا) 1 " * 600])
def test_where_runs_are_too_many_those_are_joined_that_stand_closest(
    text: str, base: Direction
) -> None:
    far = f"{text}{'-' * 9}aا{'-' * 9}aا"
    pieces = list(runs(far, base))
    marked = [piece for piece, way in pieces if way is not base]
    assert "".join(piece for piece, _ in pieces) == far
    assert len(marked) == MOST_RUNS
    assert marked[-1] in {"a", "ا"}


def test_lines_with_few_runs_keep_them_whatever_another_has() -> None:
    few, many = "a ا b", "a ا " * 1000
    (first, second) = lines_of_note(f"{few}\n{many}", LTR)
    assert len(list(runs(first.text, LTR, first.most_runs))) == 3
    marked = [way for _, way in runs(second.text, LTR, second.most_runs) if way is RTL]
    assert len(marked) == MOST_RUNS - 1


@pytest.mark.parametrize("number", [1, 99])
def test_all_lines_of_a_note_have_no_more_runs_than_one(number: int) -> None:
    each = lines_of_note("\n".join(["a ا " * 15] * number), LTR)
    pieces = [way for line in each for _, way in runs(line.text, LTR, line.most_runs)]
    assert len([way for way in pieces if way is RTL]) <= MOST_RUNS


@given(st.text(), st.sampled_from(Direction))
def test_the_pieces_of_a_text_are_the_whole_text(text: str, base: Direction) -> None:
    assert "".join(piece for piece, _ in runs(text, base)) == text


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Zoë محمد", LTR),
        ("محمد Zoë", RTL),
        ("«محمد» 12", RTL),
        ("12 – Leeds", LTR),
        ("ئۇيغۇر", RTL),
        ("שלום", RTL),
        ("李小龍", LTR),
    ],
)
def test_a_text_goes_the_way_of_its_first_letter(text: str, direction: Direction) -> None:
    assert direction_of(text, LTR) is direction
    assert direction_of(text, RTL) is direction


@pytest.mark.parametrize("base", Direction)
def test_a_text_without_letters_goes_the_way_of_its_letter(base: Direction) -> None:
    assert direction_of("12 – 3", base) is base


@pytest.mark.parametrize(
    "run",
    ["A/ORCHARD/1/7", "plant an apple tree in the garden of the Office"],
)
def test_latin_inside_arabic_reads_in_order(press: Press, orchard: Campaign, run: str) -> None:
    assert run in text_of(press.pdf(make_letter(orchard, language="ar"), Paper.A4))


def test_a_latin_name_broken_over_two_lines_of_arabic_reads_in_order(
    press: Press, orchard: Campaign
) -> None:
    assert "Blenheim Orange" in text_of(press.pdf(make_letter(orchard, language="ar"), Paper.A4))


def test_arabic_inside_english_reads_in_order(press: Press, orchard: Campaign) -> None:
    note = "My neighbour محمد عبد الرحمن planted three."
    assert note in text_of(press.pdf(make_letter(orchard, note=note), Paper.A4))


@pytest.mark.parametrize(
    ("language", "note", "direction"),
    [("ar", "I keep three trees.", "ltr"), ("en", "عندي ثلاث شجرات.", "rtl")],
)
def test_a_note_in_the_other_direction_is_set_in_its_own(
    orchard: Campaign, language: str, note: str, direction: str
) -> None:
    html = page(make_letter(orchard, language=language, note=note))
    assert f'<p class="letter-note" lang="und" dir="{direction}">{note}</p>' in html


def test_a_note_goes_line_by_line_in_the_direction_of_each_line(orchard: Campaign) -> None:
    note = "بستان كبير\nSecond line (English), 50%!\n12"
    html = page(make_letter(orchard, language="ar", note=note))
    assert (
        '<p class="letter-note"><span class="note-line">بستان كبير</span>'
        '<span class="note-line" lang="und" dir="ltr">Second line (English), 50%!</span>'
        '<span class="note-line">12</span></p>'
    ) in html


def test_each_line_of_a_note_is_set_from_its_own_side(press: Press, orchard: Campaign) -> None:
    note = "بستان كبير\nSecond line (English), 50%!"
    pdf = press.pdf(make_letter(orchard, language="ar", note=note), Paper.A4)
    [line] = [each for each in lines(pdf) if "Second" in each.text]
    assert line.text == "Second line (English), 50%!"
    assert line.left == pytest.approx(25, abs=1)  # millimetres, where Latin lines begin


@pytest.mark.parametrize(
    ("language", "place", "direction"),
    [
        ("ar", "Guadalajara (Jalisco)", "ltr"),
        ("ar", "12 High Street, Leeds.", "ltr"),
        ("en", "حلب (سوريا)", "rtl"),
    ],
)
def test_a_place_in_the_other_direction_is_set_apart_in_the_line_of_the_date(
    orchard: Campaign, language: str, place: str, direction: str
) -> None:
    html = page(make_letter(orchard, language=language, sender=make_sender(place=place)))
    set_apart = rf'<span lang="und" dir="{direction}">{re.escape(place)}</span>'
    assert re.search(rf'<p class="letter-date">[^<]*{set_apart}', html)


def test_a_place_with_brackets_reads_in_order_in_an_arabic_letter(
    press: Press, orchard: Campaign
) -> None:
    sender = make_sender(place="Guadalajara (Jalisco)")
    pdf = press.pdf(make_letter(orchard, language="ar", sender=sender), Paper.A4)
    dated = next(each for each in lines(pdf) if "Guadalajara" in each.text)
    assert "Guadalajara (Jalisco)" in dated.text


def test_a_name_in_the_other_direction_is_set_in_its_own(orchard: Campaign) -> None:
    html = page(make_letter(orchard, sender=make_sender(name="محمد علي")))
    assert '<span class="line" lang="und" dir="rtl">محمد علي</span>' in html


def test_an_arabic_day_among_latin_in_a_footnote_reads_from_the_right(
    press: Press, orchard: Campaign
) -> None:
    letter = make_letter(replace(orchard, footnotes=True), "hrc-kr", language="ar")

    words = measure.words(press.pdf(letter, Paper.A4))
    (first,) = [each for each in words if each.text == "clubs" and each.top > FOOTNOTES]
    places = {each.text: each.left for each in words if abs(each.top - first.top) < 1}
    assert places["1"] > places["مارس"] > places["2025"] > first.right


def test_a_page_has_the_direction_of_its_language(orchard: Campaign) -> None:
    assert '<html lang="ar" dir="rtl">' in page(make_letter(orchard, language="ar"))
    assert '<html lang="en" dir="ltr">' in page(make_letter(orchard))


def test_what_is_quoted_in_english_says_so_in_a_letter_in_another_language(
    orchard: Campaign,
) -> None:
    letters = [make_letter(orchard, language=code) for code in ("ar", "en")]
    said = " ".join(each.text for each in letters[0].paragraphs)
    words = next(each for each in letters[0].quoted if each in said)

    arabic, english = map(page, letters)

    assert f'<span lang="en" dir="ltr">{words}</span>' in arabic
    assert words in english
    assert 'lang="en" dir="ltr">' + words not in english
    assert list(quotations("a b c b", ("c", "b"))) == [
        ("a ", False), ("b", True), (" ", False), ("c", True), (" ", False), ("b", True),
    ]  # fmt: skip
