"""Tables to take away: CSV and JSON as they are made, XLSX once it is complete."""

import tempfile
from collections.abc import Iterator
from typing import Final

from flask import Response, stream_with_context
from werkzeug.wsgi import FileWrapper

from campaign.exports import files
from campaign.model.table import Table

TYPES: Final = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def sent(table: Table, form: str, name: str) -> Response:
    """Send a table as a file of that name, in one of the forms."""
    made = stream_with_context(files.WRITERS[form](table)) if form != "xlsx" else _xlsx(table)
    response = Response(made, mimetype=TYPES[form])
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{form}")
    return response


def _xlsx(table: Table) -> Iterator[bytes]:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by who sends it
    files.write_xlsx(table, file)
    file.seek(0)
    return FileWrapper(file)
