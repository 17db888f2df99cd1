"""A made-up translation of the interface: Arabic, in which each text is the English in ⟦ and ⟧."""

from collections.abc import Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po, write_po

from campaign.settings import ROOT
from campaign.web.translations import ORGANIZERS, SUPPORTERS

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


def _marked(text: str | Sequence[str], language: Catalog) -> str | tuple[str, ...]:
    if isinstance(text, str):
        return f"⟦{text}⟧"
    return tuple(f"⟦{text[-1]}⟧" for _ in range(language.num_plurals))
