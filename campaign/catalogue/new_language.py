"""Begins a language: the folders and files that somebody then fills in."""

import csv
import io
import shutil
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Final

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from campaign.catalogue.language import COLUMNS_OF_STATES
from campaign.catalogue.translated_texts import SOURCE
from campaign.model.language import CareWords

TRANSLATIONS: Final = Path(__file__).parents[1] / "translations"
"""Where the interface's texts are, in the package."""
TEMPLATE: Final = TRANSLATIONS / "supporters.pot"


def begin_language(root: Path, code: str) -> Iterator[Path]:
    """Make what a language needs; yield each file and folder that was made.

    What is there already stays as it is. Names of States come from Unicode's CLDR, to be looked
    over; forms of address are the English ones, to be written anew.
    """
    for folder in sorted(root.iterdir()):
        ours = folder / code
        if (folder / SOURCE).is_dir() and not ours.exists():
            ours.mkdir()
            if (folder / SOURCE / "forms.toml").exists():
                _begin_shared(folder / SOURCE, ours, code)
            yield ours
    interface = TRANSLATIONS / code.replace("-", "_") / "LC_MESSAGES" / "supporters.po"
    if not interface.exists():
        interface.parent.mkdir(parents=True, exist_ok=True)
        interface.write_bytes(_interface(code))
        yield interface


def _begin_shared(english: Path, ours: Path, code: str) -> None:
    shutil.copy(english / "forms.toml", ours / "forms.toml")
    names = Locale.parse(code, sep="-").territories
    with (english / "states.csv").open(encoding="utf-8", newline="") as opened:
        states = [row["code"] for row in csv.DictReader(opened)]
    rows = (",".join([state, *[f'"{names.get(state, "")}"'] * 3, "", ""]) for state in states)
    table = "\n".join([",".join(COLUMNS_OF_STATES), *rows])
    (ours / "states.csv").write_text(table + "\n", encoding="utf-8")
    lists = "\n".join(f"{field.name} = []" for field in fields(CareWords))
    (ours / "care.toml").write_text(lists + "\n", encoding="utf-8")


def _interface(code: str) -> bytes:
    """Return the interface's texts, none of them translated yet."""
    with TEMPLATE.open("rb") as opened:
        template = read_po(opened)
    texts = Catalog(locale=code.replace("-", "_"), project=template.project, fuzzy=False)
    for message in template:
        if message.id:
            texts.add(
                message.id,
                locations=message.locations,
                flags=message.flags,
                auto_comments=message.auto_comments,
                context=message.context,
            )
    written = io.BytesIO()
    write_po(written, texts, width=0)
    return written.getvalue()
