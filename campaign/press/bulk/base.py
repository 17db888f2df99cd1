"""What letters share: all of a letter but its signature, typeset once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import pydyf
from weasyprint.document import Page
from weasyprint.formatting_structure.boxes import FootnoteAreaBox

from campaign.model.letter import Letter
from campaign.press.bulk.file import PdfFile
from campaign.press.bulk.ink import POINTS, Box, Ink
from campaign.press.bulk.lines import measure_of, signatures
from campaign.press.bulk.patterns import Line, Measure

BLANK: Final = "\u00a0"
"""Stands for each line of a signature: takes a line's room and leaves no mark."""
NEARLY: Final = 0.01
"""Pixels that make no difference."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a signature goes on the last page: its column and top, and its height when blank.

    `room` is how much taller it may be: what is left of the page below it, or nothing where
    something else comes below.
    """

    measure: Measure
    top: float
    height: float
    room: float


@dataclass(frozen=True, slots=True)
class Base:
    """The pages of letters that differ in their signature only: their size and contents.

    What draws a page may be in several objects, one over the other.
    """

    size: tuple[float, float]
    pages: tuple[tuple[int, ...], ...]
    place: Place | None

    def takes(self, lines: tuple[Line, ...]) -> bool:
        """Tell whether these lines can stand on the last page, just where WeasyPrint has them."""
        if self.place is None:
            return not lines
        growth = sum(sum(line.heights) for line in lines) - self.place.height
        return -NEARLY < growth < self.place.room + NEARLY and all(
            line.measure == self.place.measure for line in lines
        )

    def sign(self, lines: tuple[Line, ...]) -> bytes:
        """Return what draws these lines on the last page."""
        if self.place is None:
            return b""
        top, drawn = self.place.top, [b"q %g 0 0 %g 0 0 cm" % (POINTS, POINTS)]
        for line in lines:
            for row, was, height in zip(line.rows, line.tops, line.heights, strict=True):
                drawn.append(b"q 1 0 0 1 0 %.4f cm\n%s\nQ" % (top - was, row))
                top += height
        return b"\n".join((*drawn, b"Q"))


def unsigned(letter: Letter) -> Letter:
    """Return a letter with blank lines for a signature: the same for all who share a base."""
    return replace(letter, signature=(BLANK,) * len(letter.signature))


def draw(pages: Sequence[Page], ink: Ink, file: PdfFile) -> Base:
    """Write what draws the pages of a letter, and say where its signature goes, if it has one."""
    streams = [pydyf.Stream([ink.page(page)], compress=True) for page in pages]
    for stream in streams:
        file.add_object(stream)
    size = (pages[0].width * POINTS, pages[0].height * POINTS)
    return Base(size, tuple((stream.number,) for stream in streams), place_on(pages[-1]))


def place_on(page: Page) -> Place | None:
    """Return where a signature goes on a page, if it has one."""
    paragraph = next(signatures(page), None)
    if paragraph is None:
        return None
    top, height = paragraph.content_box_y(), paragraph.height
    return Place(measure_of(paragraph), top, height, _room(page._page_box, top + height))  # noqa: SLF001 - as in lines


def _room(sheet: Box, bottom: float) -> float:
    """Return how much is left of a sheet below a signature, if the signature is the last thing."""
    (text,) = (child for child in sheet.children if child.element_tag == "html")
    if abs(text.content_box_y() + text.height - bottom) > NEARLY:
        return 0
    ends = [sheet.content_box_y() + sheet.height]
    ends += [child.position_y for child in sheet.children if isinstance(child, FootnoteAreaBox)]
    return min(ends) - bottom
