"""Where things are on a printed page, in millimetres from its top left corner."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import pymupdf

MM: Final = 25.4 / 72
"""In a point."""
DPI: Final = 600
pymupdf.TOOLS.set_small_glyph_heights(True)


@dataclass(frozen=True, slots=True)
class Placed:
    """Something on a page, and the box around it."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def is_within(self, other: "Placed", spare: float = 0) -> bool:
        """Whether it lies wholly inside another box, so far from its edges."""
        return (
            self.left >= other.left + spare
            and self.top >= other.top + spare
            and self.right <= other.right - spare
            and self.bottom <= other.bottom - spare
        )

    def touches(self, other: "Placed") -> bool:
        """Whether any of it lies inside another box."""
        return (
            self.left < other.right
            and self.right > other.left
            and self.top < other.bottom
            and self.bottom > other.top
        )


def words(pdf: bytes, page: int = 0) -> Sequence[Placed]:
    """Return the words of a page."""
    with pymupdf.open(stream=pdf) as document:
        found = document[page].get_text("words")
    return [Placed(word[4], *(side * MM for side in word[:4])) for word in found]


def lines(pdf: bytes, page: int = 0) -> Iterator[Placed]:
    """Yield the lines of a page, from its top."""
    ordered = sorted(words(pdf, page), key=lambda word: round(word.bottom, 1))
    for _, row in groupby(ordered, key=lambda word: round(word.bottom, 1)):
        each = list(row)
        yield Placed(
            " ".join(word.text for word in each),
            min(word.left for word in each),
            min(word.top for word in each),
            max(word.right for word in each),
            max(word.bottom for word in each),
        )


def strokes(pdf: bytes, page: int = 0) -> Sequence[Placed]:
    """Return what is drawn on a page and is not text."""
    with pymupdf.open(stream=pdf) as document:
        found = [drawing["rect"] for drawing in document[page].get_drawings()]
    return [Placed("", *(side * MM for side in rect)) for rect in found]


def marks(pdf: bytes, left: float, right: float) -> Sequence[float]:
    """Return the heights of what is printed in a strip of the first page, by its dark pixels."""
    with pymupdf.open(stream=pdf) as document:
        strip = pymupdf.Rect(left / MM, 0, right / MM, document[0].rect.height)
        image = document[0].get_pixmap(dpi=DPI, clip=strip, colorspace=pymupdf.csGRAY)
    shades = image.samples  # a copy of all of them, each time one asks
    starts = range(0, image.height * image.stride, image.stride)
    rows = [min(shades[start : start + image.width]) for start in starts]
    dark = [row for row, shade in enumerate(rows) if shade < 128]
    groups = (list(group) for _, group in groupby(enumerate(dark), lambda each: each[1] - each[0]))
    return [sum(row + 0.5 for _, row in group) / len(group) / DPI * 25.4 for group in groups]


def size(pdf: bytes, page: int = 0) -> Placed:
    """Return the sheet itself."""
    with pymupdf.open(stream=pdf) as document:
        return Placed("", *(side * MM for side in document[page].rect))


def count(pdf: bytes) -> int:
    """Count the pages."""
    with pymupdf.open(stream=pdf) as document:
        return int(document.page_count)
