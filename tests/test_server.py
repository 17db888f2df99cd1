"""The server from the outside: it starts, answers many at once, refuses, and ends cleanly."""

import contextlib
import http.client
import io
import json
import os
import re
import signal
import socket
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest
from pypdf import PdfReader

from campaign.server.connection import LARGEST_BODY as MOST_GATHERED
from campaign.settings import ROOT
from campaign.wakeup import Wakeup
from campaign.web.security_headers import LARGEST_BODY
from tests.conftest import COUNTED
from tests.pages import read_form
from tests.server_process import Server, ending, family, serving
from tests.soundness import HEADERS, parse
from tests.worker.browser import until

pytestmark = pytest.mark.slow
WRITE = "/uyghur-assessment/to/hrc-kr/"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
SECRET = "Xanthippe"  # noqa: S105 - a word to look for


def ask(
    server: Server, method: str, path: str, body: str = "", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    """Return an answer and its content."""
    connection = http.client.HTTPConnection("localhost", server.port, timeout=20)
    try:
        connection.request(method, path, body, {**FORM, **headers})
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def fields(server: Server) -> dict[str, tuple[str, ...]]:
    """Return the fields of a form as the server sends it."""
    page = parse(ask(server, "GET", WRITE)[1].decode())
    values = read_form(page.query("form")[0], WRITE).values
    return {**values, "sign_as": ("full",), "name": (SECRET,)}


def encoded(form: dict[str, tuple[str, ...]]) -> str:
    return urlencode(form, doseq=True)


def counts(server: Server) -> dict[str, int]:
    """Return what was counted until now."""
    answer = json.loads(ask(server, "GET", "/uyghur-assessment/counts.json")[1])
    found: dict[str, int] = answer["counts"]
    return found


def test_it_is_ready_when_it_says_so(server: Server) -> None:
    for path in ("/healthz", "/readyz"):
        assert ask(server, "GET", path)[0].status == 200


def test_it_ends_cleanly_and_starts_again_with_what_it_counted(tmp_path: Path) -> None:
    form: dict[str, tuple[str, ...]] = {}
    counted: dict[str, int] = {}
    for way, how in (("pdf", signal.SIGTERM), ("txt", signal.SIGINT)):
        with serving(tmp_path, first=COUNTED) as server:
            form = form or fields(server)  # the second time, from before
            counted[way] = 1  # and "pdf" no second time
            for each in counted:
                assert ask(server, "POST", f"{WRITE}letter.{each}", encoded(form))[0].status == 200
            assert counts(server) == counted

            assert server.end(how) == 0

            assert server.process.stdout
            # Nobody followed the first link, so that there is one again.
            said = server.process.stdout.read()
            link = rf"{server.url}/organizers/join/\S+"
            assert re.fullmatch(rf"To become the first owner \(.*\): {link}\n", said)
            assert server.log.read_text() == ""
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", server.port))
    kept = {file.name for file in server.instance.iterdir()}
    assert kept - {"queue.sqlite"} == {"campaign.sqlite", "campaign.sqlite-line", "secret.key"}


def workers_of(process: int) -> list[int]:
    """Return the processes that do work in the background for a server's."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parent = int(status.read_text().rpartition(")")[2].split()[1])
            said = (status.parent / "cmdline").read_bytes().split(b"\0")
            if b"work" in said and f"{process}".encode() in (f"{parent}".encode(), *said):
                found.append(int(status.parent.name))
    return found


def test_a_worker_runs_beside_the_server_comes_again_and_ends_with_it(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        process = server.process.pid
        until(lambda: workers_of(process))
        (first,) = workers_of(process)

        os.kill(first, signal.SIGKILL)
        until(lambda: workers_of(process) not in ([], [first]))

        assert server.end() == 0
        assert workers_of(process) == []


def test_a_worker_does_not_outlive_a_server_that_is_killed(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        process = server.process.pid
        until((server.instance / "queue.sqlite").exists)

        server.end(signal.SIGKILL)

        until(lambda: not workers_of(process))


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_however_it_ends_it_leaves_no_process_behind(tmp_path: Path, how: signal.Signals) -> None:
    with serving(tmp_path) as server:
        body = encoded(fields(server))
        assert ask(server, "POST", WRITE + "letter.pdf", body)[0].status == 200
        everybody = [*family(server.process.pid)]
        assert sum("supervisor" in commanded(pid) for pid in everybody) >= 2, "and its workers"
        with ending(everybody):
            server.end(how)


def commanded(pid: int) -> str:
    """Return how a process was started; nothing once it is gone."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8")
    return ""


def test_letters_taken_at_once_are_each_whole_and_each_counted_or_put_off(server: Server) -> None:
    bodies, before = [encoded(fields(server)) for _ in range(32)], counts(server)

    with ThreadPoolExecutor(16) as pool:
        answers = list(
            pool.map(lambda body: ask(server, "POST", WRITE + "letter.pdf", body), bodies)
        )

    given = [content for answer, content in answers if answer.status == 200]
    put_off = [answer for answer, _ in answers if answer.status == 503]
    assert given
    assert len(given) + len(put_off) == 32
    assert all(answer.headers["Retry-After"] for answer in put_off)
    for content in given:
        assert SECRET in PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert counts(server)["pdf"] - before.get("pdf", 0) == len(given)


@pytest.mark.parametrize("size", [LARGEST_BODY, 3 * LARGEST_BODY, 2 * MOST_GATHERED])
def test_a_body_too_large_is_refused(server: Server, size: int) -> None:
    assert ask(server, "POST", WRITE, "note=" + "x" * size)[0].status == 413


@pytest.mark.parametrize("size", [MOST_GATHERED, 3 * MOST_GATHERED])
def test_a_body_too_large_for_any_page_is_refused_before_it_is_sent(
    server: Server, size: int
) -> None:
    connection = http.client.HTTPConnection("localhost", server.port, timeout=20)
    with contextlib.closing(connection):
        connection.putrequest("POST", WRITE)
        connection.putheader("Content-Length", str(size + 5))
        connection.endheaders()

        assert connection.getresponse().status == 413


def test_a_body_that_does_not_say_its_size_is_not_cut_off_but_refused(server: Server) -> None:
    connection = http.client.HTTPConnection("localhost", server.port, timeout=20)
    with contextlib.closing(connection):
        connection.request("POST", WRITE, iter([b"note=", b"x"]), FORM)

        assert connection.getresponse().status == 411


def test_a_foreign_host_is_refused(server: Server) -> None:
    answer, _ = ask(server, "GET", "/uyghur-assessment/", Host="letters.example.net")

    assert answer.status == 400


def test_an_answer_has_the_headers_and_no_others_that_tell_of_us(server: Server) -> None:
    answer, _ = ask(server, "GET", "/uyghur-assessment/")

    assert {name: answer.headers.get_all(name) for name in HEADERS} == {
        name: [value] for name, value in HEADERS.items()
    }
    assert {name.casefold() for name in answer.headers} - {n.casefold() for n in HEADERS} == {
        "cache-control", "connection", "content-length", "content-type", "date", "etag", "server",
        "vary", "x-robots-tag",
    }  # fmt: skip


def test_whatever_the_folder_and_mask_nobody_else_reads_a_file(tmp_path: Path) -> None:
    """After a letter, a visit to every machine's page, and work in the background."""
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance").chmod(0o755)
    before = os.umask(0)
    try:
        with serving(tmp_path) as server:
            until((server.instance / "queue.sqlite").exists)
            form = fields(server)
            for way in ("letter.pdf", "letter.eml"):
                assert ask(server, "POST", WRITE + way, encoded(form))[0].status == 200
            assert ask(server, "GET", "/readyz")[0].status == 200
            Wakeup(f"sqlite:///{server.instance}/queue.sqlite").ring()

            modes = {
                file.name: stat.S_IMODE(file.lstat().st_mode)
                for file in server.instance.rglob("*")
                if file.is_file()
            }
    finally:
        os.umask(before)
    assert {"campaign.sqlite", "campaign.sqlite-wal", "campaign.sqlite-shm", "queue.sqlite"} < {
        *modes
    }
    assert {name: oct(mode) for name, mode in modes.items() if mode != 0o600} == {}


def test_a_database_that_goes_away_is_said_once_and_letters_are_still_given(
    tmp_path: Path,
) -> None:
    with serving(tmp_path) as server:
        body = encoded(fields(server))
        (server.instance / "campaign.sqlite").write_bytes(b"no database")

        for _ in range(10):
            assert ask(server, "POST", WRITE + "letter.eml", body)[0].status == 200
        answer, content = ask(server, "GET", "/readyz")
        server.end()

        assert answer.status == 503
        assert json.loads(content)["reason"] == "the database cannot be written to"
        written = server.log.read_text()
    said = re.findall(r"A letter was not counted(?: \((\d+) times since)?", written)
    assert sum(int(times or 1) for times in said) == 10
    assert written.count("in _write\n") <= 4, "a trace from each process and failure"


def test_what_makes_no_sense_is_not_logged(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        form = fields(server)
        for garbage in (
            f"{SECRET} / HTTP/1.1\r\n\r\n",
            f"GET /{SECRET} {SECRET}\r\n\r\n",
            f"POST {WRITE} HTTP/1.1\r\nHost: {SECRET}\r\nContent-Length: 5\r\n\r\n{SECRET}",
            f"POST {WRITE} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {SECRET}\r\n\r\n",
            f"POST {WRITE} HTTP/1.1\r\nHost: localhost\r\n{SECRET}\r\n\r\n",
            f"POST {WRITE} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999\r\n\r\nname={SECRET}",
            f"POST {WRITE} HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n{SECRET}\r\n",
        ):
            with socket.create_connection(("127.0.0.1", server.port), timeout=5) as raw:
                raw.sendall(garbage.encode())
                raw.shutdown(socket.SHUT_WR)
                raw.recv(1000)
        ask(server, "POST", WRITE + "letter.pdf", encoded({**form, "name": (SECRET * 2000,)}))
        (server.instance / "campaign.sqlite").write_bytes(b"no database")
        assert ask(server, "POST", WRITE + "letter.pdf", encoded(form))[0].status == 200
        server.end()

        assert "A letter was not counted" in server.log.read_text()
        assert SECRET not in server.log.read_text()


CRASHING = """
import ctypes, os, resource
resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
os.chdir(os.environ["CRASHES"])
"""
"""What a server does first that leaves cores in a folder."""


def test_no_process_of_a_server_leaves_its_memory_behind(tmp_path: Path) -> None:
    crashes = {
        "first": CRASHING,
        "CRASHES": str(tmp_path),
        "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
    }
    with serving(tmp_path, **crashes) as server:
        body = encoded(fields(server))
        assert ask(server, "POST", WRITE + "letter.pdf", body)[0].status == 200
        until(lambda: workers_of(server.process.pid))
        # What one of them starts for a moment comes and goes meanwhile.
        until(lambda: all(map(leaves_no_core, family(server.process.pid))))
        owners, everybody = set(), [*family(server.process.pid)]
        with ending(everybody):
            for pid in everybody:
                with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                    owners.add(Path(f"/proc/{pid}/environ").stat().st_uid)
                    os.kill(pid, signal.SIGSEGV)

    assert len(everybody) >= 2 + 1 + 3, "two that serve, one beside them, and the press"
    assert owners == {0}, "nobody but root can look into them"
    assert not [*tmp_path.glob("core*")]


def leaves_no_core(pid: int) -> bool:
    with contextlib.suppress(OSError):
        limits = Path(f"/proc/{pid}/limits").read_text(encoding="utf-8")
        return "core file size 0 0" in " ".join(limits.split())
    return False
