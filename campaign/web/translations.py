"""The interface's texts in other languages, read from the files that translators keep.

`translations/de/LC_MESSAGES/` has `supporters.po`, and `organizers.po` once the desk speaks the
language too. They are read as they are, once in each process: nothing has to be compiled, so
nothing can be older than what a translator wrote.
"""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask_babel import Domain, get_locale

SUPPORTERS: Final = "supporters.po"
"""The texts of the pages that everybody sees."""
ORGANIZERS: Final = "organizers.po"
"""The texts of the organizers' area."""


class TextsOfLanguages(Domain):
    """All texts of the interface, in the languages of one folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def languages(self, file: str) -> list[str]:
        """Return the codes of the languages that have a file, such as `zh_Hans`."""
        return sorted(found.parts[-3] for found in self._folder.glob(f"*/LC_MESSAGES/{file}"))

    def get_translations(self) -> Translations:
        """Return the texts in the language of the page being made."""
        code = str(get_locale() or "")
        if code not in self.cache:
            folder = self._folder / code / "LC_MESSAGES"
            self.cache[code] = _read(code, (folder / ORGANIZERS, folder / SUPPORTERS))
        found: Translations = self.cache[code]
        return found


def _read(code: str, files: Iterable[Path]) -> Translations:
    """Read a language's files; where two have the same text, the last one's is used."""
    texts = Catalog(locale=code or None)
    for file in filter(Path.exists, files):
        with file.open("rb") as opened:
            for message in read_po(opened, locale=code):
                if message.id and not message.fuzzy:
                    texts.add(message.id, message.string, context=message.context)
    compiled = io.BytesIO()
    write_mo(compiled, texts)
    compiled.seek(0)
    return Translations(compiled)
