"""The web server: gunicorn, with the application loaded once and shared by its workers."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from typing import Final

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from campaign.settings import ROOT, Settings

THREADS: Final = 16
"""In each worker, for pages; letters are typeset elsewhere (`campaign.press.pool`)."""
MOST_WORKERS: Final = 4
SECONDS_BETWEEN_STARTS: Final = (5, 300)
"""Of the worker: at first, and at most, should it end again and again."""
SECONDS_TO_END: Final = 3
"""How long the worker may take over the letter that it is at."""

Application = Callable[..., Iterable[bytes]]
"""What gunicorn calls (PEP 3333)."""


class Companion:
    """The worker beside the server: a process that is started anew when it ends by itself."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._process: subprocess.Popen[bytes] | None = None
        self._started = self._pause = float("-inf")

    def keep(self) -> None:
        """Start it where it does not run; where it ends again and again, ever less often."""
        runs = self._process is not None and self._process.poll() is None
        lasted = time.monotonic() - self._started
        if not runs and lasted >= self._pause:
            least, most = SECONDS_BETWEEN_STARTS
            self._pause = least if lasted >= most else min(2 * self._pause, most)
            self._started = time.monotonic()
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                [sys.executable, "-P", "-m", "campaign", "work", "--with", str(os.getpid())],
                env=os.environ | {"PYTHONPATH": str(ROOT)},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for us to answer
            )

    def ask_to_end(self) -> None:
        """Have it end after the letter that it is at; another one goes on from there."""
        if self._process:
            self._process.terminate()

    def end(self) -> None:
        """Wait until it has ended, and end it at once if that takes long."""
        if self._process:
            try:
                self._process.wait(SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


class Master(Arbiter):
    """gunicorn's master, which keeps the companion as it keeps its own workers."""

    def __init__(self, app: "Server") -> None:
        """Take what to serve."""
        super().__init__(app)
        self._companion = Companion()

    def manage_workers(self) -> None:
        """Start what does not run, about once a second."""
        super().manage_workers()
        self._companion.keep()

    def stop(self, graceful: bool = True) -> None:  # noqa: FBT001, FBT002 - as there
        """End all processes."""
        self._companion.ask_to_end()
        super().stop(graceful)
        self._companion.end()


class Server(BaseApplication):
    """Serves one application until it is told to stop."""

    def __init__(self, app: Application, settings: Settings, welcome: str = "") -> None:
        """Take what to serve and where, and what to say once it is ready."""
        self._app, self._settings, self._welcome = app, settings, welcome
        super().__init__()

    def load_config(self) -> None:
        """Set what gunicorn needs; nothing of it is for operators to change.

        It logs only what is critical: its warnings name visitors and what they asked for.
        """
        settings = self._settings
        shown = f"[{settings.host}]" if ":" in settings.host else settings.host
        options = {
            "bind": f"{shown}:{settings.port}",
            "workers": min(os.cpu_count() or 1, MOST_WORKERS),
            "threads": THREADS,
            "preload_app": True,
            "loglevel": "critical",
            "graceful_timeout": 10,
            # Whether a proxy is believed is CAMPAIGN_TRUSTED_PROXIES' to say, not gunicorn's.
            "forwarded_allow_ips": "",
            # It would be a file in the home folder, which the service's user does not have.
            "control_socket_disable": True,
            "when_ready": self._say_ready,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def run(self) -> None:
        """Serve until the end."""
        Master(self).run()

    def load(self) -> Application:
        """Return the application."""
        return self._app

    def _say_ready(self, server: Arbiter) -> None:
        del server
        print(f"Ready: {self._settings.local_address}/", flush=True)  # noqa: T201
        if self._welcome:
            print(self._welcome, flush=True)  # noqa: T201
