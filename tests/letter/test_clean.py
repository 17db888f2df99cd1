"""What supporters type, made safe to print without losing a letter of it."""

import time
import unicodedata
from typing import Final

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from campaign.letter import clean
from tests.builders import NAMES, SCRIPTS

REORDERING: Final = {
    "arabic letter mark": "\u061c",
    "left-to-right mark": "\u200e",
    "right-to-left mark": "\u200f",
    "left-to-right embedding": "\u202a",
    "right-to-left embedding": "\u202b",
    "pop directional formatting": "\u202c",
    "left-to-right override": "\u202d",
    "right-to-left override": "\u202e",
    "left-to-right isolate": "\u2066",
    "right-to-left isolate": "\u2067",
    "first strong isolate": "\u2068",
    "pop directional isolate": "\u2069",
}


@pytest.mark.parametrize("char", REORDERING.values(), ids=REORDERING)
def test_characters_that_reorder_text_are_removed(char: str) -> None:
    assert clean.line(f"Zoë{char} Łukasz{char}") == "Zoë Łukasz"
    assert clean.block(f"one{char}\ntwo") == "one\ntwo"


@given(st.text())
def test_nothing_unseen_is_left_but_line_ends_and_joiners(text: str) -> None:
    left = {char for char in clean.block(text) if unicodedata.category(char) in {"Cc", "Cf", "Cs"}}
    unseen = {
        char for char in left if regex.match(r"\p{Default_Ignorable_Code_Point}|\p{Cc}", char)
    }
    assert unseen <= {"\n", "\u200c", "\u200d"}
    assert "\n" not in clean.line(text)


@pytest.mark.parametrize(
    "word",
    ["می\u200cخواهم", "क्\u200dष", "👩\u200d🌾"],
    ids=["Persian", "Hindi", "a woman who farms"],
)
def test_joiners_stay_because_words_are_spelled_with_them(word: str) -> None:
    assert clean.line(word) == word
    assert clean.block(word) == word


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_end_is_one_line_end(end: str) -> None:
    assert clean.block(f"one{end}two") == "one\ntwo"
    assert clean.line(f"one{end}two") == "one two"


def test_more_than_one_blank_line_is_one() -> None:
    assert clean.block("\n\none\n \n\t\n\ntwo  \n") == "one\n\ntwo"


def test_spaces_in_a_name_are_folded() -> None:
    assert clean.line("  Zoë \t\u3000 Łukasz\u00a0") == "Zoë Łukasz"


def test_a_tab_keeps_words_apart() -> None:
    assert clean.block("one\ttwo") == "one two"


@given(NAMES)
def test_a_name_loses_nothing_but_spaces(name: str) -> None:
    assert nfc(clean.line(name)) == " ".join(nfc(name).split())


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


COMPATIBLE: Final = [*range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)]
"""The code points of ideographs that every normal form of Unicode takes for another one."""


def test_every_form_of_an_ideograph_stays_the_writers_own() -> None:
    typed = "".join(map(chr, COMPATIBLE))
    assert clean.line(typed) == typed
    assert clean.line(f"e\u0301{typed}e\u0301") == f"é{typed}é"


@pytest.mark.parametrize(
    "sign", ["\u0600", "\u06dd", "\u070f", "\u08e2", "\U000110bd", "\U00013430"]
)
def test_a_sign_that_is_seen_stays(sign: str) -> None:
    assert clean.line(f"{sign}١ a") == f"{sign}١ a"


FLAGS: Final = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.parametrize("text", ["ᠬᠠᠭ\u180eᠠ", "ສະ\u200bບາຍ", "ไทย\u200bABC", "က\u200bခ", FLAGS])
def test_an_invisible_sign_stays_where_it_is_part_of_the_writing(text: str) -> None:
    assert clean.line(text) == text


@pytest.mark.parametrize("sign", ["\u180e", "\u200b", "\U000e0067", "\U000e007f"])
def test_an_invisible_sign_goes_where_it_is_not(sign: str) -> None:
    assert clean.line(f"a{sign}b ᠠ{sign} ᠠ 🏴{sign}x") == "ab ᠠ ᠠ 🏴x"


@given(st.text())
def test_cleaning_again_changes_nothing(text: str) -> None:
    assert clean.block(clean.block(text)) == clean.block(text)
    assert clean.line(clean.line(text)) == clean.line(text)


def test_what_a_removed_character_held_apart_is_composed() -> None:
    assert clean.line("Zoe\u2066\u0308") == "Zoë"


LIVING: Final = {
    "Hebrew with points and accents": "בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים אֵ֥ת הַשָּׁמַ֖יִם וְאֵ֥ת הָאָֽרֶץ׃",
    "Arabic with all its vowels": "بِسْمِ ٱللَّهِ ٱلرَّحْمَٰنِ ٱلرَّحِيمِ",
    "Tibetan": "བསྒྲུབས ཧཱུྃ སངས་རྒྱས",
    "Thai": "เพื่อนที่รู้จัก น้ำ ปั๊ม",
    "Vietnamese": "Nguyễn Thị Hường, tiếng Việt",
    "Vietnamese, taken apart": unicodedata.normalize("NFD", "Nguyễn Thị Hường, tiếng Việt"),
    "Burmese": "မြန်မာနိုင်ငံ ကြို့",
    "Khmer": "ស្ត្រី ក្រុម៉ៅ",
    "Devanagari": "क्ष्म्यां र्त्स्न्यै",
    "Tibetan, the tallest stack there is": "\u0f67\u0f90\u0fb5\u0fa8\u0fb3\u0fba\u0fbc\u0fbb\u0f82",
    "emoji with their signs": "👩🏽‍🌾❤️1️⃣",
}


@pytest.mark.parametrize("text", LIVING.values(), ids=LIVING)
def test_writing_of_living_scripts_keeps_every_mark(text: str) -> None:
    assert clean.line(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("mark", ["\u0300", "\u0e47", "\u20dd", "\u064e", "\u200d\u0488\u200c"])
def test_a_pile_of_marks_is_cut_where_no_script_goes(mark: str) -> None:
    few = unicodedata.normalize("NFC", f"Zx{mark * 8} Łukasz")
    assert clean.line(few) == few

    kept = clean.block(f"Zx{mark * 500} Łukasz")
    marks = [char for char in kept.split()[0] if unicodedata.category(char) in {"Mn", "Me"}]
    assert len(marks) == 8
    assert kept.endswith(" Łukasz")


@pytest.mark.parametrize("marks", ["\u0301\u0323", "\U0001d165\U0001d16d"])
def test_a_pile_of_marks_takes_no_long_time(marks: str) -> None:
    started = time.thread_time()
    clean.block("a" + marks * 40_000)
    assert time.thread_time() - started < 1


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Zoë Łukaszewicz", "Z. Ł."),
        ("Jean-Luc d’Arc", "J. L. d."),
        ("A. B.", "A. B."),
        ("A.B.", "A. B."),
        ("A·B", "A. B."),
        ("محمد علي", "م. ع."),
        ("گۈلنار ئابدۇۋەلى", "گ. ئ."),
        ("李 小龍", "李"),
        ("王小明", "王"),
        ("歐陽 修", "歐陽"),
        ("Ana 王", "A. 王."),
        ("Щукина Ёлка", "Щ. Ё."),
        ("किरण", "कि."),
        ("👩\u200d🌾 Smith", "S."),
        ("Maria (Mia) Example", "M. M. E."),
        ("Ada & Bob Example", "A. B. E."),
        ('Ada "Mia" Example', "A. M. E."),
        ("Ada/Bob+Eve_Ono", "A. B. E. O."),
        ("ジョン・スミス", "ジ. ス."),
        ("ʿAlī", "A."),
        ("O'Neill 3rd 7", "O. r."),
        ("", ""),
        (" . - ", ""),
    ],
)
def test_initials_are_the_first_letters_as_readers_see_them(name: str, initials: str) -> None:
    assert clean.initials(name) == initials


@given(NAMES)
def test_initials_of_initials_are_the_same(name: str) -> None:
    once = clean.initials(clean.line(name))
    assert clean.initials(once) == once


@pytest.mark.parametrize("name", SCRIPTS)
def test_initials_are_shorter_than_every_word_of_the_name(name: str) -> None:
    initials = clean.initials(name)
    assert not set(initials.split()) & set(name.split())
    assert all(word not in initials for word in name.split())


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_plain_latin_is_kept_as_it_is_typed_and_as_any_other_text_would_be(text: str) -> None:
    assert clean.block(text) == text.strip()
    assert clean.block(f"{text}\u4e00") == f"{text}\u4e00".strip()
