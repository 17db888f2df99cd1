"""The process that starts the others: those that answer, and the worker beside them."""

import os
import subprocess
import sys
import time
from typing import Final

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from campaign.settings import ROOT

SECONDS_BETWEEN_STARTS: Final = (5, 300)
"""The seconds between starts of the worker, at first and at most, should it end by itself."""
SECONDS_TO_END: Final = 3
"""The seconds that the worker may take over the letter that it is at."""


class Companion:
    """The worker beside the server: a process that is started anew when it ends by itself."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._process: subprocess.Popen[bytes] | None = None
        self._started = self._pause = float("-inf")

    def keep(self) -> None:
        """Start the worker where it does not run; if it ends again and again, ever less often."""
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
        """Have the worker end after the letter that it is at; another one goes on from there."""
        if self._process:
            self._process.terminate()

    def end(self) -> None:
        """Wait until the worker has ended, and end it at once if that takes long."""
        if self._process:
            try:
                self._process.wait(SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


class Master(Arbiter):
    """gunicorn's master, which keeps the companion as it keeps its own workers."""

    def __init__(self, app: BaseApplication) -> None:
        """Take what to serve."""
        super().__init__(app)
        self._companion = Companion()

    def manage_workers(self) -> None:
        """Start the processes that do not run, about once a second."""
        super().manage_workers()
        self._companion.keep()

    def stop(self, graceful: bool = True) -> None:  # noqa: FBT001, FBT002 - as there
        """End all processes."""
        self._companion.ask_to_end()
        super().stop(graceful)
        self._companion.end()
