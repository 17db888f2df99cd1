"""Words that no line can hold are given places to break, which nobody sees."""

import time
from collections import Counter
from collections.abc import Callable

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from campaign.model.language import Direction
from campaign.model.statement import Campaign
from campaign.press import Paper, Press, page
from campaign.press.bidi import lines, runs
from campaign.press.word_breaks import LONGEST_WORD, PLACE, with_places
from tests.builders import make_letter, squeezed, text_of

CHINESE = "我是一名護士，住在利茲；我關心家庭。"
THAI = "ฉันเป็นพยาบาลที่อาศัยอยู่ในเมืองลีดส์"
ENDLESS = {
    "one letter": "a",
    "both directions": "aا",
    "brackets": "(ا",
    "digits": "1ا",
    "marks": "a\u0301\u0323",
    "no-break spaces": "a\u00a0",
    "joiners": "☎\u200d",
    "Tibetan": "བོད",
    "Hangul": "ᄀ",
    "flags": "🇦",  # lines may end after each
    "signs before numbers": "\u0600",
    "hyphens": "-",
}
"""What there is no end to: a word, and what is taken for one letter."""


@pytest.mark.parametrize("kind", [kind for kind in ENDLESS if kind != "flags"])
def test_a_word_that_no_line_holds_is_given_places_to_break(kind: str) -> None:
    word = (ENDLESS[kind] * 6000)[:6000]
    broken = with_places(word)
    assert broken.replace(PLACE, "") == word
    assert max(map(len, broken.split(PLACE))) <= 20


@pytest.mark.parametrize(
    "text",
    [
        "word " * 1000,
        "W" * LONGEST_WORD,
        CHINESE * 50,
        THAI * 20,
        "https://example.org/a-long/way?to=be&sure=of" * 20,
        "👩\u200d👩\u200d👧 " * 100,
        "",
    ],
)
def test_what_lines_can_hold_stays_as_it_is(text: str) -> None:
    assert with_places(text) == text


@given(
    st.text(st.sampled_from("ab\u0301\u05bcסاन\u093fि👩\u200d👧🏽कक्ष"), min_size=201, max_size=900)
)
def test_no_letter_is_parted_from_its_marks(text: str) -> None:
    cut = 0
    for piece in with_places(text).split(PLACE)[:-1]:
        cut += len(piece)
        letter = next(each for each in regex.finditer(r"\X", text) if each.end() >= cut)
        assert letter.end() == cut or len(letter[0]) > 20


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("word", ["abcdefghij" * 60, "بستان" * 120, "aا" * 300])
def test_a_long_word_is_on_paper_as_it_was_typed(
    press: Press, orchard: Campaign, word: str, language: str
) -> None:
    said, without = (
        text_of(press.pdf(make_letter(orchard, language=language, note=note), Paper.A4))
        for note in (word, "")
    )
    assert PLACE not in said
    assert Counter(squeezed(said)) - Counter(squeezed(without)) >= Counter(word)
    if word.isascii():
        assert word in squeezed(said)


def test_names_and_the_campaigns_own_words_are_not_looked_at(orchard: Campaign) -> None:
    assert PLACE not in page(make_letter(orchard, note="Short words."))


def processor_time(work: Callable[[], object]) -> float:
    """Return the least processor time of several tries, in seconds."""
    taken = []
    for _ in range(3):
        before = time.process_time()
        work()
        taken.append(time.process_time() - before)
    return min(taken)


@pytest.mark.parametrize("kind", ENDLESS)
def test_twice_the_word_takes_at_most_three_times_as_long_to_prepare(kind: str) -> None:
    def prepare(length: int) -> None:
        text = with_places((ENDLESS[kind] * length)[:length])
        for base in Direction:
            list(runs(text, base))
            lines(text, base)

    assert processor_time(lambda: prepare(24_000)) <= 3 * processor_time(lambda: prepare(12_000))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["one letter", "both directions", "Tibetan"])
def test_twice_the_word_takes_at_most_three_times_as_long_to_typeset(
    press: Press, orchard: Campaign, kind: str
) -> None:
    def typeset(length: int) -> None:
        press.pdf(make_letter(orchard, note=(ENDLESS[kind] * length)[:length]), Paper.A4)

    assert processor_time(lambda: typeset(6000)) <= 3 * processor_time(lambda: typeset(3000))
