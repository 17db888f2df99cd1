"""The web server: gunicorn's master and parser, and processes of our own that answer.

The application is loaded once and shared by these. They know nothing of what it does.
"""

import gc
import os
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from campaign.server.master import Master
from campaign.server.worker import ServerWorker
from campaign.settings import Settings

THREADS: Final = 16
"""The threads for pages in each process; letters are typeset elsewhere (`campaign.press.pool`)."""
MOST_WORKERS: Final = 4
MOST_FIELDS: Final = 60
"""The most fields of a request's head."""
LONGEST_FIELD: Final = 8190
"""The most characters of a request's address, and of each field of its head."""

Application = Callable[..., Iterable[bytes]]
"""An application as gunicorn serves it (PEP 3333)."""


class Server(BaseApplication):
    """Serves one application until it is told to stop."""

    def __init__(
        self, app: Application, settings: Settings, headers: Mapping[str, str], welcome: str = ""
    ) -> None:
        """Take what to serve and where, and what to say once it is ready.

        `headers` are for what the application never sees, and so cannot answer.
        """
        self._app, self._settings, self._welcome = app, settings, welcome
        self.headers = headers
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
            "worker_class": ServerWorker,
            "threads": THREADS,
            "preload_app": True,
            "loglevel": "critical",
            "graceful_timeout": 10,
            "limit_request_fields": MOST_FIELDS,
            "limit_request_line": LONGEST_FIELD,
            "limit_request_field_size": LONGEST_FIELD,
            # Whether a proxy is believed is CAMPAIGN_TRUSTED_PROXIES' to say, not gunicorn's.
            "forwarded_allow_ips": "",
            # It would be a file in the home folder, which the service's user does not have.
            "control_socket_disable": True,
            "when_ready": self._say_ready,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def run(self) -> None:
        """Serve requests until the process is told to stop."""
        gc.freeze()  # what is there already stays shared with the processes that answer
        Master(self).run()

    def load(self) -> Application:
        """Return the application."""
        return self._app

    def _say_ready(self, server: Arbiter) -> None:
        del server
        print(f"Ready: {self._settings.local_address}/", flush=True)  # noqa: T201
        if self._welcome:
            print(self._welcome, flush=True)  # noqa: T201
