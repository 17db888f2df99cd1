"""Copies of letters to be signed by hand: each letter is typeset once, however often it is printed.

They are for paper, so the file is not tagged.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from campaign.model.documents import LetterStack
from campaign.press import Press, Sheet
from campaign.press.bulk.parts import whole_file
from campaign.press.bulk.run import Run
from campaign.press.pdf_file import PdfFile


def print_copies(
    press: Press, stacks: Iterable[LetterStack], on: Sheet, to: Path, *, title: str, duplex: bool
) -> Iterator[int]:
    """Print copies of each letter into a file; yield the number of pages of each stack.

    The file is there once the last number was taken. With `duplex` each copy has an even number of
    pages. Raises CannotPrint.
    """
    with whole_file(to) as out:
        file = PdfFile(out)
        file.begin()
        run = Run(press, on, file)
        for stack in stacks:
            pages = [
                (*each, run.blank()) if duplex and len(each) % 2 else each
                for each in run.copies(stack.letter, stack.copies)
            ]
            for each in pages:
                file.turn_to(each)
            yield sum(map(len, pages))
        run.end()
        file.finish(title)
