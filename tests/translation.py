"""A made-up translation of the interface: Arabic, in which each text is the English in ⟦ and ⟧."""

import csv
import io
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po, write_po

from campaign.settings import ROOT
from campaign.web.translations import ORGANIZERS, SUPPORTERS

LETTERS: Final = ROOT / "letters"
CAMPAIGN: Final = "uyghur-assessment"
ARABIC: Final = ROOT / "tests" / "letters" / "world" / "ar"
KEYWORDS = ("lazy_gettext", "lazy_ngettext:1,2", "lazy_pgettext:1c,2")  # as in bin/extract


def translate(folder: Path) -> None:
    """Put the translation of all texts there are in the code today into a folder."""
    folder.mkdir(exist_ok=True)
    template = folder / "messages.pot"
    keywords = [part for keyword in KEYWORDS for part in ("--keyword", keyword)]
    CommandLineInterface().run([  # type: ignore[no-untyped-call]
        *("pybabel", "--quiet", "extract", "--mapping-file", str(ROOT / "pyproject.toml")),
        *(*keywords, "--output-file", str(template)),
        *(str(ROOT / part) for part in ("campaign", "templates")),
    ])  # fmt: skip
    with template.open("rb") as file:
        messages = read_po(file)
    arabic = Catalog(locale="ar")
    for message in messages:
        if message.id:
            arabic.add(message.id, _marked(message.id, arabic), context=message.context)
    texts = folder / "ar" / "LC_MESSAGES"
    texts.mkdir(parents=True)
    for name in (SUPPORTERS, ORGANIZERS):
        with (texts / name).open("wb") as file:
            write_po(file, arabic)


def translate_letters(folder: Path) -> None:
    """Put the real campaign into a folder, in English and in the same made-up translation."""
    shutil.copytree(LETTERS, folder)
    ours = folder / CAMPAIGN / "ar"
    shutil.copytree(folder / CAMPAIGN / "en", ours)
    for file in ours.glob("*.md"):
        file.write_text(_marked_blocks(file.read_text("utf-8")), "utf-8")
    shutil.copytree(ARABIC, folder / "world" / "ar")
    states = (folder / "world" / "en" / "states.csv").read_text("utf-8")
    (folder / "world" / "ar" / "states.csv").write_text(_marked_cells(states), "utf-8")
    about = folder / CAMPAIGN / "campaign.toml"
    both = about.read_text("utf-8").replace('languages = ["en"', 'languages = ["en", "ar"')
    about.write_text(both, "utf-8")


def _marked_blocks(text: str) -> str:
    """Mark each paragraph; subjects are cut, which have a length of their own."""
    blocks, is_subject = [], False
    for block in text.strip().split("\n\n"):
        if block.startswith("#"):
            is_subject = "subject" in block
            blocks.append(block)
        else:
            blocks.append(f"⟦{block.partition('{')[0][:50] if is_subject else block}⟧")
    return "\n\n".join(blocks) + "\n"


def _marked_cells(table: str) -> str:
    head, *rows = csv.reader(io.StringIO(table))
    marked = ([code, *(f"⟦{cell}⟧" for cell in cells)] for code, *cells in rows)
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([head, *marked])
    return written.getvalue()


def _marked(text: str | Sequence[str], language: Catalog) -> str | tuple[str, ...]:
    if isinstance(text, str):
        return f"⟦{text}⟧"
    return tuple(f"⟦{text[-1]}⟧" for _ in range(language.num_plurals))
