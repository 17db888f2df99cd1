"""Typed settings from CAMPAIGN_* variables, read once at the start; weak ones are refused."""

import contextlib
import math
import os
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from glob import escape
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from campaign.errors import WeakSetting

ROOT: Final = Path(__file__).parents[1]
LOCAL_NAMES: Final = ("localhost", "127.0.0.1", "[::1]")
LISTENING_HERE: Final = ("127.0.0.1", "0.0.0.0")  # noqa: S104 - only to say how it is reached
SHORTEST_SECRET: Final = 32
"""The fewest characters of a secret; 32 of hexadecimal are 128 bits."""
HIGHEST_PORT: Final = 65535
EXIT_SCHEMES: Final = ("https://", "http://")
QUEUES: Final = ("sqlite", "redis", "rediss", "redis+unix", "postgresql", "postgresql+psycopg")
"""The schemes that a queue's address may begin with."""
MOST_PROXIES: Final = 9
"""The most proxies that may stand one behind the other."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may set.

    `min_seconds` is how soon after a page was made its form may come back without being marked as
    automatic. `today` replaces the clock and `rate_limits` are off in tests only: both are refused
    where the public can reach the instance. `exit_url` is where "Leave quickly" leads.
    `hsts_subdomains` says that all names under the public one are reached over TLS alone, too.
    """

    secret_key: str = field(repr=False)
    database_url: str = field(repr=False)
    queue_url: str = field(repr=False)
    letters: Path = ROOT / "letters"
    host: str = "127.0.0.1"
    port: int = 8000
    hostnames: tuple[str, ...] = ()
    trusted_proxies: int = 0
    min_seconds: float = 3
    rate_limits: bool = True
    directory_hosts: tuple[str, ...] = ("bluebook.e-delegate.un.org",)
    exit_url: str = "https://www.wikipedia.org/"
    hsts_subdomains: bool = False
    fixed_today: date | None = None

    def __post_init__(self) -> None:
        """Refuse what would be unsafe."""
        if len(self.secret_key) < SHORTEST_SECRET:
            raise WeakSetting(
                f"CAMPAIGN_SECRET_KEY is too short (write {SHORTEST_SECRET} random characters or "
                "more, or leave it out to have one made)"
            )
        if not self.exit_url.startswith(EXIT_SCHEMES):
            raise WeakSetting(
                f"CAMPAIGN_EXIT_URL is {self.exit_url!r} (write a web address that begins with "
                "https://, of a page that nobody is asked about)"
            )
        _demand_sound_queue(self.queue_url)
        public = self.hostnames or self.trusted_proxies
        if public and (self.fixed_today or not self.rate_limits):
            raise WeakSetting(
                "CAMPAIGN_TODAY and CAMPAIGN_RATE_LIMITS=off are for tests (leave them out where "
                "CAMPAIGN_HOSTNAMES or CAMPAIGN_TRUSTED_PROXIES is set)"
            )

    def today(self) -> date:
        """Return the day it is, in UTC."""
        return self.fixed_today or datetime.now(UTC).date()

    @property
    def local_address(self) -> str:
        """Return where this machine reaches the pages; by name, which passkeys want."""
        shown = f"[{self.host}]" if ":" in self.host else self.host
        host = "localhost" if self.host in LISTENING_HERE else shown
        return f"http://{host}:{self.port}"

    @property
    def address(self) -> str:
        """Return where organizers reach the pages."""
        return f"https://{self.hostnames[0]}" if self.hostnames else self.local_address

    @property
    def allowed_hosts(self) -> tuple[str, ...]:
        """Return the host names requests may ask for: this machine's own, and the public ones."""
        return (*LOCAL_NAMES, self.host, *self.hostnames)


DEFAULTS: Final = {
    "CAMPAIGN_INSTANCE": str(ROOT / "instance"),
    "CAMPAIGN_SECRET_KEY": "",
    "CAMPAIGN_DATABASE_URL": "",
    "CAMPAIGN_QUEUE_URL": "",
    "CAMPAIGN_LETTERS": str(ROOT / "letters"),
    "CAMPAIGN_HOSTNAMES": "",
    "CAMPAIGN_TRUSTED_PROXIES": "0",
    "CAMPAIGN_MIN_SECONDS": "3",
    "CAMPAIGN_RATE_LIMITS": "on",
    "CAMPAIGN_TODAY": "",
    "CAMPAIGN_DIRECTORY_HOSTS": "bluebook.e-delegate.un.org",
    "CAMPAIGN_EXIT_URL": "https://www.wikipedia.org/",
    "CAMPAIGN_HSTS_SUBDOMAINS": "off",
    "HOST": "127.0.0.1",
    "PORT": "8000",
}


def from_environment(environ: Mapping[str, str]) -> Settings:
    """Read the settings, making the instance folder and its secret where needed.

    Raises WeakSetting for one that is malformed or unsafe.
    """
    given = {**DEFAULTS, **{key: value for key, value in environ.items() if value}}
    instance = Path(given["CAMPAIGN_INSTANCE"]).resolve()
    database = given["CAMPAIGN_DATABASE_URL"] or f"sqlite:///{instance}/campaign.sqlite"
    queue = given["CAMPAIGN_QUEUE_URL"] or f"sqlite:///{instance}/queue.sqlite"
    keep_private(instance, database, queue)
    return Settings(
        secret_key=given["CAMPAIGN_SECRET_KEY"] or _secret(instance / "secret.key"),
        database_url=database,
        queue_url=queue,
        letters=Path(given["CAMPAIGN_LETTERS"]).resolve(),
        host=given["HOST"],
        port=_whole("PORT", given["PORT"], HIGHEST_PORT),
        hostnames=_words(given["CAMPAIGN_HOSTNAMES"]),
        trusted_proxies=_whole(
            "CAMPAIGN_TRUSTED_PROXIES", given["CAMPAIGN_TRUSTED_PROXIES"], MOST_PROXIES
        ),
        min_seconds=_number("CAMPAIGN_MIN_SECONDS", given["CAMPAIGN_MIN_SECONDS"]),
        rate_limits=_switch("CAMPAIGN_RATE_LIMITS", given["CAMPAIGN_RATE_LIMITS"]),
        directory_hosts=_words(given["CAMPAIGN_DIRECTORY_HOSTS"]),
        exit_url=given["CAMPAIGN_EXIT_URL"],
        hsts_subdomains=_switch("CAMPAIGN_HSTS_SUBDOMAINS", given["CAMPAIGN_HSTS_SUBDOMAINS"]),
        fixed_today=_day("CAMPAIGN_TODAY", given["CAMPAIGN_TODAY"]),
    )


def keep_private(instance: Path, *urls: str) -> None:
    """Let nobody else read what this process writes from now on, nor what is there already.

    That holds in whatever folder, and for whatever was made by an earlier version or unpacked from
    a backup: SQLite gives a database's companions the mode that the database has.
    """
    os.umask(0o077)
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    named = [Path(url.removeprefix("sqlite:///")) for url in urls if url.startswith("sqlite:///")]
    for file in (instance / "secret.key", *named):
        for each in file.parent.glob(f"{escape(file.name)}*"):
            mode = each.lstat().st_mode
            if stat.S_ISREG(mode) and mode & 0o077:
                with contextlib.suppress(PermissionError):  # another user's
                    each.chmod(0o600)


def _demand_sound_queue(url: str) -> None:
    """Refuse a queue of an unknown kind, and one that anybody in the network could write to.

    The address is not repeated: there may be a password in it.
    """
    kind, _, rest = url.partition("://")
    if kind not in QUEUES or not rest.strip("/"):
        raise WeakSetting(
            "CAMPAIGN_QUEUE_URL is of no known kind (write redis://HOST/0, "
            "redis+unix:///PATH/redis.sock or postgresql://USER@HOST/NAME, or leave it out to have "
            "a file in the instance folder)"
        )
    parts = urlsplit(url)
    here = parts.hostname in {None, "localhost", "127.0.0.1", "::1"}
    if kind in {"redis", "rediss"} and not here and not parts.password:
        raise WeakSetting(
            "CAMPAIGN_QUEUE_URL has no password for a Redis on another machine (write "
            "redis://:PASSWORD@HOST/0, or rediss:// if it speaks TLS)"
        )


def _secret(file: Path) -> str:
    """Return the instance's own secret, made the first time and readable by its owner only."""
    with contextlib.suppress(FileExistsError):
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as new:
            new.write(secrets.token_hex(32))
    return file.read_text(encoding="ascii").strip()


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())


def _number(name: str, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1
    if not 0 <= number < math.inf:
        raise WeakSetting(f"{name} is {text!r} (write a number that is 0 or more)")
    return number


def _whole(name: str, text: str, most: int) -> int:
    if not (text.isdecimal() and int(text) <= most):
        raise WeakSetting(f"{name} is {text!r} (write a whole number from 0 to {most})")
    return int(text)


def _switch(name: str, text: str) -> bool:
    if text not in {"on", "off"}:
        raise WeakSetting(f"{name} is {text!r} (write on or off)")
    return text == "on"


def _day(name: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise WeakSetting(f"{name} is {text!r} (write a date as YYYY-MM-DD)") from None
