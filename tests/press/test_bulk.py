"""Letters by the thousand: each is just what WeasyPrint makes of it alone, and nobody else's."""

import unicodedata
from dataclasses import replace
from io import BytesIO
from itertools import product
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PageObject

from campaign.letter import text
from campaign.model.letter import Choices, Letter, SignAs
from campaign.model.statement import Campaign
from campaign.press import Paper, Press, Sheet, fonts
from campaign.press.bulk.run import Run
from campaign.press.pdf_file import PdfFile
from campaign.rules import targets
from tests.builders import (
    NAMES,
    SCRIPTS,
    TODAY,
    Case,
    cases,
    make_letter,
    make_sender,
    read_pdf,
    squeezed,
)
from tests.builders import (
    orchard as the_orchard,
)
from tests.press.printing import alone, drawn, is_lacking, printed, run_of

pytestmark = pytest.mark.slow

LANGUAGES = ("en", "ar")
LONG = (
    "Wolfeschlegelsteinhausenbergerdorff " * 6,
    "W" * 200,
    "محمد عبد الرحمن " * 12,
    "李小龍" * 60,
)
ODD = (
    "",
    "\u00a0",
    "e\u0301\u0323 x\u0323",
    "A\u200dB",
    "Ωmega µ",
    "<b>&amp;{{x}}",
    "(עלי) علي [1] z",
)


def assert_same(page: PageObject, expected: PageObject) -> None:
    """Compare two pages to 0.3 mm, and to the letter, where every character has a shape.

    Within a piece of text, shapes stand to each other as in the other page: to 0.001 mm, as they do
    not come out quite alike elsewhere on a page.
    """
    if is_lacking(expected):
        return
    for piece, other in zip(drawn(page), drawn(expected), strict=True):
        assert piece.shapes == other.shapes
        assert piece.place == pytest.approx(other.place, abs=0.3)
        assert piece.offsets == pytest.approx(other.offsets, abs=0.001)
        assert words(piece.says) == words(other.says)


def words(said: str) -> list[str]:
    """Return what a page says as words, sorted, but for what may be read back in two ways.

    In a letter alone, a shape is always read as the text it stood for first: a bracket as its
    mirror image where it was turned around before, a ligature as the letters it was made of.
    """
    same = unicodedata.normalize("NFKC", said)
    return sorted("".join(" " if unicodedata.mirrored(char) else char for char in same).split())


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_in_a_run_is_the_letter_alone(
    press: Press, orchard: Campaign, language: str, paper: Paper
) -> None:
    senders = [make_sender(name=name, place=place) for name, place in product(SCRIPTS, SCRIPTS[:3])]
    senders += [make_sender(how, name=name) for how, name in product(SignAs, SCRIPTS)]
    letters = [make_letter(orchard, language=language, sender=sender) for sender in senders]
    for letter, page in zip(letters, printed(letters, press, paper), strict=True):
        (expected,) = alone(letter, press, paper)
        assert_same(page, expected)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*LONG, *ODD])
def test_a_name_that_is_long_or_odd_stands_as_in_the_letter_alone(
    press: Press, orchard: Campaign, name: str, language: str
) -> None:
    letter = make_letter(orchard, language=language, sender=make_sender(name=name, place=name))
    for page, expected in zip(printed([letter], press), alone(letter, press), strict=True):
        assert_same(page, expected)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("script", range(len(SCRIPTS)))
def test_a_line_after_a_pattern_stands_as_in_the_letter_alone(
    press: Press, orchard: Campaign, script: int, language: str
) -> None:
    """Names of many widths, of which only the first few are laid out one by one.

    The place is a whole word: part of one may end in a shape that stands for other text in the
    name, and a letter alone would read it as that in both.
    """
    name = SCRIPTS[script]
    senders = [make_sender(name=" ".join([name] * n), place=name) for n in range(1, 12)]
    letters = [make_letter(orchard, language=language, sender=sender) for sender in senders]
    for letter, page in zip(letters, printed(letters, press), strict=True):
        (expected,) = alone(letter, press)
        assert_same(page, expected)


def test_a_signature_that_does_not_fit_goes_where_it_goes_alone(
    press: Press, orchard: Campaign
) -> None:
    letters = []
    for lines in range(1, 60, 4):
        long = make_letter(orchard, sender=make_sender(name="M" * 300, place="W" * 300))
        paragraphs = (long.paragraphs[0],) * lines
        letters.append(replace(long, paragraphs=paragraphs))
    pages = iter(printed(letters, press))
    for letter in letters:
        for expected in alone(letter, press):
            assert_same(next(pages), expected)
    assert next(pages, None) is None


@pytest.mark.parametrize(("paper", "first"), [(Paper.A4, 0), (Paper.LETTER, 3)])
def test_letters_to_all_targets_of_the_day_are_the_letters_alone(
    press: Press, real: Campaign, paper: Paper, first: int
) -> None:
    """They share what their delegations have in common: paragraphs, not only whole letters.

    Half of a third of them is printed on each paper.
    """
    letters = [
        make_letter(real, target.slug, sender=make_sender(name=SCRIPTS[n % len(SCRIPTS)]))
        for n, target in enumerate(targets.offered_targets(real, TODAY))
        if n % 6 == first or target.state in {"GB", "US", "KR"}
    ]
    for letter, page in zip(letters, printed(letters, press, paper), strict=True):
        (expected,) = alone(letter, press, paper)
        assert_same(page, expected)


def test_letters_of_several_pages_share_them_all(press: Press, orchard: Campaign) -> None:
    one = make_letter(orchard, sender=make_sender())
    letters = [
        replace(one, paragraphs=one.paragraphs * 6, signature=(name, "Leeds")) for name in SCRIPTS
    ]
    pages = iter(printed(letters, press))
    for letter in letters:
        for expected in alone(letter, press):
            assert_same(next(pages), expected)


@pytest.mark.parametrize(
    ("language", "name", "other"),
    [
        ("en", "李⼀", "李一"),  # a radical and a letter, of one shape
        ("en", "علی", "علي"),
        ("en", "ﬁlip", "filip"),
    ],
)
def test_names_that_look_alike_are_read_back_each_as_typed(
    press: Press, orchard: Campaign, language: str, name: str, other: str
) -> None:
    letters = [
        make_letter(orchard, language=language, sender=make_sender(name=each, place=""))
        for each in (name, other, name, other)
    ]
    for letter, page in zip(letters, printed(letters, press), strict=True):
        assert letter.signature[0] in page.extract_text()


def can_print(letter: Letter) -> bool:
    """Tell whether fonts here have every sign of a letter; others are refused."""
    return not fonts.missing(" ".join((letter.date_line, *letter.signature, text.body(letter))))


def dated_from(*places: str, language: str = "ar") -> list[Case]:
    """Return letters of the made-up campaign, from these places."""
    campaign = the_orchard()
    target = targets.find_target(campaign, "high-commissioner", TODAY)
    asks = (targets.ticked_ask(campaign, target, TODAY).id,)
    return [
        Case("orchard", target, Choices(asks, language, "", make_sender(place=place)))
        for place in places
    ]


SAME = Random(0)  # noqa: S311 - the same order each time


@settings(max_examples=settings().max_examples // 20)
@given(st.lists(cases(), min_size=1, max_size=6), st.randoms(use_true_random=False))
@example(dated_from("Leeds", "York", "Oêč\u05e1\u05bc"), SAME)
@example(dated_from("לx\u0323", "x\u0323 ם\u05b8", "č،ب\u064b؟éם\u05b8½"), SAME)
@example(
    dated_from("+/ب\u064bס\u05bc", "(٣ש\u05c1½", "/ם\u05b8ر\u0651\u064e1", language="en"), SAME
)
def test_what_anybody_writes_is_on_their_own_pages_alone(made: list[Case], random: object) -> None:
    press = Press(waiting=None)
    letters = [letter for letter in [case.compose() for case in made] if can_print(letter)]
    expected = [alone(letter, press) for letter in letters]
    order = [*range(len(letters))] * 2
    random.shuffle(order)  # type: ignore[attr-defined]
    pages = iter(printed([letters[n] for n in order], press))
    for page in (page for n in order for page in expected[n]):
        assert_same(next(pages), page)
    assert next(pages, None) is None


@settings(max_examples=settings().max_examples // 20)
@given(st.lists(NAMES, min_size=2, max_size=8, unique=True), st.sampled_from(LANGUAGES))
def test_no_name_is_on_anybody_elses_page(names: list[str], language: str) -> None:
    press = Press(waiting=None)
    letters = [
        make_letter(the_orchard(), language=language, sender=make_sender(name=name, place=""))
        for name in names
    ]
    letters = [letter for letter in letters if can_print(letter)]
    pages = printed(letters, press)
    for letter, page in zip(letters, pages, strict=True):
        (expected,) = alone(letter, press)
        assert_same(page, expected)


def test_a_letter_with_a_note_is_printed_among_those_without(
    press: Press, orchard: Campaign
) -> None:
    letters = [
        make_letter(orchard, note=note, sender=make_sender(name=name))
        for note, name in zip(("", "Mine.", "", "Ours, not theirs.") * 2, SCRIPTS * 2, strict=False)
    ]
    for letter, page in zip(letters, printed(letters, press), strict=True):
        (expected,) = alone(letter, press)
        assert_same(page, expected)
        assert squeezed(text.body(letter).splitlines()[0]) in squeezed(page.extract_text())


def test_a_run_tells_nothing_of_when_it_was_made(press: Press, orchard: Campaign) -> None:
    letters = [make_letter(orchard, sender=make_sender(name=name)) for name in SCRIPTS]
    assert set(read_pdf(run_of(letters, press)).metadata or {}) == {"/Title"}


def test_a_run_without_letters_to_share_is_whole(press: Press, orchard: Campaign) -> None:
    letters = [make_letter(orchard, note=f"Tree {number}.") for number in range(45)]
    for number, page in enumerate(printed(letters, press)):
        assert f"Tree {number}." in page.extract_text()


def test_what_is_shared_is_in_the_file_once(press: Press, orchard: Campaign) -> None:
    few, many = (
        [make_letter(orchard, sender=make_sender(name=f"Ana {n}")) for n in range(count)]
        for count in (10, 90)  # both of one part
    )
    each = (len(run_of(many, press)) - len(run_of(few, press))) / 80
    assert each < 1000


def test_letters_from_everywhere_share_a_base(press: Press, orchard: Campaign) -> None:
    places = [f"{script} {number}" for script, number in product(SCRIPTS, range(5))]
    to = ("hrc-kr", "hrc-mx", "hrc-fr")
    letters = [
        make_letter(orchard, slug, sender=make_sender(place=place))
        for slug, place in product(to, places)
    ]
    run = Run(press, Sheet(), PdfFile(BytesIO()))
    run.sign(letters)

    bases = run._shared[0].bases._known  # noqa: SLF001 - what is shared cannot be told from what is printed
    assert len(bases) < len(letters) / 5, "one for each recipient and height of a date line"
