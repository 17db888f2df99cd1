"""Visitors who send and read as no browser does: byte for byte, slowly, or not at all."""

import socket
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Final

from tests.server_process import Server

START: Final = "/uyghur-assessment/"
GET: Final = f"GET {START} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
HALF_A_HEAD: Final = GET[:-4]
HALF_A_BODY: Final = (
    f"POST {START}to/hrc-kr/ HTTP/1.1\r\nHost: localhost\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nnote="
).encode()
MUCH: Final = GET * 400
"""More pages than the system holds for somebody who does not read them."""
SMALLEST: Final = 2048
"""Bytes that the system takes in for who does not read."""


@contextmanager
def connected(server: Server, sent: bytes = b"", *, reads: bool = True) -> Iterator[socket.socket]:
    """Give a connection on which something was sent already."""
    with socket.socket() as visitor:
        visitor.settimeout(20)
        if not reads:
            visitor.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALLEST)
        visitor.connect(("127.0.0.1", server.port))
        visitor.sendall(sent)
        yield visitor


@contextmanager
def crowd(
    server: Server, number: int, sent: bytes, *, reads: bool = True
) -> Iterator[Sequence[socket.socket]]:
    """Give so many connections that have all sent the same."""
    with ExitStack() as all_of_them:
        yield [
            all_of_them.enter_context(connected(server, sent, reads=reads)) for _ in range(number)
        ]


def read_all(visitor: socket.socket) -> bytes:
    """Return everything until the other side ends."""
    parts = []
    while part := visitor.recv(1 << 16):
        parts.append(part)
    return b"".join(parts)
