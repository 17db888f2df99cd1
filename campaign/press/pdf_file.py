"""A PDF written as it is made: each object goes into the file at once, so that memory stays flat.

Takes the objects of pydyf, and the place of its `PDF` where WeasyPrint adds its fonts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO, Final

import pydyf

ROOM_EACH: Final = 1 << 13
"""The object numbers set aside for each part, far more than its letters need."""


@dataclass(frozen=True, slots=True)
class Part:
    """Letters made apart, to be bound into one file.

    `body` holds their objects, `places` says where each begins, `pages` which are each letter's.
    """

    body: bytes
    places: dict[int, int]
    pages: tuple[tuple[int, ...], ...]


class PdfFile:
    """A PDF file that is being written, with its objects and pages."""

    def __init__(self, to: BinaryIO, *, first: int = 4) -> None:
        """Write to a file open for bytes; objects are numbered from `first`."""
        self._to = to
        self._place = 0
        self._next = first
        self._places: dict[int, int] = {}
        self._pages: list[int] = []
        self._labels: list[bytes] = []

    def begin(self) -> None:
        """Write what a PDF begins with; the second line tells programs that it is binary."""
        self._write(b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n")

    def reserve(self) -> int:
        """Return the number of an object that is added later."""
        self._next += 1
        return self._next - 1

    def add_object(self, item: pydyf.Object) -> None:
        """Write an object, under the number it was promised or the next."""
        item.number = item.number or self.reserve()
        self._places[item.number] = self._place
        self._write(item.indirect + b"\n")

    def add_page(self, size: tuple[float, float], contents: Iterable[int], resources: int) -> int:
        """Write a page of this size, in points, of contents that are drawn one over the other.

        Returns its number, for `turn_to`.
        """
        page = pydyf.Dictionary(
            {
                "Type": "/Page",
                "Parent": reference(2),
                "MediaBox": pydyf.Array([0, 0, *size]),
                "Contents": pydyf.Array([reference(number) for number in contents]),
                "Resources": reference(resources),
            }
        )
        self.add_object(page)
        return page.number

    def turn_to(self, pages: Iterable[int]) -> None:
        """Set which pages come next in the file."""
        self._pages.extend(pages)

    def label(self, prefix: str) -> None:
        """Call the pages that come next by a text and a number: programs that show PDFs know it."""
        called = pydyf.Dictionary({"P": pydyf.String(prefix), "S": "/D"})
        self._labels.append(b"%d %s" % (len(self._pages), called.data))

    def bind(self, part: Part) -> None:
        """Write a part that was made apart, under numbers of its own."""
        self._places |= {number: self._place + place for number, place in part.places.items()}
        self._write(part.body)

    def part(self, body: bytes, pages: Iterable[tuple[int, ...]]) -> Part:
        """Return what was written so far as a part of another file."""
        return Part(body, self._places, tuple(pages))

    def finish(self, title: str) -> None:
        """Write what a PDF ends with. There is no clock time in it."""
        kids = pydyf.Array([reference(number) for number in self._pages])
        ends = (
            {"Type": "/Catalog", "Pages": reference(2)} | self._page_labels(),
            {"Type": "/Pages", "Kids": kids, "Count": len(kids)},
            {"Title": pydyf.String(title)},
        )
        for number, entries in enumerate(ends, 1):
            item = pydyf.Dictionary(entries)
            item.number = number
            self.add_object(item)
        self._write_places()

    def _page_labels(self) -> dict[str, bytes]:
        """Return what the pages are called (ISO 32000-1, 12.4.2)."""
        return {"PageLabels": b"<</Nums [%s]>>" % b" ".join(self._labels)} if self._labels else {}

    def _write_places(self) -> None:
        """Write where each object is, in runs of consecutive numbers."""
        start, numbers = self._place, sorted(self._places)
        self._write(b"xref\n0 1\n0000000000 65535 f \n")
        first = 0
        for end, number in enumerate(numbers, 1):
            if end == len(numbers) or numbers[end] != number + 1:
                rows = (b"%010d 00000 n \n" % self._places[one] for one in numbers[first:end])
                self._write(b"%d %d\n" % (numbers[first], end - first) + b"".join(rows))
                first = end
        trailer = b"trailer\n<</Size %d /Root 1 0 R /Info 3 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        self._write(trailer % (numbers[-1] + 1, start))

    def _write(self, data: bytes) -> None:
        self._to.write(data)
        self._place += len(data)


def reference(number: int) -> bytes:
    """Return how an object is pointed to."""
    return b"%d 0 R" % number
