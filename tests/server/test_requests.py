"""Requests as they come over the wire: in pieces, several at once, malformed, at the end."""

import http.client
import signal
from pathlib import Path

import pytest

from campaign.server.connection import LARGEST_BODY
from campaign.web.organizers.permits import PERMITS
from tests.raw_requests import GET, HALF_A_BODY, HALF_A_HEAD, START, connected, read_all
from tests.server_process import Server, serving
from tests.soundness import HEADERS
from tests.worker.browser import until

pytestmark = pytest.mark.slow

SECRET = b"Xanthippe"
LAST = GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
POST = HALF_A_BODY.replace(b" 1000", b" 5")

REFUSED = {
    "no request": (b"Xanthippe / HTTP/1.1\r\n\r\n", 400),
    "a space too many": (b"GET /Xanthippe Xanthippe\r\n\r\n", 400),
    "an address of 9 kB": (b"GET /" + SECRET * 1000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
    "a field of 9 kB": (HALF_A_HEAD + b"\r\nX: " + SECRET * 1000 + b"\r\n\r\n", 431),
    "a hundred fields": (HALF_A_HEAD + b"\r\nX: Xanthippe" * 100 + b"\r\n\r\n", 431),
    "a head without an end": (HALF_A_HEAD + b"\r\nX: Xanthippe" * 3000, 431),
    "a length that is none": (POST.replace(b" 5\r\n", b" Xanthippe\r\n"), 400),
    "two lengths": (POST.replace(b"Host:", b"Content-Length: 4\r\nHost:"), 400),
    "a length, and chunks": (POST.replace(b"Host:", b"Transfer-Encoding: chunked\r\nHost:"), 400),
    "an encoding nobody knows": (
        POST.replace(b"Content-Length: 5", b"Transfer-Encoding: Xanthippe"),
        501,
    ),
    "a name with a space": (HALF_A_HEAD + b"\r\nXanthippe : 1\r\n\r\n", 400),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_makes_no_sense_is_refused_with_our_headers_and_without_its_words(
    server: Server, case: str
) -> None:
    sent, status = REFUSED[case]

    with connected(server, sent) as visitor:
        head, _, content = read_all(visitor).decode().partition("\r\n\r\n")

    lines = head.split("\r\n")
    assert lines[0].startswith(f"HTTP/1.1 {status} ")
    for name, value in {**HEADERS, "Cache-Control": "no-store", "Connection": "close"}.items():
        assert lines.count(f"{name}: {value}") == 1
    assert SECRET.decode() not in head + content


def test_requests_sent_together_are_answered_in_their_order(server: Server) -> None:
    other = GET.replace(START.encode(), b"/healthz")

    with connected(server, other + POST + other + LAST) as visitor:
        answers = read_all(visitor).split(b"HTTP/1.1 ")[1:]

    assert [answer[:3] for answer in answers] == [b"200", b"422", b"200", b"200"]
    assert [b'"ok"' in answer for answer in answers] == [True, False, True, False]


def test_a_request_may_come_in_any_pieces(server: Server) -> None:
    whole = POST + GET.replace(START.encode(), b"/healthz") + LAST

    with connected(server) as visitor:
        for byte in whole:
            visitor.sendall(bytes([byte]))
        answers = read_all(visitor).split(b"HTTP/1.1 ")[1:]

    assert [answer[:3] for answer in answers] == [b"422", b"200", b"200"]


def test_who_closes_their_side_after_asking_is_answered(server: Server) -> None:
    with connected(server, GET) as visitor:
        visitor.shutdown(1)

        assert read_all(visitor).startswith(b"HTTP/1.1 200 ")


def test_who_waits_to_be_asked_for_the_body_is_asked_once(server: Server) -> None:
    head, _, _ = POST.partition(b"\r\n\r\n")
    with connected(server, head + b"\r\nExpect: 100-continue\r\n\r\n") as visitor:
        assert visitor.recv(1000) == b"HTTP/1.1 100 Continue\r\n\r\n"

        visitor.sendall(b"note=" + LAST)

        assert [each[:3] for each in read_all(visitor).split(b"HTTP/1.1 ")[1:]] == [b"422", b"200"]


def takes_somebody(server: Server) -> bool:
    try:
        with connected(server):
            return True
    except ConnectionRefusedError:
        return False


def test_a_request_on_its_way_is_answered_though_the_server_ends(tmp_path: Path) -> None:
    with serving(tmp_path) as server, connected(server, HALF_A_BODY) as visitor:
        server.process.send_signal(signal.SIGTERM)
        until(lambda: not takes_somebody(server))
        visitor.sendall(b"x" * 995)
        answer = read_all(visitor)

        assert server.process.wait(15) == 0

    assert answer.startswith(b"HTTP/1.1 422 ")
    assert b"\r\nConnection: close\r\n" in answer


def test_every_page_gets_as_large_a_body_as_it_takes() -> None:
    assert all((permit.largest or 0) <= LARGEST_BODY for permit in PERMITS.values())


def test_what_the_application_cannot_answer_is_our_own_failure(tmp_path: Path) -> None:
    broken = (
        "import flask; flask.Flask.__call__ = lambda self, environ, start: environ['Xanthippe']"
    )
    with serving(tmp_path, first=broken) as server, connected(server, GET) as visitor:
        answer = read_all(visitor)
        server.end()

        assert answer.startswith(b"HTTP/1.1 500 Internal Server Error\r\n")
        assert "A request could not be answered" in server.log.read_text()
        assert SECRET.decode() not in server.log.read_text()


def test_an_answer_of_any_size_is_given_whole_and_never_held_whole(tmp_path: Path) -> None:
    large = (
        "import flask; flask.Flask.__call__ = lambda self, environ, start: "
        "start('200 OK', []) and (bytes([n]) * 1_000_000 for n in range(30))"
    )
    with serving(tmp_path, first=large) as server:
        connection = http.client.HTTPConnection("localhost", server.port, timeout=20)
        connection.request("GET", "/")
        content = connection.getresponse().read()
        connection.close()

    assert content == b"".join(bytes([n]) * 1_000_000 for n in range(30))
