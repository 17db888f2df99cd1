"""Says what languages lack that ship: a language is whole and of today, or it is not offered."""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from campaign.catalogue.translated_texts import doubtful_texts
from campaign.settings import ROOT

GAP: Final = re.compile(r"%\(\w+\)[sd]|\{\w+\}|<[^>]+>")
"""What is put into a text: by Python, by a script, and as a mark-up."""
ALIKE: Final = 3
"""More words than these are not by chance the same as in English."""


def mistakes(folder: Path) -> Iterator[str]:
    """Yield what is wrong in the files of all languages, one line for each."""
    for file in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        template = _read(folder / f"{file.stem}.pot", None)
        texts = _read(file, file.parts[-3])
        for wanted in template:
            if wanted.id:
                found = texts.get(wanted.id, wanted.context)
                for mistake in _of_message(wanted, found, texts):
                    yield f"{file.parts[-3]} {file.name}: “{_first(wanted.id)}”: {mistake}"


def _of_message(wanted: Message, found: Message | None, texts: Catalog) -> Iterator[str]:
    given = _forms(found.string) if found else ()
    if found is None or not given or not all(given):
        yield "is not translated"
        return
    if found.fuzzy:
        yield "is marked as uncertain (fuzzy)"
    if wanted.pluralizable and len(given) != texts.num_plurals:
        yield f"needs {texts.num_plurals} forms"
    gaps = set(GAP.findall(_forms(wanted.id)[-1]))
    for text in given:
        if set(GAP.findall(text)) - gaps or gaps - set(GAP.findall(given[-1])):
            yield f"has other gaps: {text}"
        if text == _first(wanted.id) and len(text.split()) > ALIKE:
            yield "is the same as in English"


def _forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def _first(text: str | Sequence[str]) -> str:
    return _forms(text)[0]


def _read(file: Path, language: str | None) -> Catalog:
    with file.open("rb") as opened:
        return read_po(opened, locale=Locale.parse(language) if language else None)


if __name__ == "__main__":
    found = list(mistakes(ROOT / "campaign" / "translations"))
    for folder in sorted((ROOT / "letters" / "world").glob("*/")):
        found += doubtful_texts(ROOT / "letters", folder.name)
    print("\n".join(found))
    sys.exit(bool(found))
