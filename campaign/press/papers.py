"""Papers beside letters: the tally sheet of an evening, a packing list, a delivery's receipt."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from babel.numbers import format_decimal

from campaign.model.documents import CoverSheet, Delivery, PackingList, TallySheet
from campaign.model.evening import Pack
from campaign.model.placeholders import fill
from campaign.press import EVENING, ROOT, TEMPLATES, Press, pack_page, page, printable, written
from campaign.press.address_size import address_size
from campaign.press.bulk.parts import whole_file
from campaign.press.bulk.sheets import Part, print_sheets
from campaign.press.sheet import MARGIN, Sheet
from campaign.press.tally import parts_of, tally_forms
from campaign.press.windows import SIZES, Box, Paper

STYLE: Final = (ROOT / "static" / "paper-printing.css").read_text(encoding="utf-8")
COVER: Final = ".letter-signature { margin-block-start: 24mm }"
"""The rule that leaves room to sign by hand, above the organization's name."""
GRAMMAGE: Final = 80
"""The grams that a square metre of office paper weighs."""
MOST_NAMED: Final = 12
"""The most recipients that a cover sheet names: with more, it says how many letters there are."""


def grams(sheets: int, paper: Paper) -> int:
    """Return what sheets weigh, rounded up: a letter that is too heavy comes back."""
    width, height = SIZES[paper]
    return -int(-sheets * width * height * GRAMMAGE // 1_000_000)


def print_cover_sheet(press: Press, cover: CoverSheet, on: Sheet, to: Path) -> Iterator[int]:
    """Print the sheet by which people try printer and envelope into a file; yield 1.

    The fold's marks are on it, and a line to measure, whatever the sheets have that follow. Raises
    CannotPrint.
    """
    words, folds = cover.language.printing, on.fold_heights
    named = cover.copies if len(cover.copies) <= MOST_NAMED else ()
    on = replace(on, folds=bool(folds), measure=words.measure)
    locale = cover.language.code.replace("-", "_")
    window = on.geometry and on.geometry.window(on.paper)
    html = TEMPLATES.get_template("letter/cover-sheet.html").render(
        cover=cover,
        sheet=on,
        size=address_size(cover.letter, on),
        steps=(
            words.cover_sheet_size,
            words.cover_sheet_fold if folds else words.cover_sheet_no_fold,
            _window_text(cover, window) if window else "",
            words.cover_sheet_others,
        ),
        rows=[(who, format_decimal(number, locale=locale)) for who, number in named],
        total=format_decimal(cover.total, locale=locale),
    )
    style = f"{STYLE}\n{_frame(window, on.start)}" if window else STYLE
    yield from print_sheets(press, [((html,), on, style)], to, title=cover.title)


def _window_text(cover: CoverSheet, window: Box) -> str:
    """Say what the frame on a cover sheet is, if the language has words for it."""
    locale = cover.language.code.replace("-", "_")
    width, height = (
        format_decimal(round(side, 1), locale=locale) for side in (window.width, window.height)
    )
    return fill(cover.language.printing.cover_sheet_window, {"width": width, "height": height})


def _frame(window: Box, start: float) -> str:
    """Return rules for the window's frame, on a page that has the margins of letters."""
    place = f"left: {window.left - MARGIN:.2f}mm; top: {window.top - start:.2f}mm"
    size = f"width: {window.width:.2f}mm; height: {window.height:.2f}mm"
    return (
        f"@page {{ margin-inline: {MARGIN}mm }} body {{ position: relative }} "
        f".window {{ position: absolute; box-sizing: border-box; {place}; {size}; "
        "border: 0.5pt dashed #777 }"
    )


def print_tally(press: Press, tally: TallySheet, paper: Paper, to: Path) -> Iterator[int]:
    """Print tally sheets into a file, each complete on one page; yield 1 for each."""
    papers = ((tally_forms(part), Sheet(paper), STYLE) for part in parts_of(tally))
    yield from print_sheets(press, papers, to, title=tally.title)


def print_packing(press: Press, packing: PackingList, paper: Paper, to: Path) -> Iterator[int]:
    """Print a packing list into a file, tagged for who hears it; yield the number of its pages."""
    yield _print_tagged(press, _packing_html(packing), paper, STYLE, to)


def packing_pages(press: Press, packing: PackingList, paper: Paper) -> int:
    """Return how many pages a packing list takes."""
    html = printable(_packing_html(packing))
    return len(press.typeset(html, Sheet(paper), press.rules(STYLE)).pages)


def _packing_html(packing: PackingList) -> str:
    words, locale = packing.language.printing, packing.language.code.replace("-", "_")

    def count(number: int) -> str:
        return format_decimal(number, locale=locale)

    def weigh(number: int) -> str:
        return fill(words.grams, {"number": count(number)})

    return TEMPLATES.get_template("letter/packing.html").render(
        packing=packing, words=words, count=count, weigh=weigh
    )


def print_pack_page(
    press: Press, pack: Pack, template: str, paper: Paper, to: Path
) -> Iterator[int]:
    """Print the sheet for an evening's table, or its poster, into a file; yield its pages."""
    yield _print_tagged(press, pack_page(pack, template), paper, EVENING, to)


def _print_tagged(press: Press, html: str, paper: Paper, style: str, to: Path) -> int:
    document = press.typeset(printable(html), Sheet(paper), press.rules(style))
    with whole_file(to) as out:
        out.write(written(document))
    return len(document.pages)


def print_deliveries(
    press: Press,
    deliveries: Iterable[Delivery],
    on: Sheet,
    to: Path,
    *,
    title: str,
    duplex: bool = False,
) -> Iterator[int]:
    """Print a letter and a receipt for each delivery into a file; yield the pages of each.

    With `duplex` each of them begins on a sheet of its own.
    """
    yield from print_sheets(press, _delivered(deliveries, on), to, title=title, duplex=duplex)


def _delivered(deliveries: Iterable[Delivery], on: Sheet) -> Iterator[Part]:
    receipt = TEMPLATES.get_template("letter/receipt.html")
    for delivery in deliveries:
        yield (page(delivery.cover, on),), on, COVER
        words = delivery.language.printing
        yield (receipt.render(delivery=delivery, words=words),), Sheet(on.paper), STYLE
