"""The paragraphs that a page's body is made of, so that what two letters share is typeset once.

Knows nothing of what they say: a block is the source of one of the body's elements.
"""

from dataclasses import dataclass, replace
from html.parser import HTMLParser
from itertools import accumulate
from typing import Final

DATE: Final = "letter-date"
"""The class of the paragraph with the date."""
NOTE: Final = '<span class="letter-source"'
"""The start of a note, which stands at the foot of the page under a number of its own."""
VOID: Final = frozenset({"br", "hr", "img", "link", "meta", "wbr"})
"""The elements that have no end tag."""


@dataclass(frozen=True, slots=True)
class Source:
    """A page's HTML: what stands before and behind its blocks, its title left out."""

    head: str
    blocks: tuple[str, ...]
    tail: str

    @property
    def shape(self) -> tuple[str, ...]:
        """Return what pages must have in common to share blocks: all but what these hold.

        Their notes are in common, too, as they stand at the foot of the page.
        """
        tags = (block[: block.index(">") + 1] for block in self.blocks)
        notes = (block.partition(NOTE)[2] for block in self.blocks)
        return (self.head, *map("".join, zip(tags, notes, strict=True)), self.tail)

    @property
    def date(self) -> int:
        """Return which block is the date line."""
        return next(at for at, block in enumerate(self.blocks) if f'class="{DATE}"' in block)

    def dated(self, date: str) -> "Source":
        """Return a page with another date line."""
        before, after = self.blocks[: self.date], self.blocks[self.date + 1 :]
        return replace(self, blocks=(*before, date, *after))

    def of(self, blocks: tuple[str, ...]) -> str:
        """Return a page of other blocks."""
        return "\n".join((self.head, *blocks, self.tail))


def split(html: str) -> Source:
    """Take a page apart."""
    reader = _Reader(html)
    start, end = reader.body
    title = html[slice(*reader.title)]
    blocks = tuple(html[slice(*block)] for block in reader.blocks)
    return Source(html[:start].replace(title, "", 1), blocks, html[end:])


class _Reader(HTMLParser):
    """Finds where a body's elements begin and end."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self._lines = [0, *accumulate(len(line) + 1 for line in html.split("\n"))]
        self._open: list[tuple[str, int]] = []
        self.body = self.title = (0, 0)
        self.blocks: list[tuple[int, int]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        if tag == "body":
            self.body = (self._here() + len(self.get_starttag_text() or ""), 0)
        if tag not in VOID:
            self._open.append((tag, self._here()))

    def handle_endtag(self, tag: str) -> None:
        _, start = self._open.pop()
        end = self._here() + len(tag) + len("</>")
        if tag == "body":
            self.body = (self.body[0], self._here())
        elif tag == "title":
            self.title = (start, end)
        elif self._open and self._open[-1][0] == "body":
            self.blocks.append((start, end))

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
