"""Every regular expression that meets text from outside takes time in proportion to it.

Each is tried against its worst input, found by trying what makes such expressions go back and
forth. So is the work that is done on such texts without an expression. This is the one place where
timings are asserted: not how long something takes, but how that grows.
"""

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from time import process_time
from typing import Any, Final

import pytest
import regex

from campaign.catalogue import (
    care,
    csv_rows,
    directory,
    fact_files,
    fields,
    language,
    load,
    named_states,
    sections,
    tables,
    world,
)
from campaign.catalogue.world import Shipped
from campaign.cli import print_documents, print_filled, print_options
from campaign.credentials import codes
from campaign.errors import BrokenData
from campaign.letter import clean, email, numbers, signature_check, tokens
from campaign.letter.alphabets import has_unread
from campaign.letter.own_words_check import check_note
from campaign.model import email_address, formulas, organizer, paper_counts, placeholders
from campaign.model.facts import FactTable
from campaign.model.language import Direction
from campaign.model.letter import LetterPart, Paragraph
from campaign.press import bidi, fonts, quotation_marks, unbroken, word_breaks
from campaign.press.internals import patterns
from campaign.press.typography import for_paper
from campaign.press.word_breaks import LONGEST_WORD
from campaign.rules import reach
from campaign.settings import ROOT
from campaign.store import write_queue
from campaign.web.organizers.facts import fact_formatter
from campaign.web.organizers.lifecycle import reading
from campaign.web.supporters import address_fields, file_names, letter_form, user_agent
from tests.builders import make_letter, real

ENOUGH: Final = 0.002
"""Seconds of the processor that can be told from chance."""
MOST: Final = 1 << 19
"""Characters; what takes no time for so many takes none."""
BEST_OF: Final = 5
TRIES: Final = 4
"""What goes back and forth does so each time; what another process disturbed does not."""
MODULES: Final = {"re", "regex"}
CAMPAIGN: Final = ROOT / "campaign"
ADDRESSES: Final = ",".join(FactTable.ADDRESSES.columns)
QUOTE: Final = '\\"'
"""In JSON a quotation mark inside a text; outside of texts a beginning, again and again."""
DAY: Final = date(2026, 11, 20)


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression by its place, how it is used, and its worst input: start, middle, end."""

    place: str
    use: Callable[[str], object]
    start: str
    middle: str
    end: str

    def input(self, size: int) -> str:
        """Return an input of about so many characters."""
        return self.start + self.middle * (size // len(self.middle)) + self.end

    def seconds(self, size: int) -> float:
        """Return how long it takes of the processor."""
        text = self.input(size)
        began = process_time()
        self.use(text)
        return process_time() - began


def every(expression: Any) -> Callable[[str], object]:  # noqa: ANN401 - of one library or the other
    """Return a way to find all of it in a text."""
    return lambda text: sum(1 for _ in expression.finditer(text))


def a_direction(text: str) -> object:
    return bidi.direction_of(text, Direction.LTR)


def an_address(text: str) -> object:
    return reach.leads_to_excluded(real(), [text])


def an_app(text: str) -> object:
    return [pattern.search(text) for pattern in user_agent.WRITTEN]


EXPRESSIONS: Final = (
    Expression("catalogue.care.WORD", care.WORD.fullmatch, "", "\n", "!"),
    Expression("catalogue.directory.PERSONAL", directory.PERSONAL.search, "", "a", "@"),
    Expression("catalogue.directory.WEBSITE", directory.WEBSITE.fullmatch, "aa.aa/", "a.aa/", "\n"),
    Expression(
        "catalogue.directory.TEXT_OR_BRACKET", every(directory.TEXT_OR_BRACKET), "", QUOTE, ""
    ),
    Expression("catalogue.directory.UP_TO_BRACKET", directory.UP_TO_BRACKET.findall, "a", ")", "<"),
    Expression("catalogue.directory.BETWEEN", directory.BETWEEN.split, "", ";", ")"),
    Expression("catalogue.directory.OMITTED", every(directory.OMITTED), "", "[", "a"),
    Expression("catalogue.fields.ID", fields.ID.match, 'id = "', "1-", ""),
    Expression("catalogue.fields.DAY", fields.DAY.fullmatch, "a = 1-1-1", "0", "@"),
    Expression("catalogue.language.TERRITORY", language.TERRITORY.fullmatch, "", "A", ""),
    Expression("catalogue.world.UNFIT", world.UNFIT.search, "(", "😀", ""),
    Expression("catalogue.world.FORMULA", world.FORMULA.search, "", "1 ", "1"),
    Expression("cli.print_filled.NUMBERS", print_filled.NUMBERS.fullmatch, "1", "1", ""),
    Expression("cli.print_options.WANTED", print_options.WANTED.fullmatch, "", "a-", "<"),
    Expression("cli.print_documents.DELIVERED", print_documents.DELIVERED.fullmatch, "", "a-", "<"),
    Expression("letter.clean.PILE", every(clean.PILE), "", "\u0301\u200c" * 7 + "a", ""),
    Expression("letter.clean.LINE_END", clean.LINE_END.split, "", "\r", "!"),
    Expression("letter.clean.BLANK_LINES", every(clean.BLANK_LINES), "", "\n\na", ""),
    Expression("letter.clean.BETWEEN_NAMES", clean.BETWEEN_NAMES.split, "a", "1-", "a"),
    Expression("letter.clean.SPELLING", every(clean.SPELLING), "", "\U0001f3f4\U000e0067", ""),
    Expression("letter.clean.UNSEEN", every(clean.UNSEEN), "", "\u200d\u202e", ""),
    Expression("letter.clean.LETTER", clean.LETTER.search, "", "ʿ", "1"),
    Expression("letter.clean.SIGN", clean.SIGN.match, "", "\N{MAN}\u200d", "*"),
    Expression("letter.numbers.RUN", every(numbers.RUN), "a", "(", "a"),
    Expression("letter.numbers.DATE", every(numbers.DATE), "a", "1111-1-", "1"),
    Expression("letter.numbers.DIGITS", numbers.DIGITS.findall, "1", "1-", "@"),
    Expression("letter.signature_check.HOUSE", signature_check.HOUSE.search, "a", "1", "<"),
    Expression("letter.signature_check.WORDS", signature_check.WORDS.search, "1", "'s", ""),
    Expression("letter.tokens.WORD", every(tokens.WORD), "a", "1-", "1"),
    Expression("letter.tokens.SENTENCE_END", tokens.SENTENCE_END.search, "a", "1.", "!"),
    Expression("letter.tokens.POSSESSIVE", tokens.POSSESSIVE.search, "a", "'s", "a"),
    Expression("model.email_address.PLAIN", email_address.PLAIN.fullmatch, "a@", "a.", "@"),
    Expression(
        "catalogue.csv_rows.NAMED_SEPARATOR", csv_rows.NAMED_SEPARATOR.fullmatch, "sep=;", "\t", "x"
    ),
    Expression("catalogue.named_states.NO_LETTER", every(named_states.NO_LETTER), "", "- ", "a"),
    Expression("catalogue.tables.BETWEEN_WORDS", every(tables.BETWEEN_WORDS), "", "_ ", "a"),
    Expression("letter.clean.FAMILY_NAME", clean.FAMILY_NAME.match, "", "1ʿ", "a"),
    Expression(
        "catalogue.sections.UNSPACED_LINE_END", every(sections.UNSPACED_LINE_END), "", "王\n", "a"
    ),
    Expression("model.formulas.UNSEEN", formulas.UNSEEN.match, "", "\u200d", "@"),
    Expression("model.organizer.ADDRESS", organizer.ADDRESS.fullmatch, "a@", "a.", "\n"),
    Expression("model.paper_counts.EVENT", paper_counts.EVENT.fullmatch, "1", "a1", "!"),
    Expression("model.placeholders.PLACEHOLDER", placeholders.PLACEHOLDER.findall, "", "{", "a"),
    Expression(
        "press.internals.patterns.ONE_RUN", patterns.ONE_RUN.fullmatch, "<span x>", "1.", ")"
    ),
    Expression("press.internals.patterns.PLAIN", patterns.PLAIN.fullmatch, "a ", "a ", " "),
    Expression(
        "press.word_breaks.UNSPACED", every(word_breaks.UNSPACED), "", "a" * LONGEST_WORD + " ", ""
    ),
    Expression("press.word_breaks._in_pieces", every(regex.compile(r"\X")), "a", "\u0301", "a"),
    Expression("store.write_queue.WRITES", write_queue.WRITES.match, "", " ", "BEGIN"),
    Expression("press.fonts.NOT_DRAWN", fonts.NOT_DRAWN.match, "a", "=", ""),
    Expression("press.fonts.MISDRAWN", fonts.MISDRAWN.split, "", "a\u0301", ""),
    Expression("press.quotation_marks.STRAIGHT", every(quotation_marks.STRAIGHT), "", "a='<a`", ""),
    Expression("press.quotation_marks.LETTER", quotation_marks.LETTER.search, "", "a\u0301", "1"),
    Expression("press.quotation_marks.WORD", quotation_marks.WORD.search, "", "1", "a"),
    Expression("press.quotation_marks.UNSPACED", quotation_marks.UNSPACED.match, "", "字", ""),
    Expression("press.quotation_marks.OPENS_AFTER", quotation_marks.OPENS_AFTER.match, "", "(", ""),
    Expression(
        "press.quotation_marks.CLOSES_BEFORE", quotation_marks.CLOSES_BEFORE.match, "", ")", ""
    ),
    Expression("press.unbroken.SYMBOL", every(unbroken.SYMBOL), "", "A/HRC/1(", "/"),
    Expression("press.unbroken.IN_SYMBOL", every(unbroken.IN_SYMBOL), "", "/a", ""),
    Expression("press.unbroken.BETWEEN", every(unbroken.BETWEEN), "", " -", "a"),
    Expression("press.unbroken.dates_in", every(unbroken.dates_in("en")), "", "1 of May 20", ""),
    Expression(
        "press.unbroken.before_names",
        every(unbroken.before_names(("Mr", "H.E."))),
        "",
        "Mr H.E.",
        "",
    ),
    Expression("press.bidi.LATIN_RUN", every(bidi.LATIN_RUN), "(", "aا", ""),
    Expression("press.bidi.ARABIC_RUN", every(bidi.ARABIC_RUN), "(", "aا", "*"),
    Expression("press.bidi.STRONG", bidi.STRONG.search, "(", "1, ", ""),
    Expression("press.bidi.direction_of", a_direction, "(", "1, ", "a"),
    Expression("credentials.codes.BETWEEN", codes.BETWEEN.split, "", "-\u00ad", "a"),
    Expression("credentials.passwords._parts", every(re.compile(r"\W+")), "(", "a!", "a"),
    Expression(
        "actions.print_runs.letter_row._asks", every(re.compile(r"[^\s,;|]+")), "", "a ", "!"
    ),
    Expression("rules.reach.WEBSITE", reach.WEBSITE.fullmatch, "https://", "a", " "),
    Expression("rules.reach._leads_to", an_address, "", "china", "a"),
    Expression("web.organizers.lifecycle.reading.SPACES", reading.SPACES.split, "", " ", "a"),
    Expression("web.supporters.address_fields.UNFIT", address_fields.UNFIT.search, "", "a", ""),
    Expression(
        "web.supporters.address_fields.WEB_ADDRESS",
        address_fields.WEB_ADDRESS.search,
        "",
        "www",
        "",
    ),
    Expression("web.supporters.user_agent.WRITTEN", an_app, "", "(iPhone AppleWebKit/", ""),
    Expression("web.supporters.file_names.NO_LETTER", file_names.NO_LETTER.split, "", "a'", ""),
    Expression("web.supporters.letter_form.LETTER", letter_form.LETTER.search, "1", "_", ""),
    Expression(
        "web.organizers.facts.fact_formatter.PLACE",
        fact_formatter.PLACE.fullmatch,
        "row ",
        "1",
        "a",
    ),
)


def a_letter(text: str) -> object:
    """Make an email of a letter, both ways."""
    letter = replace(make_letter(real()), paragraphs=(Paragraph(LetterPart.NOTE, text),))
    return email.eml(letter), email.mailto(letter)


@cache
def shipped() -> Shipped:
    return load(ROOT / "letters").shipped


def a_sheet(text: str) -> object:
    """Read a sheet of these lines, each with a key of its own."""
    lines = (f"{number}{line}" for number, line in enumerate(text.splitlines()))
    return a_file("\n".join((ADDRESSES, *lines, "")))


def a_note(text: str) -> object:
    """Look a note over."""
    return check_note(text, [real().language("en")], real())


def on_paper(text: str) -> object:
    """Set the words of a note as they are set on paper."""
    letter = replace(make_letter(real()), paragraphs=(Paragraph(LetterPart.NOTE, text),))
    return for_paper(letter)


def scripts_of(text: str) -> object:
    return has_unread(text, [real().language("en")])


def a_file(text: str) -> object:
    """Read a file that somebody brings in."""
    try:
        return fact_files.read_fact_file(
            "file", text.encode(), shipped(), real().language("en"), DAY
        )
    except BrokenData as error:
        return error


WORK: Final = (
    Expression("a directory: depth", lambda text: max(directory.depths(text)), "[", QUOTE, ""),
    Expression("a directory: a text without end", a_file, '{"countries": ["', QUOTE, ""),
    Expression("a directory: addresses", lambda text: [*directory.addresses(text)], "", ";", ")"),
    Expression("a sheet: a quotation without end", a_file, f'{ADDRESSES}\n"', "a,", ""),
    Expression("a sheet: mistakes", a_sheet, "", ",<b>,a@[b,,,,,,\n", ""),
    Expression("a code", codes.plain, "", "-\ufb2c", "a"),
    Expression("a note: tidied", clean.block, "", "\n", ""),
    Expression("a note: piles", clean.block, "a", "\u0301\u0316", ""),
    Expression("a note: looked over", a_note, "", "a,", ""),
    Expression("a note: set on paper", on_paper, "", "\"Mr 'A/1' 1 May-", ""),
    Expression("a note: scripts", scripts_of, "", "ﷺ", ""),
    Expression("a note: in an email", a_letter, "", "\r", ""),
)
"""Work that needs no expression of ours, by what is worked on."""


def growth(of: Expression) -> tuple[int, float, float]:
    """Return a size that can be measured, and the least seconds for it and for twice as much."""
    size = 256
    while size < MOST and min(of.seconds(size) for _ in range(2)) < ENOUGH:
        size *= 2
    runs = [(of.seconds(size), of.seconds(2 * size)) for _ in range(BEST_OF)]
    return size, min(once for once, _ in runs), min(twice for _, twice in runs)


def is_in_proportion(size: int, once: float, twice: float) -> bool:
    del size
    return twice <= max(3 * once, ENOUGH)


def calls(node: ast.AST, place: str = "") -> Iterator[str]:
    """Yield the constant or function in which each call makes or uses an expression."""
    for child in ast.iter_child_nodes(node):
        inside = place
        if isinstance(child, ast.FunctionDef):
            inside = child.name
        elif not place and isinstance(child, ast.AnnAssign) and isinstance(child.target, ast.Name):
            inside = child.target.id
        if isinstance(child, ast.Call) and is_of_expressions(child.func):
            yield inside
        yield from calls(child, inside)


def is_of_expressions(function: ast.expr) -> bool:
    return (
        isinstance(function, ast.Attribute)
        and isinstance(function.value, ast.Name)
        and function.value.id in MODULES
        and function.attr != "escape"
    )


def places() -> Iterator[str]:
    """Yield where the package makes or uses expressions."""
    for file in sorted(CAMPAIGN.rglob("*.py")):
        module = ".".join(file.relative_to(CAMPAIGN).with_suffix("").parts)
        for place in calls(ast.parse(file.read_text(encoding="utf-8"))):
            yield f"{module}.{place}"


def test_every_expression_of_the_package_is_listed_here() -> None:
    assert Counter(places()) == Counter(each.place for each in EXPRESSIONS)


def test_expressions_are_called_by_the_name_of_their_library() -> None:
    for file in CAMPAIGN.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert node.module not in MODULES, file
            if isinstance(node, ast.Import):
                assert not [a for a in node.names if a.name in MODULES and a.asname], file


@pytest.mark.parametrize("of", [*EXPRESSIONS, *WORK], ids=lambda each: each.place)
def test_twice_the_text_takes_at_most_three_times_as_long(of: Expression) -> None:
    found = [growth(of)]
    while not is_in_proportion(*found[-1]) and len(found) < TRIES:
        found.append(growth(of))

    assert is_in_proportion(*found[-1]), found
