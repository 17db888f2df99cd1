"""Attacks on forms: what is longer, or more, than anybody types."""

import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from functools import partial

from tests.attack.attack import Attack
from tests.attack.visitors import START, at_once, in_words, waits
from tests.server_process import Server

FOLDS_MOST = "\ufdfa"
"""One character that is eighteen once it is folded."""
SEARCH = f"to=hrc-kr&find={FOLDS_MOST * 50_000}".encode()
ASKS = b"&".join([b"to=hrc-kr", *[b"ask=x"] * 25_000])
SIX, TIMES = 6, 120
"""So many at once, and in all."""


def _post(server: Server, path: str, body: bytes) -> str:
    """Send a form, and return what came back: status, bytes and milliseconds."""
    began = time.perf_counter()
    try:
        with urllib.request.urlopen(f"{server.url}{path}", body, timeout=120) as answer:  # noqa: S310
            status, size = answer.status, len(answer.read())
    except urllib.error.HTTPError as refused:
        with refused:
            status, size = refused.code, len(refused.read())
    took = (time.perf_counter() - began) * 1000
    return f"{status}, {size} bytes, {took:.0f} ms"


def _search(server: Server) -> str:
    send = partial(_post, server, f"{START}another", SEARCH)
    _warm(server, send)
    seen = waits(server.url, lambda: at_once([send] * TIMES, SIX))
    return f"{send()}; six at once, {TIMES} in all: {in_words(seen)}"


def _asks(server: Server) -> str:
    send = partial(_post, server, f"{START}another", ASKS)
    _warm(server, send)
    return send()


def _warm(server: Server, send: Callable[[], object]) -> None:
    """See to it that no process compiles its pages while it is measured."""
    at_once([lambda: waits(server.url, send)] * SIX, SIX)


ATTACKS: Sequence[Attack] = (
    Attack(
        "search",
        "a search of 50,000 characters, each of which is eighteen once it is folded",
        "6.4 s of a process; six at once: the start page waits 20 s",
        _search,
    ),
    Attack(
        "asks",
        "a form with 25,000 asks, on the page that carries them along",
        "200, an answer of 3.2 MB",
        _asks,
    ),
)
