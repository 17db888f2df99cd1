"""Commands for translators: a language's letter texts as a file that their tools read."""

from pathlib import Path

import click
from babel import Locale, UnknownLocaleError

from campaign.catalogue.new_language import begin_language
from campaign.catalogue.translated_texts import (
    as_translators_file,
    mark_as_current,
    take_translators_file,
    translated_texts,
)
from campaign.cli.base import main, plainly, settings

FILE = click.Path(path_type=Path, dir_okay=False)


def known_language(_context: click.Context, _option: click.Parameter, code: str) -> str:
    """Return a language's code, or say that it is none."""
    try:
        Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        raise click.BadParameter(
            f"{code} is no language that is known here: write its code, such as pt or zh-Hans"
        ) from None
    return code


CODE = click.argument("code", callback=known_language)


@main.group()
def language() -> None:
    """Put letters into another language (letters/README.md)."""


@language.command()
@CODE
@plainly
def new(code: str) -> None:
    """Begin a language: its folders, and the file with the texts of the pages."""
    for made in begin_language(settings().letters, code):
        click.echo(f"made {made}")
    click.echo(f"Now: bin/campaign language export {code} {code}.po")


@language.command()
@CODE
@click.argument("file", type=FILE)
@plainly
def export(code: str, file: Path) -> None:
    """Write the letters' texts into a PO file, each beside its English."""
    file.write_bytes(as_translators_file(settings().letters, code))
    texts = translated_texts(settings().letters, code)
    missing = sum(not text.said for text in texts)
    click.echo(f"{file}: {len(texts)} texts, {missing} of them still to be translated")


@language.command("take")
@CODE
@click.argument("file", type=FILE)
@plainly
def take_file(code: str, file: Path) -> None:
    """Write what a PO file says into the language's folders."""
    taken = take_translators_file(settings().letters, code, file.read_bytes())
    click.echo(f"{taken} texts taken; bin/campaign check says what is still missing")


@language.command()
@CODE
@plainly
def current(code: str) -> None:
    """Say that all texts of a language were compared with the English of today."""
    click.echo(f"{mark_as_current(settings().letters, code)} texts are up to date")
