"""Attacks on paper: letters that take long to typeset."""

import statistics
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from http import HTTPStatus
from threading import Event, Thread
from typing import Final
from urllib.parse import urlencode

from tests.attack.attack import Attack
from tests.attack.visitors import at_once, in_words, waits
from tests.pages import read_form
from tests.server_process import Server
from tests.soundness import parse

HERE: Final = "/uyghur-assessment/to/"
STATES: Final = ("kr", "fr", "gb", "de", "jp", "br", "in", "za", "mx", "pl")
TO: Final = tuple(f"third-committee-{state}" for state in STATES)
BOTH_WAYS: Final = "aا" * 3000
ONE_WORD: Final = "a" * 6000
ORDINARY: Final = "I am a nurse living in Leeds, and I write as somebody who cares for families."
PAUSE: Final = 0.2
"""Seconds between two single letters of somebody else."""


def _fields(server: Server, note: str) -> Mapping[str, Sequence[str]]:
    """Return the fields of the form as the server sends it, with this note."""
    with urllib.request.urlopen(f"{server.url}{HERE}{TO[0]}/", timeout=60) as page:  # noqa: S310
        form = parse(page.read().decode()).query("form")[0]
    return {**read_form(form, f"{HERE}{TO[0]}/").values, "note": (note,)}


def _post(server: Server, path: str, fields: Mapping[str, Sequence[str]]) -> tuple[int, float]:
    """Post a form; return the answer's status, and the seconds that it took."""
    body = urlencode(fields, doseq=True).encode()
    began = time.perf_counter()
    try:
        with urllib.request.urlopen(f"{server.url}{HERE}{path}", body, timeout=300) as answer:  # noqa: S310
            answer.read()
            status: int = answer.status
    except urllib.error.HTTPError as error:
        error.read()
        status = error.code
    return status, time.perf_counter() - began


def _ten_letters_each(server: Server) -> str:
    """Ask twelve times at once for ten letters; say how long others wait for one, or for a page."""
    hard = {**_fields(server, BOTH_WAYS), "to": TO[:1], "then": TO[1:]}
    plain = _fields(server, ORDINARY)
    _post(server, f"{TO[0]}/letter.pdf", plain)  # the press has started
    seen: list[tuple[int, float]] = []

    def attack() -> None:
        at_once([lambda: seen.append(_post(server, "letters.pdf", hard))] * 12, 12)

    single = list[tuple[int, float]]()
    pages = waits(server.url, lambda: _meanwhile(server, plain, single, attack))
    slowest = max(seconds for _, seconds in seen)
    return (
        f"ten letters {_counted(seen)}, {slowest:.1f} s at most; meanwhile one letter "
        f"{_counted(single)}, {_taken(single)}; {in_words(pages)}"
    )


def _meanwhile(
    server: Server,
    fields: Mapping[str, Sequence[str]],
    seen: list[tuple[int, float]],
    during: Callable[[], object],
) -> None:
    """Do something, while somebody else takes one letter after the other."""
    ended = Event()

    def take() -> None:
        while not ended.is_set():
            seen.append(_post(server, f"{TO[0]}/letter.pdf", fields))
            ended.wait(PAUSE)

    somebody = Thread(target=take)
    somebody.start()
    try:
        during()
    finally:
        ended.set()
        somebody.join()


def _one_letter(note: str, server: Server) -> str:
    """Take letters with a note one after the other, and with an ordinary one."""
    fields = {each: _fields(server, each) for each in (ORDINARY, note)}
    taken = {each: [_post(server, f"{TO[0]}/letter.pdf", fields[each]) for _ in range(6)][1:]
             for each in fields}  # fmt: skip
    return f"{_taken(taken[note])}; with an ordinary note {_taken(taken[ORDINARY])}"


def _counted(seen: Sequence[tuple[int, float]]) -> str:
    statuses = Counter(status for status, _ in seen)
    return ", ".join(f"{number} x {status}" for status, number in sorted(statuses.items()))


def _taken(seen: Sequence[tuple[int, float]]) -> str:
    given = [seconds * 1000 for status, seconds in seen if status == HTTPStatus.OK]
    if not given:
        return "none given"
    return f"{statistics.median(given):.0f} ms in the median, {max(given):.0f} ms at most"


ATTACKS: Sequence[Attack] = (
    Attack(
        "ten-letters",
        "12 requests at once for ten letters each, with 3,000 changes of direction in the note",
        "each takes the whole 20 s, and nobody else gets a PDF",
        _ten_letters_each,
    ),
    Attack(
        "long-word",
        "a letter with one unbroken word of 6,000 characters",
        "1.85 s",
        partial(_one_letter, ONE_WORD),
    ),
    Attack(
        "both-directions",
        "a letter with 3,000 changes of direction in one word",
        "2.3 s",
        partial(_one_letter, BOTH_WAYS),
    ),
)
