"""Looking over a writer's own words: what is warned of, what is not, how often that is right."""

from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from campaign.letter import numbers, tokens
from campaign.letter.alphabets import has_unread
from campaign.letter.own_words_check import MOST, Care, check_note, own_words
from campaign.model.statement import Campaign
from campaign.settings import ROOT
from tests.builders import make_letter, real
from tests.letter.measured import FOLDER, read_notes, score

LONGEST_NOTE: Final = 6000
NOTES: Final = read_notes()


def found(note: str, campaign: Campaign, language: str = "en") -> list[tuple[str, str]]:
    """Return kind and words of every warning."""
    warnings = check_note(note, [campaign.languages[language]], campaign)
    return [(warning.kind.value, warning.words) for warning in warnings]


@pytest.mark.parametrize(
    ("note", "kind", "matched"),
    [
        ("I miss my cousin Zoltana every day.", "relative", "my cousin Zoltana"),
        ("I miss my dear old aunt, Zoltana.", "relative", "my dear old aunt, Zoltana"),
        ("Last week Zoltan, my brother, wept.", "relative", "Zoltan, my brother"),
        ("She sings. Her name is Zoltana.", "relative", "name is Zoltana"),
        ("My father was arrested.", "relative", "My father was arrested"),
        ("My son is a baker. He was arrested.", "relative", "My son is a baker. He was arrested"),
        ("My parents are in Xinjiang.", "relative", "My parents are in Xinjiang"),
        ("A friend of mine was taken.", "relative", "friend of mine was taken"),
        ("Mum hasn't answered.", "relative", "Mum hasn't answered"),
        ("I am looking for Maryam Tursun, born 1 May 1980.", "relative", "looking for Maryam"),
        ("Please find Ablikim Yusuf.", "relative", "find Ablikim"),
        ("They took Reyhan in 2018.", "relative", "They took Reyhan"),
        ("Where is Zoltana?", "relative", "Where is Zoltana"),
        ("You have detained Zoltana.", "relative", "detained Zoltana"),
        ("i am looking for maryam", "relative", "looking for maryam"),
        ("they took my sister maryam", "relative", "my sister maryam"),
        ("my sister maryam", "relative", "my sister maryam"),
        ("maryam my sister", "relative", "maryam my sister"),
        ("maryam is my sister", "relative", "maryam is my sister"),
        ("Zoltana is my sister.", "relative", "Zoltana is my sister"),
        ("I was born in Kashgar.", "place", "Kashgar"),
        ("I was born in Qäshqär’s old town.", "place", "Qäshqär’s"),
        ("I was born in 喀什 and left.", "place", "喀什"),
        ("I was born in قەشقەردە and left.", "place", "قەشقەردە"),
        ("Call me: +90 555 010 20 30.", "number", "+90 555 010 20 30"),
        ("Passport E00000123 is mine.", "number", "E00000123"),
        ("My passport has ۰۰۱۲۳۴۵ in it.", "number", "۰۰۱۲۳۴۵"),
        ("It is zero one two three four five.", "number", "zero one two three four five"),
        ("What idiots!", "insult", "idiots"),
        ("You are all cowards.", "insult", "You are all cowards"),
        ("YOU WILL ALL REGRET THIS", "threat", "YOU WILL ALL REGRET"),
        ("We know where you live.", "threat", "know where you live"),
    ],
)
def test_what_could_harm_somebody_is_warned_of_in_the_writers_words(
    real: Campaign, note: str, kind: str, matched: str
) -> None:
    assert (kind, matched) in found(note, real)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "My mother taught me to speak up.",
        "My mother taught me to speak up. Thousands of people are detained.",
        "My hope for children in Kashgar is small.",
        "My name is Zoltana and I live in Leeds.",
        "Resolution A/HRC/51/L.6 was put to the vote on 2022-10-06: 17 for, 19 against.",
        "In 2017-2019, and on 28.08.2024, of 1 000 000 people.",
        "This is a threat to all.",
        "The Uyghur region, Xinjiang, East Turkistan and 新疆: please speak of them.",
        "Reports speak of a camp in Kashgar.",
        "I was a coward and said nothing.",
        "History will judge you.",
        "Even one, two or three would do.",
    ],
)
def test_what_belongs_into_such_letters_is_not_warned_of(real: Campaign, note: str) -> None:
    assert found(note, real) == []


def sentences(name: str) -> list[str]:
    return (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()


def test_ordinary_sentences_are_not_warned_of(real: Campaign) -> None:
    warned = {note: found(note, real) for note in sentences("ordinary.txt")}
    assert {note: warnings for note, warnings in warned.items() if warnings} == {}


def test_threats_are_found_however_they_are_said(real: Campaign) -> None:
    kinds = {note: {kind for kind, _ in found(note, real)} for note in sentences("threats.txt")}
    assert [note for note, found_kinds in kinds.items() if "threat" not in found_kinds] == []


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("أمّي تعيش هنا", [("relative", "أمّي تعيش")]),
        ("وعمتي اسمها ليلى", [("relative", "اسمها ليلى")]),
        ("ولدت في بذرة", [("place", "بذرة")]),
        ("رقم جوازها ١٢٣٤٥", [("number", "١٢٣٤٥")]),
        ("أنتم كاذبون", [("insult", "أنتم كاذبون")]),
        ("ستندمون", [("threat", "ستندمون")]),
        ("أمي علمتني القراءة", []),
        ("ليلى هي صديقي", [("relative", "ليلى هي صديقي")]),
    ],
)
def test_arabic_is_looked_over_by_its_own_lists(
    orchard: Campaign, note: str, expected: list[tuple[str, str]]
) -> None:
    assert found(note, orchard, "ar") == expected


@pytest.mark.parametrize(
    ("note", "language", "unread"),
    [
        ("", "en", False),
        ("I bake bread for 20 people, à la carte: café, naïve, Ürümqi. 👩\u200d🌾", "en", False),
        ("Ｆｕｌｌ ｗｉｄｔｈ", "en", False),
        ("أختي مريم", "en", True),
        ("I write for 我的姐妹.", "en", True),
        ("A filter of 5 µm for ʿAlī.", "en", False),
        ("Моя сестра Марьям", "en", True),
        ("مېنىڭ سىڭلىم", "en", True),
        ("أختي مريم", "ar", False),
        ("أختي Maryam", "ar", True),
    ],
)
def test_words_in_letters_that_the_lists_are_not_in_are_not_looked_over(
    orchard: Campaign, note: str, language: str, *, unread: bool
) -> None:
    assert has_unread(note, [orchard.languages[language]]) is unread


def test_what_is_harmless_is_stronger_than_the_other_lists(orchard: Campaign) -> None:
    assert found("You are a worm.", orchard) == [("insult", "You are a worm")]
    assert found("You are a worm in the apple.", orchard) == []


def test_warnings_come_in_reading_order_and_a_few_of_a_kind(real: Campaign) -> None:
    note = "Idiots. " + "My aunt Zoltana sings. " * 9 + "Call +90 555 010 20 30. Scum."
    kinds = [kind for kind, _ in found(note, real)]
    assert kinds == ["insult", *["relative"] * MOST, "number", "insult"]


@given(st.text(max_size=300))
def test_the_words_of_a_warning_stand_in_the_note(note: str) -> None:
    assert all(matched in note for _, matched in found(note, real()))


HOSTILE: Final = {
    "one long word": "a",
    "apostrophes": "a'",
    "digits": "1",
    "digits in groups": "1 ",
    "plus signs": "+1-",
    "full stops": ". ",
    "people without end": "my my mother ",
    "a phrase begun again and again": "will will ",
    "letters that are words": "喀",
    "marks alone": "\u0301",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_the_longest_note_is_looked_over_whatever_it_repeats(real: Campaign, piece: str) -> None:
    note = piece * (LONGEST_NOTE // len(piece))
    assert len(found(note, real)) <= MOST * len(Care)


@pytest.mark.parametrize(
    "pattern", [tokens.WORD, tokens.SENTENCE_END, numbers.RUN, numbers.DIGITS, numbers.DATE]
)
def test_no_pattern_goes_back_over_what_it_has_read(pattern: object) -> None:
    """Every repetition without a bound is possessive: time grows with the note, not faster."""
    source = str(getattr(pattern, "pattern", ""))
    assert source
    plain = regex.sub(r"\\[pP]\{\w+\}|\\.", "x", source)
    for _ in range(2):  # classes stand in classes
        plain = regex.sub(r"\[[^\[\]]*\]", "x", plain)
    bounded = regex.sub(r"\{[\d,]+\}", "?", plain)
    assert not set("*+") & set(regex.sub(r"[*+?]\+", "", bounded))


def test_the_standard_letter_has_no_word_of_the_writers(real: Campaign) -> None:
    letter = make_letter(real)
    assert own_words(letter) == 0


def test_the_words_of_all_paragraphs_of_a_note_are_the_writers(real: Campaign) -> None:
    assert own_words(make_letter(real, note="One, two.\n\nThree.")) == 3


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" — … 👩\u200d🌾 ", 0),
        ("It’s my mother-in-law", 5),
        ("شكرا جزيلا لكم", 3),
        ("می\u200cخواهم", 1),
        ("我支持这份声明。", 7),
        ("I write 支持", 4),
    ],
)
def test_words_are_counted_in_scripts_with_and_without_spaces(text: str, count: int) -> None:
    assert tokens.count_tokens(text) == count


@pytest.mark.parametrize(
    ("phrase", "text", "matched"),
    [
        ("we|they know", "They know it. We know it.", ["They know", "We know"]),
        ("we'll|gonna find*|catch you", "He is gonna catch you, finding you.", ["gonna catch you"]),
        (
            "look over ... shoulder|back",
            "Look over your other shoulder.",
            ["Look over your other shoulder"],
        ),
        ("look over ... shoulder", "Look over one, two, three, four shoulders.", []),
        ("we know", "So do we. Know that.", []),
        ("you|u", "You and u.", ["You", "u"]),
    ],
)
def test_phrases_are_found_as_the_lists_may_write_them(
    phrase: str, text: str, matched: list[str]
) -> None:
    split = tokens.tokenize(text)
    spans = tokens.Phrases([phrase]).find(split).values()
    assert [text[split[span.start].start : split[span.end - 1].end] for span in spans] == matched


def test_words_of_a_text_follow_each_other() -> None:
    text = "My mother’s house, 喀什. Dr no. 7! Yes?"
    split = tokens.tokenize(text)
    assert all(one.end <= other.start for one, other in pairwise(split))
    assert [word.sentence for word in split] == [0, 0, 0, 0, 0, 1, 1, 1, 2]


def measured() -> str:
    """Return the table's rows: the half of the notes that is held out, and the other."""
    rows = []
    for kind in Care:
        if kind is Care.ADDRESS:  # which no note is looked over for
            continue
        cells = []
        for notes in (NOTES[1::2], NOTES[0::2]):
            result = score(notes, kind, real())
            cells += [result.hits, result.misses, result.false_alarms]
        rows.append(f"| {kind} | " + " | ".join(map(str, cells)) + " |")
    return "\n".join(rows)


def measured_in(language: str) -> str:
    """Return the rows of another language, looked over with the lists of all."""
    rows = []
    for kind in (each for each in Care if each is not Care.ADDRESS):
        result = score(read_notes(language), kind, real(), *real().written)
        said = (language, kind, result.hits, result.misses, result.false_alarms)
        rows.append(f"| {' | '.join(map(str, said))} |")
    return "\n".join(rows)


@pytest.mark.slow
def test_the_documented_tables_are_what_is_measured() -> None:
    page = (ROOT / "docs/care.md").read_text(encoding="utf-8")

    assert measured() in page
    for file in sorted(FOLDER.glob("notes.*.toml")):
        assert measured_in(file.name.split(".")[1]) in page


def test_the_lists_of_other_languages_raise_no_alarm_at_english_notes() -> None:
    for kind in Care:
        alone, together = (
            score(NOTES, kind, real(), *codes) for codes in (("en",), real().written)
        )
        assert together.false_alarms == alone.false_alarms
