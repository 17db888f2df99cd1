"""Attacks on the server itself: visitors who send or read slowly, without nginx in front."""

import socket
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from functools import partial
from typing import Final

from tests.attack.attack import Attack
from tests.attack.visitors import in_words, waits
from tests.raw_requests import GET, HALF_A_BODY, HALF_A_HEAD, connected
from tests.server_process import Server

SECONDS: Final = 15
"""For which an attack goes on."""
SEVERAL: Final = GET * 4
"""Pages that one who hardly reads asks for; more of them are work, whoever reads them."""


def _slowly(server: Server, number: int, sent: bytes, *, reads: bool = True) -> str:
    """Hold so many connections, with a byte a second on each; open those anew that are closed."""
    ended = threading.Event()
    attackers = [
        threading.Thread(target=_attacker, args=(server, sent, reads, ended)) for _ in range(number)
    ]
    for each in attackers:
        each.start()
    try:
        return in_words(waits(server.url, partial(time.sleep, SECONDS)))
    finally:
        ended.set()
        for each in attackers:
            each.join()


def _attacker(server: Server, sent: bytes, reads: bool, ended: threading.Event) -> None:  # noqa: FBT001 - a thread's
    while not ended.is_set():
        with suppress(OSError), ExitStack() as stack:
            visitor = stack.enter_context(connected(server, sent, reads=reads))
            while not ended.wait(1):
                _trickle(visitor, reads=reads)


def _trickle(visitor: socket.socket, *, reads: bool) -> None:
    """Send a byte, or read one. Raises OSError when the other side has ended."""
    if reads:
        visitor.sendall(b"x")
    elif not visitor.recv(1):
        raise ConnectionResetError


ATTACKS: Sequence[Attack] = (
    Attack(
        "slow-bodies",
        "40 visitors each send the body of a letter byte by byte",
        "the site stands still: three answers in 12 s, 4.4 s in the median, over 10 s at most",
        lambda server: _slowly(server, 40, HALF_A_BODY),
    ),
    Attack(
        "slow-heads",
        "40 visitors each send the head of a request byte by byte",
        "the site stands still: two answers in 12 s, 5.5 s in the median, over 10 s at most",
        lambda server: _slowly(server, 40, HALF_A_HEAD + b"\r\nX: "),
    ),
    Attack(
        "many-slow-bodies",
        "200 visitors each send the body of a letter byte by byte",
        "the site stands still: two answers in 12 s, 7.3 s in the median, over 10 s at most",
        lambda server: _slowly(server, 200, HALF_A_BODY),
    ),
    Attack(
        "slow-readers",
        "40 visitors each ask for four pages and read a byte a second",
        "25 ms in the median, 478 ms at most, while the system's buffers took what was sent",
        lambda server: _slowly(server, 40, SEVERAL, reads=False),
    ),
)
