"""Copies of letters to be signed by hand: each letter is typeset once, however often it is printed.

They are for paper, so the file is not tagged.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
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

    The file is there once the last number was taken. The measuring line is on the very first copy
    only. With `duplex` each copy has an even number of pages. Raises CannotPrint.
    """
    with whole_file(to) as out:
        file = PdfFile(out)
        file.begin()
        measured, others = Run(press, on, file), Run(press, replace(on, measure=""), file)
        for number, stack in enumerate(stacks):
            first = measured.copies(stack.letter, 1) if not number else []
            rest = others.copies(stack.letter, stack.copies - len(first))
            pages = [
                (*each, others.blank()) if duplex and len(each) % 2 else each
                for each in (*first, *rest)
            ]
            for each in pages:
                file.turn_to(each)
            yield sum(map(len, pages))
        measured.end()
        others.end()
        file.finish(title)
