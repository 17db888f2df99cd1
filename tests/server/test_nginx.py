"""nginx as docs/deploy.md has it, started in front of the server: what it answers."""

import http.client
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import pytest

from campaign.letter.email import ELSEWHERE_BUDGET
from campaign.settings import ROOT
from tests.raw_requests import START, read_all
from tests.server_process import Server, port_of_ones_own, serving
from tests.soundness import HEADERS
from tests.worker.browser import until

NAME: Final = "letters.example.org"
NGINX: Final = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
STRICT: Final = {"Strict-Transport-Security": "max-age=31536000"}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed"),
]


def examples() -> tuple[str, str]:
    """Return the headers and the servers of the example."""
    text = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    headers, servers, *_ = re.findall(r"```nginx\n(.*?)```", text, re.DOTALL)
    return headers, servers


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a server of the public host name."""
    public = {"CAMPAIGN_HOSTNAMES": NAME, "CAMPAIGN_TRUSTED_PROXIES": "1", "CAMPAIGN_TODAY": ""}
    with serving(tmp_path_factory.mktemp("behind"), **public) as server:
        yield server


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where nginx has its files, with a `log` of what went wrong."""
    return tmp_path_factory.mktemp("nginx")


@pytest.fixture(scope="module")
def nginx(folder: Path, behind: Server) -> Iterator[tuple[int, int]]:
    """Start nginx in front of it, and return its ports, with TLS and without."""
    with in_front_of(behind.port, folder) as ports:
        yield ports


@contextmanager
def in_front_of(server: int, folder: Path) -> Iterator[tuple[int, int]]:
    """Start nginx in front of a port, until the block ends."""
    with port_of_ones_own() as secure, port_of_ones_own() as plain:
        ports = secure, plain
        _write_example(folder, ports, server)
        assert NGINX
        command = [NGINX, "-p", str(folder), "-c", "nginx.conf", "-e", "stderr"]
        with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
            until(lambda: process.poll() is not None or answers(ports[0]))
            assert process.poll() is None, process.stderr and process.stderr.read().decode()
            yield ports
            process.terminate()


def _write_example(folder: Path, ports: tuple[int, int], server: int) -> None:
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={NAME}",
         "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    headers, servers = examples()
    for was, now in {
        r"listen \[::\]:\d+[^;]*;": "",
        r"listen 443": f"listen 127.0.0.1:{ports[0]}",
        r"listen 80": f"listen 127.0.0.1:{ports[1]}",
        r"ssl_certificate .*": f"ssl_certificate {certificate};",
        r"ssl_certificate_key .*": f"ssl_certificate_key {key};",
        r"/var/log/nginx/\S+ crit": f"{folder}/log",  # where tests fail, it says why
        r"127.0.0.1:8000": f"127.0.0.1:{server}",
    }.items():
        servers, times = re.subn(was, now, servers)
        assert times, was
    (folder / "snippets").mkdir()
    (folder / "snippets" / "campaign-headers.conf").write_text(headers)
    places = "".join(
        f"{each}_temp_path {folder}/temp;" for each in ("proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/log; events {{}}\n"
        f"http {{ access_log off; client_body_temp_path {folder}/temp; {places}\n{servers} }}"
    )


def answers(port: int) -> bool:
    """Say whether somebody listens there."""
    with socket.socket() as visitor:
        return visitor.connect_ex(("127.0.0.1", port)) == 0


def raw(port: int, sent: bytes) -> tuple[int, list[tuple[str, str]], str]:
    """Send something over TLS, and return the answer's status, headers and content."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (
        socket.create_connection(("127.0.0.1", port), timeout=20) as plain,
        context.wrap_socket(plain, server_hostname=NAME) as visitor,
    ):
        visitor.sendall(sent)
        head, _, content = read_all(visitor).decode().partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    fields = [(name, value) for name, _, value in (line.partition(": ") for line in lines)]
    return int(first.split()[1]), fields, content


def asking(method: str, path: str, *fields: str) -> bytes:
    lines = f"{method} {path} HTTP/1.1", f"Host: {NAME}", "Connection: close", *fields, "", ""
    return "\r\n".join(lines).encode()


def demand_headers(fields: list[tuple[str, str]], **others: str) -> None:
    """Fail unless every header that we want is there, once."""
    for name, value in {**HEADERS, **others}.items():
        assert [v for n, v in fields if n.casefold() == name.casefold()] == [value], name
    assert ("Server", "nginx") in fields, "without a version"


OWN = {
    "too large": (asking("POST", START, "Content-Length: 200000"), 413),
    "too long": (asking("GET", f"/{'x' * 9000}"), 414),
    "a field too large": (asking("GET", "/", f"X: {'x' * 9000}"), 400),
    "a method that nobody has": (asking("TRACE", START), 405),
    "no request": (b"GET /\x01 HTTP/1.1\r\n\r\n", 400),
    "no host": (b"GET / HTTP/1.1\r\n\r\n", 400),
}


@pytest.mark.parametrize("case", OWN)
def test_what_nginx_refuses_by_itself_has_our_headers(nginx: tuple[int, int], case: str) -> None:
    sent, expected = OWN[case]

    status, fields, content = raw(nginx[0], sent)

    assert status == expected
    demand_headers(fields, **STRICT, **{"Cache-Control": "no-store"})
    assert content == f"This could not be done (error {status}). Please go back, and try again.\n"


@pytest.mark.parametrize(("path", "expected"), [
    (START, 200), ("/static/campaign.css", 404), ("/nowhere/", 404), (f"{START}to/hrc-cn/", 403),
    ("/organizers/sign-in/", 303),
])  # fmt: skip
def test_our_own_pages_pass_with_their_headers_once(
    nginx: tuple[int, int], folder: Path, behind: Server, path: str, expected: int
) -> None:
    status, fields, content = raw(nginx[0], asking("GET", path))

    assert status == expected, (folder / "log").read_text() + behind.log.read_text()
    own = {"Referrer-Policy": "same-origin"} if path.startswith("/organizers/") else {}
    demand_headers(fields, **STRICT, **own)
    assert "This could not be done" not in content


def test_a_letter_that_is_too_long_for_us_and_not_for_nginx_has_our_page(
    nginx: tuple[int, int],
) -> None:
    path = f"{START}to/hrc-kr/"
    head = asking(
        "POST", path, "Content-Length: 6000", "Content-Type: application/x-www-form-urlencoded"
    )

    status, fields, content = raw(nginx[0], head + b"note=" + b"x" * 5995)

    assert status == 422
    demand_headers(fields, **STRICT)
    assert "<h1" in content


def test_a_link_to_a_mail_program_passes_as_long_as_may_be(nginx: tuple[int, int]) -> None:
    path = f"{START}to/high-commissioner/"
    _, _, page = raw(nginx[0], asking("GET", path))
    form = dict(re.findall(r'name="(token)" value="([^"]+)"', page))
    ask = re.findall(r'name="ask" value="([^"]+)"', page)[:1]
    found = 0
    for length in range(100, 2500, 50):
        note = "x" * length
        fields = urlencode({**form, "ask": ask, "note": note, "language": "en"}, doseq=True)
        head = asking(
            "POST",
            f"{path}open",
            f"Content-Length: {len(fields)}",
            "Content-Type: application/x-www-form-urlencoded",
        )

        status, headers, _ = raw(nginx[0], head + fields.encode())

        assert status == 303
        link = dict(headers)["Location"]
        if note not in link:
            break
        found = len(link)
    assert ELSEWHERE_BUDGET - 50 < found <= ELSEWHERE_BUDGET


def test_who_comes_without_tls_is_led_to_it(nginx: tuple[int, int]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", nginx[1], timeout=20)
    connection.request("GET", START, headers={"Host": NAME})
    answer = connection.getresponse()
    connection.close()

    assert (answer.status, answer.headers["Location"]) == (301, f"https://{NAME}{START}")
    demand_headers(answer.getheaders())


def test_while_the_server_is_away_nginx_says_so_with_our_headers(tmp_path: Path) -> None:
    with port_of_ones_own() as nobodys, in_front_of(nobodys, tmp_path) as (secure, _):
        status, fields, _ = raw(secure, asking("GET", START))

    assert status == 502
    demand_headers(fields, **STRICT)
