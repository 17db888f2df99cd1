"""Whoever sends or reads slowly takes nobody's turn, and is let go after a while."""

import http.client
import socket
from pathlib import Path

import pytest

from tests.raw_requests import (
    GET,
    HALF_A_BODY,
    HALF_A_HEAD,
    MUCH,
    START,
    connected,
    crowd,
    read_all,
)
from tests.server_process import Server, serving

pytestmark = pytest.mark.slow
CROWD = 80
"""More than all threads of a machine with four processors."""


def status(server: Server, path: str = START) -> int:
    """Ask for a page, and return the answer's status; fail when it does not come."""
    connection = http.client.HTTPConnection("localhost", server.port, timeout=20)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def is_let_go(visitor: socket.socket) -> bool:
    """Wait until something happens on a connection, and say whether it is its end."""
    try:
        return visitor.recv(1000) == b""
    except ConnectionResetError:
        return True


def impatient(**changed: object) -> str:
    """Return a line for the server that changes how long it waits."""
    changes = "; ".join(f"connection.{name} = {value}" for name, value in changed.items())
    return f"from campaign.server import connection; {changes}"


@pytest.mark.parametrize("sent", [HALF_A_HEAD, HALF_A_BODY, b""], ids=["heads", "bodies", "silent"])
def test_others_are_answered_while_many_do_not_finish_their_requests(
    server: Server, sent: bytes
) -> None:
    with crowd(server, CROWD, sent):
        assert status(server) == 200


def test_others_are_answered_while_many_do_not_read_their_answers(server: Server) -> None:
    with crowd(server, CROWD, MUCH, reads=False):
        assert status(server) == 200


@pytest.mark.parametrize(("sent", "limit"), [
    (HALF_A_HEAD, "SECONDS_FOR_HEAD"),
    (GET + HALF_A_HEAD, "SECONDS_FOR_HEAD"),
    (HALF_A_BODY, "SECONDS_FOR_BODY"),
])  # fmt: skip
def test_who_does_not_finish_a_request_in_time_is_told_so(
    tmp_path: Path, sent: bytes, limit: str
) -> None:
    with (
        serving(tmp_path, first=impatient(**{limit: 0.5})) as server,
        connected(server, sent) as visitor,
    ):
        answer = read_all(visitor)

    assert answer.count(b"HTTP/1.1 ") == 1 + sent.startswith(GET)
    assert b"HTTP/1.1 408 Request Timeout\r\n" in answer


def test_a_byte_now_and_then_gains_no_time(tmp_path: Path) -> None:
    with (
        serving(tmp_path, first=impatient(SECONDS_FOR_BODY=1)) as server,
        connected(server, HALF_A_BODY) as visitor,
    ):
        visitor.settimeout(0.1)
        sent = 0
        while True:
            try:
                answer = visitor.recv(1000)
                break
            except TimeoutError:
                visitor.sendall(b"x")
                sent += 1

    assert answer.startswith(b"HTTP/1.1 408 ")
    assert 0 < sent < 100


@pytest.mark.parametrize("sent", [b"", GET])
def test_a_connection_on_which_nothing_is_asked_is_closed(tmp_path: Path, sent: bytes) -> None:
    limits = impatient(SECONDS_FOR_HEAD=0.5, SECONDS_TO_ASK_AGAIN=0.5)
    with serving(tmp_path, first=limits) as server, connected(server, sent) as visitor:
        assert read_all(visitor).count(b"HTTP/1.1 200 ") == bool(sent)


def test_who_does_not_read_an_answer_is_let_go(tmp_path: Path) -> None:
    with (
        serving(tmp_path, first=impatient(SLOWEST_READING=(0.5, 60 * 1024))) as server,
        connected(server, b"", reads=False) as visitor,
        pytest.raises((ConnectionResetError, BrokenPipeError)),
    ):
        visitor.sendall(GET * 1_000_000)


def test_when_there_are_too_many_who_waits_longest_makes_room(tmp_path: Path) -> None:
    most = "from campaign.server import worker; worker.MOST_CONNECTIONS = 5"
    with serving(tmp_path, first=most) as server, crowd(server, 40, HALF_A_BODY) as visitors:
        assert status(server) == 200
        assert is_let_go(visitors[0])


def test_bodies_that_are_announced_are_held_up_to_a_limit(tmp_path: Path) -> None:
    most = "from campaign.server import worker; worker.MOST_ANNOUNCED = 4000"
    with serving(tmp_path, first=most) as server, crowd(server, 40, HALF_A_BODY) as visitors:
        assert status(server) == 200
        assert is_let_go(visitors[0])
