"""Letters with words of their own, typeset in other processes and bound into one file."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from io import BytesIO
from typing import Final

from campaign.model.letter import Letter
from campaign.press import Press, Sheet
from campaign.press.bulk.file import Part, PdfFile
from campaign.press.bulk.run import Pages, Run
from campaign.press.pool import Pool

TOGETHER: Final = 20
"""Letters of one part: more share their fonts, fewer share out better."""


def make_part(press: Press, letters: Sequence[Letter], on: Sheet, first: int) -> Part:
    """Typeset letters as a part of a file, with objects numbered from `first`."""
    body = BytesIO()
    file = PdfFile(body, first=first)
    run = Run(press, on, file)
    pages = [run.whole(letter) for letter in letters]
    run.end()
    return file.part(body.getvalue(), pages)


class Apart:
    """Letters that were given to a pool."""

    def __init__(self, pool: Pool, letters: Sequence[Letter], on: Sheet, file: PdfFile) -> None:
        """Begin with them at once."""
        self._file = file
        self._parts: list[Future[Part]] = [
            pool.begin(make_part, letters[start : start + TOGETHER], on, file.set_apart())
            for start in range(0, len(letters), TOGETHER)
        ]

    def pages(self) -> Iterator[Pages]:
        """Bind each part as it is needed; yield the pages of each letter. Raises OverTheLimit."""
        for future in self._parts:
            part = future.result()
            self._file.bind(part)
            yield from part.pages
