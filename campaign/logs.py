"""The log: that something failed and where in the code, and never what was typed.

What fails again and again is said once a minute, with how often.
"""

import logging
import threading
import time
import traceback
from contextlib import nullcontext
from dataclasses import dataclass
from types import TracebackType
from typing import Final, TextIO

Failure = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
"""A failure as `sys.exc_info` returns it."""
FORMAT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"
SECONDS_BETWEEN: Final = 60.0
"""The seconds between two lines about the same failure."""

Place = tuple[str, int, type[BaseException] | None]
"""The place in the code where something was said, and the failure it was about."""


class PlacesOnly(logging.Formatter):
    """Formats our own messages whole, and of all others only where in the code they come from.

    Messages quote values: a letter that cannot be encoded would be printed by its error.
    """

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """Return the line, its message withheld unless it is ours."""
        if not _is_ours(record):
            record.message = f"see line {record.lineno} of {record.pathname}"
        record.message += getattr(record, "again", "")
        return super().formatMessage(record)

    def formatException(self, ei: Failure) -> str:  # noqa: N802 - logging's name
        """Return type and places."""
        kind, _, trace = ei
        places = "".join(traceback.format_tb(trace))
        return f"{places}{kind.__name__}" if kind else places

    def formatStack(self, stack_info: str) -> str:  # noqa: N802 - logging's name
        """Return nothing, as a stack can hold lines of values."""
        del stack_info
        return ""


@dataclass(slots=True)
class Said:
    """One message that was written: when (seconds, and in words), what, and how often since."""

    at: float
    since: str
    record: logging.LogRecord
    times: int = 0


class OnceAMinute(logging.StreamHandler[TextIO]):
    """Writes what happens for the first time at once, and what happens again once a minute.

    How often it happened is written when the minute is over, whether or not it goes on.
    """

    def __init__(self, stream: TextIO | None = None, *, seconds: float = SECONDS_BETWEEN) -> None:
        """Write to a stream, or to standard error; `seconds` are those of a minute."""
        super().__init__(stream)
        self._seconds = seconds
        self._said: dict[Place, Said] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, or count it."""
        place = record.pathname, record.lineno, record.exc_info[0] if record.exc_info else None
        said = self._said.get(place)
        left = said.at + self._seconds - time.monotonic() if said else 0
        if said is None or left <= 0:
            record.again = _times(said) if said else ""
            super().emit(record)
            self._said[place] = _said(_without_values(record))
        else:
            said.times += 1
            if said.times == 1:
                timer = threading.Timer(left, self._say_again, (place,))
                timer.daemon = True
                timer.start()

    def close(self) -> None:
        """Write the numbers of the minutes that are not over."""
        for place in [*self._said]:
            self._say_again(place)
        super().close()

    def _say_again(self, place: Place) -> None:
        """Write how often something happened in the minute that is over."""
        with self.lock or nullcontext():
            said = self._said[place]
            if said.times:
                said.record.created = time.time()
                said.record.again = _times(said)
                super().emit(said.record)
                self._said[place] = _said(said.record)


def init() -> None:
    """Send warnings and worse to standard error, with places and without values."""
    handler = OnceAMinute()
    handler.setFormatter(PlacesOnly(FORMAT))
    handler.addFilter(_is_no_trifle)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)


def _is_no_trifle(record: logging.LogRecord) -> bool:
    """Leave out WeasyPrint's warnings: it has one for each letter that no font can draw."""
    return record.name != "weasyprint" or record.levelno > logging.WARNING


def _said(record: logging.LogRecord) -> Said:
    since = time.strftime("%H:%M:%S", time.localtime(record.created))
    return Said(time.monotonic(), since, record)


def _times(said: Said) -> str:
    return f" ({said.times} times since {said.since})" if said.times else ""


def _without_values(record: logging.LogRecord) -> logging.LogRecord:
    """Return what may be kept of a record: its failure holds on to what was typed."""
    kept = ("name", "levelno", "levelname", "pathname", "lineno", "created", "msecs")
    values = {name: getattr(record, name) for name in kept}
    return logging.makeLogRecord(values | {"msg": record.getMessage() if _is_ours(record) else ""})


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] == "campaign"
