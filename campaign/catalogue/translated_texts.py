"""A language's letter texts beside the English: as a translator's file (gettext PO), and back.

What stands under a heading is one message. `made-from.txt` in a language's folder has a hash of the
English that each text was made from; where the English has changed since, the text is stale.
"""

import hashlib
import io
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from campaign.catalogue.complaints import Complaints
from campaign.catalogue.sections import Heading, read_sections

SOURCE: Final = "en"
"""The language that all others are made from."""
MADE_FROM: Final = "made-from.txt"
"""A line for each text: the hash of the English, and where the text stands in its folder."""
PLURALS: Final = frozenset({"zero", "one", "two", "few", "many", "other"})
"""The subheadings that stand for ways of counting, which each language has its own of."""
ALIKE: Final = 3
"""The most words that two languages may have alike by chance."""
WIDTH: Final = 100
"""The characters of a line in the files that are written."""


@dataclass(frozen=True, slots=True)
class TranslatedText:
    """One text in English and in another language; `said` is blank where it is missing.

    `made_from` is the hash of the English that it was made from, blank where nobody knows.
    """

    file: Path
    heading: Heading
    english: str
    said: str
    made_from: str

    @property
    def place(self) -> str:
        """Return where it stands, for people: "uyghur-assessment/asks.md: label"."""
        return f"{self.file.parent.parent.name}/{_where(self.file, self.heading)}"

    @property
    def is_stale(self) -> bool:
        """Whether the English has changed since it was made."""
        return bool(self.said) and self.made_from != hash_of(self.english)

    @property
    def is_english(self) -> bool:
        """Whether it says the same as the English at some length: forgotten, most likely."""
        return self.said == self.english and len(self.said.split()) > ALIKE


def hash_of(text: str) -> str:
    """Return what a text is known by."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def translated_texts(root: Path, code: str) -> Sequence[TranslatedText]:
    """Return every text of the shared folder and of the campaigns that have the language.

    Raises BrokenData where a file cannot be read.
    """
    complaints = Complaints(root)
    found = [
        text
        for folder in _folders(root, code)
        for file in sorted((folder / SOURCE).glob("*.md"))
        for text in _texts(folder / code / file.name, file, code, complaints)
    ]
    complaints.raise_any()
    return found


def doubtful_texts(root: Path, code: str) -> Iterator[str]:
    """Yield which texts are older than the English, or say the same as it."""
    for text in translated_texts(root, code) if code != SOURCE else ():
        if text.is_stale:
            yield f"{code}: {text.place}: the English is not the one that it was made from"
        if text.is_english:
            yield f"{code}: {text.place}: says the same as the English"


def as_translators_file(root: Path, code: str) -> bytes:
    """Return the texts as a PO file: what is stale is marked as fuzzy, so that editors show it."""
    catalogue = Catalog(locale=code.replace("-", "_"), project="letters", fuzzy=False)
    for text in translated_texts(root, code):
        flags = ["fuzzy"] if text.is_stale else []
        catalogue.add(text.english, text.said, context=text.place, flags=flags)
    written = io.BytesIO()
    write_po(written, catalogue, width=0)
    return written.getvalue()


def take_translators_file(root: Path, code: str, content: bytes) -> int:
    """Write what a PO file says into the language's folders; return how many texts it says.

    What it leaves empty, or marks as fuzzy, stays as it is.
    """
    catalogue = read_po(io.BytesIO(content), locale=code.replace("-", "_"))
    said = {m.context: m for m in catalogue if m.id and m.string and not m.fuzzy}
    taken, by_folder = 0, _by_folder(translated_texts(root, code))
    for folder, texts in by_folder.items():
        now = []
        for text in texts:
            message = said.get(text.place)
            is_of_today = message is not None and message.id == text.english
            taken += is_of_today
            words = str(message.string) if message and is_of_today else text.said
            made_from = hash_of(text.english) if is_of_today else text.made_from
            now.append(TranslatedText(text.file, text.heading, text.english, words, made_from))
        _write(folder, now)
    return taken


def mark_as_current(root: Path, code: str) -> int:
    """Say of all texts there are that they were made from the English of today; return how many."""
    texts = [text for text in translated_texts(root, code) if text.said]
    for folder, of_folder in _by_folder(texts).items():
        _write_made_from(folder, ((each, hash_of(each.english)) for each in of_folder))
    return len(texts)


def _folders(root: Path, code: str) -> Iterator[Path]:
    for folder in sorted(root.iterdir()):
        if (folder / code).is_dir() and (folder / SOURCE).is_dir():
            yield folder


def _texts(
    file: Path, english: Path, code: str, complaints: Complaints
) -> Iterator[TranslatedText]:
    """Yield the texts of one file, in the order of the English one."""
    said = read_sections(file, complaints) if file.exists() else {}
    made_from = _read_made_from(file.parent)
    for heading, text in _headings(read_sections(english, complaints), code):
        known = made_from.get(_where(file, heading), "")
        yield TranslatedText(file, heading, text, "\n\n".join(said.get(heading, ())), known)


def _headings(
    english: Mapping[Heading, tuple[str, ...]], code: str
) -> Iterator[tuple[Heading, str]]:
    """Yield the English text for each heading that a language has: its own ways of counting."""
    plurals = {*Locale.parse(code, sep="-").plural_form.tags, "other"} - {"zero"}
    for heading, paragraphs in english.items():
        text = "\n\n".join(paragraphs)
        if heading[1] == "other":
            for plural in sorted(plurals - {"one"}) + ["one"] * ("one" in plurals):
                counted = english.get((heading[0], plural), paragraphs)
                yield (heading[0], plural), "\n\n".join(counted)
        elif text and heading[1] not in PLURALS:
            yield heading, text


def _by_folder(texts: Iterable[TranslatedText]) -> Mapping[Path, Sequence[TranslatedText]]:
    found: dict[Path, list[TranslatedText]] = {}
    for text in texts:
        found.setdefault(text.file.parent, []).append(text)
    return found


def _write(folder: Path, texts: Sequence[TranslatedText]) -> None:
    for file in dict.fromkeys(text.file for text in texts):
        of_file = [text for text in texts if text.file == file]
        file.write_text("\n\n".join(_lines(of_file)) + "\n", encoding="utf-8")
    _write_made_from(folder, ((each, each.made_from) for each in texts if each.said))


def _lines(texts: Iterable[TranslatedText]) -> Iterator[str]:
    """Yield the blocks of a file: headings, and paragraphs below them."""
    above = ""
    for text in texts:
        heading, subheading = text.heading
        if heading != above:
            yield f"# {heading}"
        if subheading:
            yield f"## {subheading}"
        for paragraph in filter(None, text.said.split("\n\n")):
            yield textwrap.fill(paragraph, WIDTH, break_long_words=False, break_on_hyphens=False)
        above = heading


def _read_made_from(folder: Path) -> Mapping[str, str]:
    file = folder / MADE_FROM
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else ()
    return {where: known for known, _, where in (line.partition(" ") for line in lines)}


def _write_made_from(folder: Path, texts: Iterable[tuple[TranslatedText, str]]) -> None:
    lines = (f"{known} {_where(text.file, text.heading)}\n" for text, known in texts)
    (folder / MADE_FROM).write_text("".join(lines), encoding="utf-8")


def _where(file: Path, heading: Heading) -> str:
    return f"{file.name}: {' / '.join(filter(None, heading))}"
