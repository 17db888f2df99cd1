"""The base of letters: all of a letter but its signature and its date, typeset once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import pydyf
from weasyprint import CSS
from weasyprint.document import Page
from weasyprint.formatting_structure.boxes import FootnoteAreaBox

from campaign.model.letter import Letter
from campaign.press.internals.drawing import POINTS, Box, Drawing
from campaign.press.internals.lines import measure_of, signatures
from campaign.press.internals.patterns import Measure, ShapedLine
from campaign.press.internals.second_page import lines_over
from campaign.press.pdf_file import PdfFile

BLANK: Final = "\u00a0"
"""The text in place of the date or a line of a signature: it takes room and leaves no mark."""
UNBROKEN: Final = CSS(string="body > * { break-inside: avoid }")
"""The rule by which many blocks are typeset at once, on as many pages as they need."""
NEARLY: Final = 0.01
"""The pixels that make no difference."""


@dataclass(frozen=True, slots=True)
class Place:
    """The place where a signature goes on the last page: its column, top, and height when blank.

    `room` is how much taller it may be: what is left of the page below it, or nothing where
    something else comes below.
    """

    measure: Measure
    top: float
    height: float
    room: float

    def moved(self, down: float) -> "Place":
        """Return the place so many pixels further down, with that much less room below."""
        return replace(self, top=self.top + down, room=self.room and self.room - down)


@dataclass(frozen=True, slots=True)
class Block:
    """A block as typeset: where its top was, the room it takes, and what draws it there.

    `room` is left, width, space above and whole height. All are in pixels.
    """

    top: float
    room: tuple[float, ...]
    drawn: bytes

    @property
    def height(self) -> float:
        """Return the height that it takes."""
        return self.room[-1]

    def stands_as(self, other: "Block") -> bool:
        """Tell whether it can stand in the column where another one stood, if all below moves."""
        return _alike(self.room[:-1], other.room[:-1])

    def fits(self, other: "Block") -> bool:
        """Tell whether it can stand just where another one stood."""
        return _alike(self.room, other.room)


@dataclass(frozen=True, slots=True)
class Base:
    """The pages of letters that differ in signature and date only: size and contents.

    What draws a page may be in several objects, one over the other. The date is not drawn: it may
    name the place that somebody writes from. `date` is a line that stood in its place, which comes
    after so many (`before`) of the first page's objects. `over` are the lines on a second page.
    """

    size: tuple[float, float]
    pages: tuple[tuple[int, ...], ...]
    place: Place | None
    date: Block | None = None
    before: int = 0
    over: float = 0

    def takes(self, lines: tuple[ShapedLine, ...]) -> bool:
        """Tell whether these lines can stand on the last page, just where WeasyPrint has them."""
        if self.place is None:
            return not lines
        growth = sum(sum(line.heights) for line in lines) - self.place.height
        return -NEARLY < growth < self.place.room + NEARLY and all(
            line.measure == self.place.measure for line in lines
        )

    def sign(self, lines: tuple[ShapedLine, ...]) -> bytes:
        """Return what draws these lines on the last page."""
        if self.place is None:
            return b""
        top, drawn = self.place.top, [b"q %g 0 0 %g 0 0 cm" % (POINTS, POINTS)]
        for line in lines:
            for row, was, height in zip(line.rows, line.tops, line.heights, strict=True):
                drawn.append(b"q 1 0 0 1 0 %.4f cm\n%s\nQ" % (top - was, row))
                top += height
        return b"\n".join((*drawn, b"Q"))


def common(letter: Letter, date_line: str) -> Letter:
    """Return the page that letters share which have one base, with blank lines for a signature.

    `date_line` takes the same room as the letter's own.
    """
    blank = (BLANK,) * len(letter.signature)
    return replace(letter, date_line=date_line, place="", signature=blank)


def draw(pages: Sequence[Page], drawing: Drawing, file: PdfFile) -> Base:
    """Write the objects that draw the pages of a letter, and say where its signature goes."""
    streams = [pydyf.Stream([drawing.page(page)], compress=True) for page in pages]
    for stream in streams:
        file.add_object(stream)
    size = (pages[0].width * POINTS, pages[0].height * POINTS)
    contents = tuple((stream.number,) for stream in streams)
    return Base(size, contents, place_on(pages[-1]), over=lines_over(pages))


def block_of(box: Box, page: Page, drawing: Drawing) -> Block | None:
    """Return a block as typeset, if it stands in the flow of the text."""
    if not box.is_in_normal_flow():
        return None
    room = (box.position_x, box.margin_width(), box.margin_top, box.margin_height())
    return Block(box.position_y, room, drawing.block(box, page))


def place_on(page: Page) -> Place | None:
    """Return where a signature goes on a page, if it has one."""
    paragraph = next(signatures(page), None)
    if paragraph is None:
        return None
    top, height = paragraph.content_box_y(), paragraph.height
    is_last = abs(_end(page) - top - height) < NEARLY
    return Place(measure_of(paragraph), top, height, room_below(page) if is_last else 0)


def room_below(page: Page) -> float:
    """Return how much is left of a page below its text, in pixels."""
    sheet = page._page_box  # noqa: SLF001 - as in lines
    ends = [sheet.content_box_y() + sheet.height]
    ends += [child.position_y for child in sheet.children if isinstance(child, FootnoteAreaBox)]
    return min(ends) - _end(page)


def _end(page: Page) -> float:
    """Return where a page's text ends."""
    children = page._page_box.children  # noqa: SLF001 - as in lines
    (text,) = (child for child in children if child.element_tag == "html")
    return text.content_box_y() + text.height


def _alike(some: tuple[float, ...], others: tuple[float, ...]) -> bool:
    return all(abs(a - b) < NEARLY for a, b in zip(some, others, strict=True))
