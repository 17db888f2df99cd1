"""A letter's words as they are set on paper.

What its writer typed stays so everywhere else: in an email each curved mark would take nine bytes
of a link that holds 2,000, and who copies the text has their own words (docs/decisions/0033).
"""

from dataclasses import replace

from campaign.model.language import Direction
from campaign.model.letter import Letter, LetterPart, Paragraph
from campaign.press.bidi import direction_of
from campaign.press.quotation_marks import with_quotation_marks
from campaign.press.unbroken import unbroken


def for_paper(letter: Letter) -> Letter:
    """Return a letter whose words are set: its writer's quotation marks, and what stays together.

    A letter that is set already stays as it is.
    """
    before, place, after = letter.date_line.partition(letter.place or "\n")
    return replace(
        letter,
        addressee=tuple(_held(letter, each) for each in letter.addressee),
        date_line=f"{_held(letter, before)}{place}{_held(letter, after)}",
        subject=_held(letter, letter.subject),
        paragraphs=tuple(_set(letter, each) for each in letter.paragraphs),
    )


def _set(letter: Letter, paragraph: Paragraph) -> Paragraph:
    text = paragraph.text
    if paragraph.part is LetterPart.NOTE:
        lines = text.split("\n")
        text = _quoted(letter, text) if all(_is_ours(letter, each) for each in lines) else text
    return replace(paragraph, text=_held(letter, text), source=_source(letter, paragraph.source))


def _source(letter: Letter, parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return where something can be looked up; a day that goes its own way, the style holds."""
    ways = [direction_of(part, letter.direction) for part in parts]
    return tuple(
        _held(letter, part) if way is ways[0] else part
        for part, way in zip(parts, ways, strict=True)
    )


def _is_ours(letter: Letter, line: str) -> bool:
    """Say whether a line goes as the letter does: else it is in a language that we do not know."""
    return direction_of(line, letter.direction) is Direction(letter.direction)


def _quoted(letter: Letter, text: str) -> str:
    marks = letter.typography
    return with_quotation_marks(text, marks.quotes, marks.inner_quotes)


def _held(letter: Letter, text: str) -> str:
    return unbroken(text, letter.language, letter.typography.titles)
