"""A directory is fetched from trusted hosts only, with a limit on size and time."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final
from urllib.error import HTTPError

import pytest

from campaign.catalogue import fetch
from campaign.errors import BrokenData

TRUSTED: Final = ("directory.example.org", "localhost")
read = fetch._read  # noqa: SLF001 - all but the demand for TLS, which no test host can meet
BODY: Final = b'{"countries": []}'


@pytest.mark.parametrize(
    "url",
    [
        "http://directory.example.org/blue-book.json",
        "ftp://directory.example.org/blue-book.json",
        "file://directory.example.org/etc/passwd",
        "https://other.example.org/blue-book.json",
        "https://directory.example.org.example.net/",
        "https://directory.example.org@other.example.org/",
        "https://other.example.org\\@directory.example.org:444/",
        "https://other.example.org#@directory.example.org/",
        "https://directory.example.org:8443/blue-book.json",
        "https://directory.example.org:99999/blue-book.json",
        "https://[directory.example.org/",
        "https:///blue-book.json",
    ],
)
def test_other_schemes_hosts_and_ports_are_refused(url: str) -> None:
    with pytest.raises(BrokenData) as refused:
        fetch.fetch(url, TRUSTED)

    assert refused.value.complaints == (
        (
            f"{url}: is not on a host that addresses may come from "
            "(use https://directory.example.org/ or https://localhost/, "
            "or set CAMPAIGN_DIRECTORY_HOSTS)"
        ),
    )


def test_a_host_that_does_not_answer_is_named_with_what_to_do() -> None:
    with pytest.raises(BrokenData, match=r"^https://localhost/: could not be fetched: .*import"):
        fetch.fetch("https://localhost/", TRUSTED)


class Directory(BaseHTTPRequestHandler):
    """Answers as hosts do that are not to be trusted."""

    asked: Final[list[str]] = []
    stop: Final = threading.Event()

    def do_GET(self) -> None:
        """Answer by the path."""
        self.asked.append(self.path)
        self.send_response(302 if self.path == "/moved" else 200)
        self.send_header("Location", "/elsewhere")
        if self.path == "/cut":
            self.send_header("Content-Length", "99")
        self.end_headers()
        if self.path == "/slow":
            while not self.stop.wait(0.02):
                self.wfile.write(b"x")
        self.wfile.write(BODY)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Serve on this machine, without TLS, and return the address."""
    monkeypatch.setenv("no_proxy", "*")
    Directory.asked.clear()
    Directory.stop.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Directory) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        Directory.stop.set()
        httpd.shutdown()
        thread.join()


def test_what_a_host_sends_is_read(host: str) -> None:
    assert read(f"{host}/book") == BODY


def test_a_redirect_is_not_followed(host: str) -> None:
    with pytest.raises(HTTPError) as refused:
        read(f"{host}/moved")

    refused.value.close()
    assert refused.value.code == 302
    assert Directory.asked == ["/moved"]


def test_what_is_over_the_limit_is_not_read_to_its_end(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "LARGEST", 5)
    monkeypatch.setattr(fetch, "CHUNK", 2)

    assert read(f"{host}/book") == BODY[:6]  # one more, to be refused as too large


def test_an_answer_that_trickles_in_is_given_up(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "SECONDS", 0.2)

    with pytest.raises(TimeoutError, match="it took longer than"):
        read(f"{host}/slow")


def test_an_answer_that_breaks_off_is_not_taken_for_the_whole(host: str) -> None:
    with pytest.raises(ConnectionError, match="it broke off"):
        read(f"{host}/cut")
