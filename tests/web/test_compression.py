"""How light pages are as they are really sent: compressed, but for what could tell a secret."""

import gzip
import http.client
from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

import pytest
from flask import Flask

from tests.pages import Visitor, read_form
from tests.server_process import Server
from tests.soundness import attributes, parse

WRITE = "/uyghur-assessment/to/hrc-kr/"
HEAVIEST = 40_000  # bytes, as sent
PACKED = {"Accept-Encoding": "gzip, deflate, br"}


def ask(
    server: Server, path: str, headers: Mapping[str, str] = PACKED, body: str | None = None
) -> tuple[http.client.HTTPResponse, bytes]:
    """Return an answer as it came over the line."""
    connection = http.client.HTTPConnection("localhost", server.port)
    form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    connection.request("POST" if body else "GET", path, body, {**headers, **form})
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    assert len(data) == int(answer.headers["Content-Length"])
    return answer, data


@pytest.mark.slow
def test_the_page_to_write_with_all_it_loads_is_sent_in_forty_kilobytes(server: Server) -> None:
    answer, sent = ask(server, WRITE)
    page = parse(gzip.decompress(sent).decode())
    loaded = [attributes(each)["href"] for each in page.query("link")]
    loaded += [attributes(each)["src"] for each in page.query("script")]

    files = [ask(server, each)[1] for each in loaded]

    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(files) >= 3
    assert len(sent) + sum(map(len, files)) <= HEAVIEST


def test_a_letter_to_check_is_compressed_too(server: Server) -> None:
    page = parse(ask(server, WRITE, {})[1].decode())
    form = read_form(page.query("#form")[0], WRITE, page)
    pairs = [(name, value) for name, values in form.values.items() for value in values]

    answer, sent = ask(server, WRITE, PACKED, urlencode(pairs))

    assert answer.headers["Content-Encoding"] == "gzip"
    assert b"Check your letter" in gzip.decompress(sent)


@pytest.mark.parametrize(
    "path", [WRITE, "/uyghur-assessment/counts.json", "/static/screen.css", "/static/icon.svg"]
)
@pytest.mark.parametrize("wanted", ["", "identity", "br", "gzip;q=0", "deflate, gzip;q=0.0"])
def test_who_cannot_read_it_compressed_gets_it_plain_and_caches_are_told(
    app: Flask, path: str, wanted: str
) -> None:
    answer = Visitor(app, Accept_Encoding=wanted).get(path)

    assert "Content-Encoding" not in answer.headers
    assert "Accept-Encoding" in answer.vary
    assert "Cookie" not in answer.vary


@pytest.mark.parametrize(
    "path", [WRITE, "/uyghur-assessment/to/nobody/", "/static/supporters/write.js"]
)
def test_what_is_sent_compressed_is_the_same(app: Flask, path: str) -> None:
    visitor, packed = Visitor(app), Visitor(app, Accept_Encoding="gzip")
    plain = visitor.get(path)

    answer = packed.get(path)

    assert answer.headers["Content-Encoding"] == "gzip"
    unpacked = gzip.decompress(answer.data)
    assert unpacked.partition(b'name="token"')[0] == plain.data.partition(b'name="token"')[0]
    assert set(answer.vary) == set(plain.vary)


def test_a_file_that_a_browser_has_is_not_sent_again(app: Flask) -> None:
    first = Visitor(app, Accept_Encoding="gzip").get("/static/screen.css")
    tag = first.headers["ETag"]

    again = Visitor(app, Accept_Encoding="gzip", If_None_Match=tag).get("/static/screen.css")

    assert tag.startswith("W/")  # the same file, in other bytes
    assert (again.status_code, again.data) == (304, b"")
    assert "Accept-Encoding" in again.vary


def test_a_part_of_a_file_is_a_part_of_the_plain_one(app: Flask) -> None:
    visitor = Visitor(app, Accept_Encoding="gzip", Range="bytes=0-9")

    answer = visitor.get("/static/screen.css")

    assert (answer.status_code, len(answer.data)) == (206, 10)
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("path", ["sign-in", "nowhere", ""])
def test_organizers_pages_are_not_compressed(server: Server, path: str) -> None:
    """They hold tokens of a session, whose length could be guessed at (docs/decisions/0021)."""
    answer, sent = ask(server, f"/organizers/{path}")

    assert "Content-Encoding" not in answer.headers
    assert urlsplit(answer.headers.get("Location", "")).path.startswith("/organizers/") or (
        b"<html" in sent
    )


@pytest.mark.slow
def test_letters_that_are_files_are_not_compressed(app: Flask) -> None:
    visitor = Visitor(app, Accept_Encoding="gzip")
    values = Visitor(app).open(WRITE).form("Show my letter").values

    for ending in ("pdf", "eml", "txt"):
        answer = visitor.post(f"{WRITE}letter.{ending}", values)
        assert answer.status_code == 200
        assert "Content-Encoding" not in answer.headers
