"""Tables to take away: JSON as it is made, a workbook and CSV files once they are complete."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from flask import Response, stream_with_context
from flask_babel import gettext
from werkzeug.wsgi import FileWrapper

from campaign.exports import files
from campaign.exports.workbook import write_workbook
from campaign.model.language import Direction
from campaign.model.table import Table, TableBook
from campaign.web.locale import direction, interface

TYPES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "json": "application/json",
}
WRITERS: Final = {"xlsx": write_workbook, "zip": files.write_zip}
"""The forms that are sent once they are complete."""


def book(title: str, notes: Mapping[str, tuple[str, str]], tables: Sequence[Table]) -> TableBook:
    """Return tables as they are taken away, in the language of the page."""
    return TableBook(
        title=title,
        notes=notes,
        notes_title=gettext("Notes"),
        tables=tables,
        blank_head=gettext("What is not shown"),
        is_right_to_left=direction(interface()) == Direction.RTL,
    )


def any_of(choices: Iterable[str]) -> str:
    """Return what takes only these in an address."""
    return "any({})".format(", ".join(f'"{each}"' for each in choices))


FORMS: Final = any_of(TYPES)


def sent(book: TableBook, form: str, name: str) -> Response:
    """Send tables as a file of that name, in one of the forms."""
    made = stream_with_context(files.as_json(book)) if form == "json" else _complete(book, form)
    response = Response(made, mimetype=TYPES[form])
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{form}")
    return response


def _complete(book: TableBook, form: str) -> Iterator[bytes]:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by who sends it
    WRITERS[form](book, file)
    file.seek(0)
    return FileWrapper(file)
