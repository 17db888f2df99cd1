"""Forbids core dumps: no process that sees letters leaves its memory in a file when it crashes."""

import ctypes
import resource
from typing import Final

PR_SET_DUMPABLE: Final = 4
"""The option of prctl(2) that allows core dumps.

It lasts over a fork, and ends with another program (execve(2)).
"""


def forbid_core_dumps() -> None:
    """Have the kernel write no core of this process, nor hand one to a program.

    The limit alone would not do: it does not count where cores go to a program (core(5)). No other
    process of the same user can read this one's memory then, either.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "The kernel would write this process's memory to a file")
