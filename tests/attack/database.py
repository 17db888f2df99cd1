"""Attacks on whoever waits for the database."""

import sqlite3
import time
import urllib.request
from collections.abc import Sequence
from contextlib import closing
from typing import Final
from urllib.parse import urlencode
from urllib.request import Request

from tests.attack.attack import Attack
from tests.attack.visitors import at_once, in_words, waits
from tests.pages import read_form
from tests.server_process import Server
from tests.soundness import parse

WRITE: Final = "/uyghur-assessment/to/hrc-kr/"
HELD: Final = 30
"""Seconds for which another program holds the database."""
WRITERS: Final = 24
"""Drafts that are asked for at the same time, again and again."""


def _hold(server: Server) -> str:
    with urllib.request.urlopen(server.url + WRITE) as answer:  # noqa: S310 - our own server
        page = parse(answer.read().decode())
    body = urlencode(read_form(page.query("#form")[0], WRITE, page).values, doseq=True).encode()
    longest = [0.0]

    def draft() -> None:
        began = time.monotonic()
        request = Request(f"{server.url}{WRITE}letter.txt", body)  # noqa: S310 - our own server
        with urllib.request.urlopen(request, timeout=60) as given:  # noqa: S310
            given.read()
        longest[0] = max(longest[0], time.monotonic() - began)

    def write() -> None:
        until = time.monotonic() + HELD
        with closing(sqlite3.connect(server.instance / "campaign.sqlite")) as other:
            other.execute("BEGIN IMMEDIATE")
            while time.monotonic() < until:
                at_once([draft] * WRITERS, WRITERS)

    seen = in_words(waits(server.url, write))
    return f"{seen}; a draft {longest[0]:.1f} s at most"


ATTACKS: Sequence[Attack] = (
    Attack(
        "held-database",
        f"another program holds the database for {HELD} s, and {WRITERS} at once ask for drafts",
        "pages wait up to 8.7 s",
        _hold,
    ),
)
