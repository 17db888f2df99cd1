"""What goes into the log: that something failed and where in the code, and never what was typed."""

import logging
import traceback
from types import TracebackType
from typing import Final

Failure = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
"""What `sys.exc_info` returns."""
FORMAT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class PlacesOnly(logging.Formatter):
    """Shows our own messages, and of all others only where in the code they come from.

    Messages quote values: a letter that cannot be encoded would be printed by its error.
    """

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """Return the line, its message withheld unless it is ours."""
        if record.name.partition(".")[0] != "campaign":
            record.message = f"see line {record.lineno} of {record.pathname}"
        return super().formatMessage(record)

    def formatException(self, ei: Failure) -> str:  # noqa: N802 - logging's name
        """Return type and places."""
        kind, _, trace = ei
        places = "".join(traceback.format_tb(trace))
        return f"{places}{kind.__name__}" if kind else places

    def formatStack(self, stack_info: str) -> str:  # noqa: N802 - logging's name
        """Return nothing: a stack can hold lines of values."""
        del stack_info
        return ""


def init() -> None:
    """Send warnings and worse to standard error, in this form."""
    handler = logging.StreamHandler()
    handler.setFormatter(PlacesOnly(FORMAT))
    handler.addFilter(_is_no_trifle)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)


def _is_no_trifle(record: logging.LogRecord) -> bool:
    """Leave out WeasyPrint's warnings: it has one for each letter that no font can draw."""
    return record.name != "weasyprint" or record.levelno > logging.WARNING
