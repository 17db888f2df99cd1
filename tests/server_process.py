"""The server as an operator starts it, in a process of its own, for tests from the outside."""

import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from campaign.settings import ROOT

MAIN = "from campaign.cli import main; main()"
KEEPING = (
    "import flask, jinja2; "
    "flask.Flask.jinja_options = {{'bytecode_cache': jinja2.FileSystemBytecodeCache({folder!r})}}"
)
"""A line for a server that keeps compiled templates in a folder, where others find them."""
SECONDS_TO_END = 60
"""After which a process is not going to end any more."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; what it says on standard error goes into the file `log`."""

    process: "subprocess.Popen[str]"
    port: int
    instance: Path
    log: Path

    @property
    def url(self) -> str:
        """Return where it is reached."""
        return f"http://localhost:{self.port}"

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """End the server and return its exit status."""
        self.process.send_signal(how)
        return self.process.wait(SECONDS_TO_END)

    def kill(self) -> None:
        """End the server and all that it started, at once."""
        for pid in [*family(self.process.pid)]:
            os.kill(pid, signal.SIGKILL)
        self.process.wait(SECONDS_TO_END)


@contextmanager
def serving(folder: Path, *, first: str = "", **environ: str) -> Iterator[Server]:
    """Serve for tests from an instance in a folder, until the block ends.

    `first` is a line of Python that the server runs before it starts, for what no setting reaches.
    """
    program = "\n".join((KEEPING.format(folder=compiled()), first, MAIN))
    with serving_as_shipped(folder, program, **environ) as server:
        yield server


@contextmanager
def serving_as_shipped(folder: Path, program: str = MAIN, **environ: str) -> Iterator[Server]:
    """Serve by a program, with nothing changed that a bench would measure."""
    with port_of_ones_own() as port:
        yield from _serve(folder, port, program, environ)


MAKING = Lock()
"""Held while the folder is made: servers are started by several threads at once."""


@cache
def _folder() -> "TemporaryDirectory[str]":
    return TemporaryDirectory()


def compiled() -> str:
    """Return the folder where templates are kept compiled: or each server compiles all it shows."""
    with MAKING:
        return _folder().name


def _serve(folder: Path, port: int, program: str, environ: Mapping[str, str]) -> Iterator[Server]:
    log = folder / "log"
    given = {
        **{name: value for name, value in os.environ.items() if "CAMPAIGN" not in name},
        "CAMPAIGN_INSTANCE": str(folder / "instance"),
        "CAMPAIGN_MIN_SECONDS": "0",
        "CAMPAIGN_TODAY": "2026-11-24",
        "PORT": str(port),
        **environ,
    }
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", program, "serve"],
            cwd=ROOT, env=given, stdout=subprocess.PIPE, stderr=errors, text=True,
        )  # fmt: skip
    assert process.stdout
    try:
        said = process.stdout.readline()
        assert said == f"Ready: http://localhost:{port}/\n", said + log.read_text()
        yield Server(process, port, folder / "instance", log)
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(SECONDS_TO_END)
        process.stdout.close()


def family(pid: int) -> Iterator[int]:
    """Yield a process, and those that it and they have started."""
    yield pid
    for child in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(child.read_text(encoding="utf-8").rsplit(")", 1)[1].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
        if parent == pid:
            yield from family(int(child.parent.name))


@contextmanager
def ending(pids: Iterable[int]) -> Iterator[None]:
    """See to it that by the end of the block, or soon after, these processes are gone."""
    handles = []
    for pid in pids:
        with suppress(ProcessLookupError):  # it has ended already
            handles.append(os.pidfd_open(pid))
    yield
    for handle in handles:
        assert select.select([handle], [], [], SECONDS_TO_END)[0]
        os.close(handle)


@contextmanager
def port_of_ones_own() -> Iterator[int]:
    """Yield a port that nobody else on this machine is given until the block ends.

    A socket has it that does not listen: beside such a one, a server that allows for the address to
    be used already, as ours does, can have the port too, and nobody who leaves the choice to Linux.
    """
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        yield port
