"""Nothing that a supporter types is anywhere afterwards: no log, address, file or table has it."""

import contextlib
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from campaign.press import fonts
from campaign.settings import Settings
from campaign.web.database import db
from tests.conftest import AppWith
from tests.pages import Form, Visitor

WRITE = "/uyghur-assessment/to/hrc-kr/"
SHOW = "Show my letter"
TAKEN = (
    "Download the PDF",
    "Email draft (.eml)",
    "Text (.txt)",
    "Open it in my mail program",
    "I sent it by email",
)
TYPED = {
    "note": "Quokka grandmother",
    "name": "Xanthippe Mxyzptlk",
    "place": "Ouagadougou",
    "to_postal": "Zwetschge\nVaduz-Xyloweg",
    "to_email": "mirabelle@quince.example",
    "reply_to": "Damsonhouse",
}
SECRETS = [word for text in TYPED.values() for word in text.split()]
"""Words that occur nowhere else."""

Capture = pytest.CaptureFixture[str]

WRITTEN: list[str] = []
"""Files opened for writing while anybody watches."""
WATCHING: list[bool] = []


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Note files that are made or written (an audit hook cannot be taken away again)."""
    if not WATCHING:
        return
    if event == "open":
        path, mode, flags = arguments
        if set(mode or "") & set("wxa+") or flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            WRITTEN.append(str(path))
    elif event.startswith("tempfile.") or event in {"os.mkdir", "os.rename"}:
        WRITTEN.append(f"{event} {arguments[0]}")


sys.addaudithook(_watch)


@contextlib.contextmanager
def watched() -> Iterator[list[str]]:
    """Collect the files that are written meanwhile."""
    WRITTEN.clear()
    WATCHING.append(True)
    try:
        yield WRITTEN
    finally:
        WATCHING.clear()


def filled(visitor: Visitor) -> Form:
    form = visitor.open(WRITE).form(SHOW)
    return form.fill(**TYPED, sign_as="full", country="BF")


def take_all(visitor: Visitor, *, reported: int = 303) -> None:
    """Go the whole way, taking the letter in every way there is; a report answers `reported`."""
    page = visitor.submit(filled(visitor), SHOW)
    for button in TAKEN:
        expected = {reported} if button == "I sent it by email" else {200, 303}
        assert visitor.press(page.form(button), button).status_code in expected
    visitor.submit(page.form("Change something"), "Change something")
    visitor.submit(filled(visitor).forge(ask=()), SHOW, 422)


def secrets_in(text: str | bytes) -> list[str]:
    """Return the typed words that a text holds, in any encoding used here."""
    if isinstance(text, str):
        text = text.encode()
    return [word for word in SECRETS if word.casefold().encode() in text.lower()]


def test_the_database_holds_nothing_that_was_typed(
    app_with: AppWith, settings: Settings, tmp_path: Path
) -> None:
    visitor = Visitor(app_with())

    take_all(visitor)

    assert visitor.counts()["pdf"] == 1
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert settings.database_url.endswith(str(tmp_path / "campaign.sqlite"))
    assert {file.name for file in files} >= {"campaign.sqlite", "campaign.sqlite-wal"}
    for file in files:
        assert secrets_in(file.read_bytes()) == [], file
    assert any(b"hrc-kr" in file.read_bytes() for file in files)  # it does hold the counts


def test_no_file_is_written_but_the_database(app: Flask, tmp_path: Path) -> None:
    visitor = Visitor(app)
    take_all(visitor)  # so that everything is loaded

    with watched() as written:
        take_all(visitor)
        Path(tmp_path / "a file").touch()

    assert written == [str(tmp_path / "a file")]  # the hook does see them; SQLite opens its own


def test_no_address_holds_anything_that_was_typed(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses: list[str] = []
    visitor = Visitor(app)
    get, post = visitor.get, visitor.post

    def noting_get(url: str) -> Any:  # noqa: ANN401
        addresses.append(url)
        return get(url)

    def noting_post(url: str, values: Any) -> Any:  # noqa: ANN401
        answer = post(url, values)
        addresses.extend([url, answer.headers.get("Location", "")])
        return answer

    monkeypatch.setattr(visitor, "get", noting_get)
    monkeypatch.setattr(visitor, "post", noting_post)
    take_all(visitor)

    mailto = [address for address in addresses if address.startswith("mailto:")]
    assert len(mailto) == 1
    assert secrets_in(" ".join(set(addresses) - set(mailto))) == []
    assert any("done" in address for address in addresses)


def test_nothing_typed_is_logged_when_the_press_fails(
    app_with: AppWith, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_with()

    def fail(letter: Any, paper: Any) -> None:  # noqa: ANN401
        cause = UnicodeError(f"cannot draw {letter.paragraphs}")
        raise RuntimeError(f"could not print {letter.signature} on {paper}") from cause

    monkeypatch.setattr(app.extensions["services"].press, "pdf", fail)
    visitor = Visitor(app)
    form = visitor.submit(filled(visitor), SHOW).form("Download the PDF")

    assert visitor.press(form, "Download the PDF").status_code == 500

    log = capsys.readouterr().err
    assert "RuntimeError" in log
    assert secrets_in(log) == []


def test_nothing_typed_is_logged_when_the_database_is_gone(
    app_with: AppWith, capsys: Capture, tmp_path: Path
) -> None:
    folder = tmp_path / "instance"
    folder.mkdir()
    app = app_with(database_url=f"sqlite:///{folder}/campaign.sqlite")
    visitor = Visitor(app)
    with app.app_context():
        db.engine.dispose()
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()

    visitor.open("/")
    take_all(visitor, reported=503)

    log = capsys.readouterr().err
    assert "The counts were not read" in log
    assert "A letter was not counted" in log
    assert "OperationalError" in log
    assert secrets_in(log) == []


def test_nothing_typed_is_logged_when_a_request_makes_no_sense(
    app_with: AppWith, capsys: Capture
) -> None:
    app = app_with()
    client = app.test_client(use_cookies=False)
    body = "&".join(f"{name}={value}" for name, value in TYPED.items())

    for type_, data in {
        "multipart/form-data": body,
        "multipart/form-data; boundary=x": f"--x\r\nnonsense: {body}\r\n",
        "application/x-www-form-urlencoded; charset=nonsense": body + "&name=%ff%00",
        "application/json": "{" + body,
        "text/plain": body,
    }.items():
        answer = client.post(WRITE, data=data, content_type=type_)
        assert answer.status_code in {400, 422}, type_
    for host in ("Xanthippe.example", "[Quokka", "a b"):
        answer = client.post(WRITE, data=body, headers={"Host": host})
        assert answer.status_code == 400
    client.post(WRITE, data=body * 2000, content_type="application/x-www-form-urlencoded")

    assert secrets_in(capsys.readouterr().err) == []


def test_nothing_typed_is_logged_by_what_makes_the_paper(app_with: AppWith, capfd: Capture) -> None:
    visitor = Visitor(app_with())
    odd = "".join(map(chr, (*range(0x20, 0x2FF), *range(0x2000, 0x2FFF), *range(0xFE00, 0xFFFF))))
    known = "".join(sign for sign in odd if not fonts.missing(sign))
    for note, status in ((known, 200), (odd, 422)):
        form = filled(visitor).fill(note=f"{TYPED['note']} {note[:5900]}", place="\U0001f600")

        page = visitor.submit(form, SHOW)
        answer = visitor.press(page.form("Download the PDF"), "Download the PDF")

        assert answer.status_code == status
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("package", ["weasyprint", "fontTools.subset", "werkzeug", "other"])
def test_what_other_packages_say_is_not_logged_but_where_they_said_it(
    app_with: AppWith, capsys: Capture, package: str
) -> None:
    app_with()

    logging.getLogger(package).error("cannot draw %s", TYPED["name"])
    logging.getLogger(package).error(f"cannot draw {TYPED['name']}")  # noqa: G004 - they do

    log = capsys.readouterr().err
    assert log.count(f"ERROR {package}: see line") == 2
    assert "test_privacy.py" in log
    assert secrets_in(log) == []


def test_nothing_typed_is_shown_by_the_settings(settings: Settings) -> None:
    assert "secret of the tests" not in repr(settings)
    assert "sqlite" not in repr(settings)
