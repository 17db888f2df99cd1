"""Attacks on facts: files that organizers bring in, and texts that expressions go over."""

import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Sequence
from typing import Final

from campaign.model.organizer import Role
from tests.attack.attack import Attack
from tests.attack.visitors import at_once, in_words, waits
from tests.browser.people import furnish, token_of
from tests.pages import read_form
from tests.server_process import Server
from tests.soundness import parse
from tests.test_expressions import EXPRESSIONS, WORK, growth

IMPORT: Final = "/organizers/facts/import/"
UPLOADS: Final = 3
UNTERMINATED: Final = b'{"countries": ["' + b'\\"' * 32_000
"""64 kB of a text that never ends."""
BOUNDARY: Final = "what-sets-the-parts-of-a-form-apart"
SECONDS: Final = 120


def upload(server: Server) -> str:
    """Bring the file in as an owner; return what came of it."""
    cookie = {"Cookie": f"organizer={token_of(Role.OWNER)}"}
    page = urllib.request.Request(f"{server.url}{IMPORT}", headers=cookie)  # noqa: S310
    with urllib.request.urlopen(page, timeout=SECONDS) as answer:  # noqa: S310
        document = parse(answer.read().decode())
    (form,) = (
        form
        for form in (read_form(each, IMPORT, document) for each in document.query("form"))
        if form.action == IMPORT
    )
    fields = {name: values[0] for name, values in form.values.items() if values}
    request = urllib.request.Request(  # noqa: S310
        f"{server.url}{IMPORT}", body(fields),
        cookie | {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"},
    )  # fmt: skip
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            return str(answer.status)
    except urllib.error.HTTPError as error:
        return str(error.code)
    except OSError:
        return "no answer"


def body(fields: dict[str, str]) -> bytes:
    """Return a form with the file in it, as browsers send it."""
    given = {name: value for name, value in fields.items() if name != "file"}
    parts = [f'"{name}"\r\n\r\n{value}'.encode() for name, value in given.items()]
    parts.append(b'"file"; filename="data.json"\r\n\r\n' + UNTERMINATED)
    between = f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=".encode()
    return b"".join(between + part + b"\r\n" for part in parts) + f"--{BOUNDARY}--\r\n".encode()


def uploads(server: Server) -> str:
    """Bring three such files in at once."""
    furnish(server.instance)
    found = Counter[str]()

    def bring() -> None:
        found[upload(server)] += 1

    seen = waits(server.url, lambda: at_once([bring] * UPLOADS, UPLOADS))
    answers = ", ".join(f"{times} x {status}" for status, times in found.items())
    return f"{in_words(seen)}; uploads answered {answers}"


def expressions(server: Server) -> str:
    """Measure every expression at its worst input; it needs no server."""
    del server
    lines = []
    for each in (*EXPRESSIONS, *WORK):
        size, once, twice = growth(each)
        figures = f"{size:8,} characters {once * 1000:6.2f} ms, twice {twice * 1000:6.2f} ms"
        lines.append(f"    {each.place:45} {figures}")
    return "\n".join(("", *lines))


ATTACKS: Sequence[Attack] = (
    Attack(
        "uploads",
        "three uploads at once of 64 kB of JSON whose text never ends",
        "9 s of a process each; the site stands still, then gunicorn kills all its workers",
        uploads,
    ),
    Attack(
        "expressions",
        "every regular expression at its worst input, and at twice as much",
        "depth of JSON: 2.9 s for 32 kB, four times as long for twice as much; a field of "
        "addresses as separators: eight times",
        expressions,
    ),
)
