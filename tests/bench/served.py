"""A letter asked for as a browser asks for it: over HTTP, on a connection that is kept."""

import http.client
import io
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import urlencode

from pypdf import PdfReader

from campaign.model.letter import Letter
from campaign.press import Paper, Press
from tests.bench import letters
from tests.pages import read_form
from tests.server_process import Server, serving_as_shipped
from tests.soundness import parse

WRITE: Final = "/uyghur-assessment/to/hrc-kr/"
FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}


@contextmanager
def served(letter: Letter) -> Iterator[Callable[[], bytes]]:
    """Serve the campaign, and give a way to ask for this letter as a PDF."""
    with (
        TemporaryDirectory() as folder,
        serving_as_shipped(Path(folder)) as server,
        _asked(server) as ask,
    ):
        assert _words(ask()) == _words(Press(waiting=None).pdf(letter, Paper.A4))
        yield ask


@contextmanager
def _asked(server: Server) -> Iterator[Callable[[], bytes]]:
    with closing(http.client.HTTPConnection("localhost", server.port)) as connection:
        connection.request("GET", WRITE)
        page = parse(connection.getresponse().read().decode())
        values = read_form(page.query("form")[0], WRITE).values
        body = urlencode({**values, **_typed()}, doseq=True)

        def ask() -> bytes:
            try:
                connection.request("POST", WRITE + "letter.pdf", body, FORM)
                answer = connection.getresponse()
            except ConnectionError:  # nobody used it for two seconds
                connection.close()
                return ask()
            assert answer.status == HTTPStatus.OK
            return answer.read()

        yield ask


def _typed() -> dict[str, str]:
    sender = letters.SENDER
    who = {"sign_as": "full", "name": sender.name, "place": sender.place, "country": sender.country}
    return {"note": letters.NOTE, **who}


def _words(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
