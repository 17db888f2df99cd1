"""Everything that comes in has a limit, and what is over it is refused before anything is done."""

from collections.abc import Mapping

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from campaign.web.locale import fold
from campaign.web.supporters import target_choice
from tests.pages import Visitor

ROOT = "/uyghur-assessment"
WRITE = f"{ROOT}/to/hrc-kr/"
SHOW = "Show my letter"
LIGATURE = "\ufdfa"
"""One character that is eighteen once it is folded."""
SMALL = 4000
"""Bytes of an answer that says that something was too much."""
URLENCODED = "application/x-www-form-urlencoded"
Values = Mapping[str, tuple[str, ...]]


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app)


@pytest.fixture
def typed(visitor: Visitor) -> Values:
    return {**visitor.open(WRITE).form(SHOW).values, "to": ("hrc-kr",)}


def post(app: Flask, url: str, body: bytes, kind: str = URLENCODED) -> TestResponse:
    return app.test_client(use_cookies=False).post(url, data=body, content_type=kind)


def is_refused(answer: TestResponse, status: int = 422) -> bool:
    return answer.status_code == status and len(answer.data) < SMALL


@pytest.fixture
def folded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what is folded, as it still is."""
    seen: list[str] = []

    def look(text: str) -> str:
        seen.append(text)
        return fold(text)

    monkeypatch.setattr(target_choice, "fold", look)
    return seen


@pytest.mark.parametrize("number", [101, 50_000])
def test_a_search_longer_than_anybody_types_is_refused_before_it_is_folded(
    app: Flask, folded: list[str], number: int
) -> None:
    answer = post(app, f"{ROOT}/another", b"to=hrc-kr&find=" + (LIGATURE * number).encode())

    assert is_refused(answer)
    assert b"what you look for to at most 100" in answer.data
    assert not any(LIGATURE in text for text in folded)


def test_a_search_is_folded_once_and_not_for_each_target(app: Flask, folded: list[str]) -> None:
    answer = post(app, f"{ROOT}/another", b"to=hrc-kr&find=" + (LIGATURE * 100).encode())

    assert answer.status_code == 200
    assert folded.count(LIGATURE * 100) == 1


@pytest.mark.parametrize("page", ["/to/", "/several/", "/evening/"])
def test_a_search_in_an_address_has_the_same_limit(app: Flask, page: str) -> None:
    client = app.test_client(use_cookies=False)

    assert client.get(f"{ROOT}{page}?find={'x' * 100}").status_code == 200
    assert is_refused(client.get(f"{ROOT}{page}?find={'x' * 101}"))


@pytest.mark.parametrize("name", [
    "ask", "country", "edit", "language", "lang", "name", "number", "paper", "place", "sign_as",
    "then", "to", "token", "what", "unknown",
])  # fmt: skip
def test_no_line_is_longer_than_anybody_types(app: Flask, typed: Values, name: str) -> None:
    visitor = Visitor(app)
    long = {**typed, name: ("x" * 1001,)}

    assert is_refused(visitor.post(WRITE, long))
    assert is_refused(visitor.get(f"{WRITE}?{name}={'x' * 1001}"))


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_note_of_more_than_twice_its_length_is_refused_and_line_ends_count_once(
    app: Flask, typed: Values, ends: str
) -> None:
    visitor = Visitor(app)
    note = f"x{ends}" * 6000

    assert len(visitor.post(WRITE, {**typed, "note": (note,)}).data) > SMALL  # it comes back
    assert is_refused(visitor.post(WRITE, {**typed, "note": (f"{note}x",)}))


MANY = {
    "asks": b"&".join([b"ask=x"] * 25_000),
    "fields of many names": b"&".join(b"a%d=" % number for number in range(1001)),
    "nothing": b"&" * 100_000,
}


@pytest.mark.parametrize("body", MANY.values(), ids=MANY)
@pytest.mark.parametrize("url", [WRITE, f"{ROOT}/another", "/organizers/in"])
def test_more_fields_than_any_form_has_are_refused(app: Flask, url: str, body: bytes) -> None:
    assert is_refused(post(app, url, body), 413)


def test_an_address_with_more_fields_than_any_form_has_is_refused(app: Flask) -> None:
    client = app.test_client(use_cookies=False)

    for query in ("&" * 1000, "a=b&" * 1000, "find=" + "%20" * 4000):
        assert is_refused(client.get(f"{ROOT}/to/?{query}"), 414)


@pytest.mark.parametrize("sign", ["%FF", "%80", "%C3%28", "%ED%A0%80", "\xff"])
def test_what_is_no_text_is_refused_before_it_is_read(app: Flask, sign: str) -> None:
    body = f"sign_as=blank&note={sign * 1000}".encode("latin-1")
    assert is_refused(post(app, WRITE, body))


def test_a_body_in_parts_has_the_same_limits(app: Flask) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    kind = "multipart/form-data; boundary=x"

    def send(*fields: tuple[bytes, bytes]) -> TestResponse:
        return post(app, WRITE, b"".join(part % each for each in fields) + b"--x--\r\n", kind)

    assert is_refused(send(*[(b"ask", b"x")] * 1001), 413)
    assert is_refused(send(*[(b"ask", b"x")] * 51))
    assert is_refused(send((b"find", b"x" * 101)))
    assert is_refused(send((b"x" * 101, b"")))
    nameless = b"--x\r\nContent-Disposition: form-data\r\n\r\nx\r\n--x--\r\n"
    assert is_refused(post(app, WRITE, nameless, kind))


@pytest.mark.parametrize("path", [
    "to/hrc-kr/", "to/hrc-kr/letter.txt", "to/hrc-kr/letter.pdf", "to/hrc-kr/open",
    "to/letters.pdf", "next", "another",
])  # fmt: skip
@pytest.mark.parametrize("number", [11, 12, 50])
def test_more_targets_than_can_be_gone_through_are_refused(
    app: Flask, typed: Values, path: str, number: int
) -> None:
    answer = Visitor(app).post(f"{ROOT}/{path}", {**typed, "then": ("hrc-mx",) * number})

    assert is_refused(answer)


def test_one_target_more_than_can_be_gone_through_is_said_in_the_form(
    app: Flask, typed: Values
) -> None:
    answer = Visitor(app).post(WRITE, {**typed, "then": ("hrc-mx",) * 10})

    assert answer.status_code == 422
    assert "Choose at most 10 at once." in answer.text


def test_what_an_organizer_typed_elsewhere_is_carried_along_within_limits(app: Flask) -> None:
    for kept in (b"%26" * 1000, b"x" * 64_001):
        assert is_refused(post(app, "/organizers/in", b"kept=" + kept))


HEADERS = {
    "languages without end": {"Accept-Language": ",".join(["ar"] * 4000)},
    "encodings without end": {"Accept-Encoding": "gzip," * 4000},
    "cookies without end": {"Cookie": "a=b; " * 4000},
    "a day that is none": {"If-Modified-Since": "Mon, 01 Jan 2024 00:00:00 +999999999999999"},
    "a year that is none": {"If-Modified-Since": "1 Jan 99999999999 00:00:00 GMT"},
    "no day to go on from": {"If-Range": "1 Jan 99999999999 00:00:00 GMT", "Range": "bytes=0-1"},
    "tags without end": {"If-None-Match": '"a",' * 4000},
    "an address that is none": {"Referer": "https://["},
    "a port that is none": {"Referer": "https://localhost:99999999/"},
}


@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS)
@pytest.mark.parametrize("site", ["http://localhost", "https://localhost"])
@pytest.mark.parametrize("path", [f"{ROOT}/", "/static/screen.css", "/organizers/in"])
def test_headers_that_nobody_can_read_are_not_read(
    app: Flask, path: str, site: str, headers: Mapping[str, str]
) -> None:
    client = app.test_client()

    got = client.get(path, headers=headers, base_url=site, buffered=True)
    sent = client.post(
        path, headers=headers, base_url=site, data={"csrf_token": "x"}, buffered=True
    )

    assert got.status_code in {200, 206}
    assert "Content-Encoding" not in got.headers
    assert sent.status_code in {400, 405}
