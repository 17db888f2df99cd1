"""Letters by the thousand in one PDF for printing, each on pages of its own; it is not tagged.

Letters that differ in their signature only share a base that WeasyPrint typesets once. Their
signatures are typeset by WeasyPrint too, many at a time, and drawn where the base has left room.
What would not come out as WeasyPrint sets that very letter is typeset as a whole, and so are
letters with a note, on all cores.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import BinaryIO, Final

from campaign.model.letter import Letter
from campaign.press import Paper, Press, Sheet, sheet
from campaign.press.bulk.apart import Apart
from campaign.press.bulk.file import PdfFile
from campaign.press.bulk.run import Pages, Run, has_own_words
from campaign.press.pool import Pool

AT_A_TIME: Final = 100
"""Letters whose signatures are typeset together."""


def print_letters(
    letters: Iterable[Letter],
    on: Sheet | Paper,
    press: Press,
    pool: Pool,
    to: BinaryIO,
    *,
    title: str,
) -> Iterator[int]:
    """Print letters into a file open for bytes, as they come; yield the number of pages of each.

    The PDF is whole once the last number was taken. Raises OverCapacity and OverTheLimit.
    """
    file = PdfFile(to)
    file.begin()
    laid = sheet(on)
    run = Run(press, laid, file)
    for pages in _pages(iter(letters), run, lambda own: Apart(pool, own, laid, file)):
        file.turn_to(pages)
        yield len(pages)
    run.end()
    file.finish(title)


def _pages(
    letters: Iterator[Letter], run: Run, apart: Callable[[Sequence[Letter]], Apart]
) -> Iterator[Pages]:
    """Yield the pages of each letter, always a batch behind, so that no worker waits for us."""
    begun: deque[Iterator[Pages]] = deque()
    while some := list(islice(letters, AT_A_TIME)):
        begun.append(_begin(some, run, apart))
        if len(begun) > 1:
            yield from begun.popleft()
    yield from chain.from_iterable(begun)


def _begin(
    letters: Sequence[Letter], run: Run, apart: Callable[[Sequence[Letter]], Apart]
) -> Iterator[Pages]:
    """Give letters of their own words to other processes and do the rest meanwhile."""
    theirs = apart([letter for letter in letters if has_own_words(letter)]).pages()
    ours = iter(run.sign([letter for letter in letters if not has_own_words(letter)]))
    return (next(theirs if has_own_words(letter) else ours) for letter in letters)
