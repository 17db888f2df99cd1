"""What goes into the log: that something failed and where in the code, and never what was typed."""

import logging
import traceback
from types import TracebackType
from typing import Final

Failure = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
"""What `sys.exc_info` returns."""
FORMAT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class PlacesOnly(logging.Formatter):
    """Shows an exception's type and the lines it passed, without its message.

    Messages quote values: a letter that cannot be encoded would be printed by its error.
    """

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
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
