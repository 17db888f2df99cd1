"""The process that judges one file that an organizer brings in; `import_limits.py` starts it.

The file comes in through a pipe and the outcome leaves through another, as JSON.
"""

import ctypes
import io
import json
import os
import pickle
import resource
import signal
import sys
from dataclasses import asdict
from typing import Any, Final

from campaign.catalogue import fact_files
from campaign.catalogue.workbook_rows import read_workbook
from campaign.core_dumps import forbid_core_dumps
from campaign.errors import BrokenData

MEGABYTE: Final = 1 << 20
NICER: Final = 10
"""How much the process yields to others, so that pages go before files (nice(1))."""
PR_SET_PDEATHSIG: Final = 1
"""The option of prctl(2) that sets which signal a process gets when its parent dies."""


def main() -> None:
    """Read a file within limits, and write what came of it as JSON."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    forbid_core_dumps()
    seconds, megabytes = map(int, sys.argv[1:])
    limits = {
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_DATA: megabytes * MEGABYTE,
    }
    for kind, limit in limits.items():
        resource.setrlimit(kind, (limit, limit))
    os.nice(NICER)
    given = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own server alone
    json.dump(_judged(*given), sys.stdout)


def _judged(what: str, *given: Any) -> dict[str, Any]:  # noqa: ANN401 - as its reader wants it
    try:
        return READERS[what](*given)
    except BrokenData as error:
        return {"complaints": [(each, each.key, each.name) for each in error.complaints]}


def _facts(*given: Any) -> dict[str, Any]:  # noqa: ANN401 - as read_fact_file wants it
    return asdict(fact_files.read_fact_file(*given))


def _workbook(name: str, content: bytes) -> dict[str, Any]:
    return {"rows": list(read_workbook(name, lambda: io.BytesIO(content)).items())}


READERS: Final = {"facts": _facts, "workbook": _workbook}
"""What reads each kind of file that is asked about."""


if __name__ == "__main__":
    main()
