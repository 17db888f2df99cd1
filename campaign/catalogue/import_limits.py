"""Limits of time and memory on files that organizers bring in: a process of its own judges each.

So a file that takes too much is refused, and hurts nobody else. This is the side of those who ask;
what the process does is in `import_process.py`. What is in a file goes there through a pipe, and to
no disk.
"""

import json
import logging
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, Final

from campaign.catalogue.complaints import refusal
from campaign.catalogue.workbook_rows import MOST_UNPACKED, Read
from campaign.catalogue.world import Shipped
from campaign.errors import BrokenData, Complaint, OverCapacity
from campaign.model.facts import FactFile, FactTable
from campaign.model.language import Language

LOG: Final = logging.getLogger(__name__)
JUDGE: Final = "campaign.catalogue.import_process"


@dataclass(frozen=True, slots=True)
class ImportLimits:
    """The time and memory that one file may take: seconds, seconds of the processor, megabytes.

    The whole directory takes half a second of the processor, most of it to begin.
    """

    seconds: float = 20
    cpu_seconds: int = 5
    megabytes: int = 256


class ImportJudge:
    """Has files read in a process of their own, one after the other.

    At most `waiting` wait for that, in one process of ours.
    """

    def __init__(self, limits: ImportLimits | None = None, *, waiting: int = 2) -> None:
        """Start nothing yet."""
        self._limits = limits or ImportLimits()
        self._places = threading.Semaphore(1 + waiting)
        self._turn = threading.Lock()

    def read(
        self, name: str, content: bytes, shipped: Shipped, language: Language, as_of: date
    ) -> FactFile:
        """Do what `fact_files.read_fact_file` does, in a process of its own.

        Raises BrokenData, also for a file that takes too much, and OverCapacity when too many wait.
        """
        # Facts are judged by what does not change; the others would be sent for nothing.
        given = ("facts", name, content, replace(shipped, sheets={}), language, as_of)
        wrong = "takes more time or memory than any file of facts needs"
        write = "bring it as it was downloaded, a long sheet in parts"
        found = self._outcome(given, refusal(name, "", wrong, write))
        return FactFile(**{**found, "sheet": FactTable(found["sheet"])})

    def read_workbook(self, name: str, opened: Callable[[], BinaryIO]) -> Read:
        """Do what `workbook_rows.read_workbook` does, in a process of its own; raise the same."""
        with opened() as begun:
            content = begun.read(MOST_UNPACKED + 1)
        wrong = "takes more time or memory than a table of letters needs"
        refused = refusal(name, "", wrong, "save it as “CSV UTF-8”, or in parts")
        if len(content) > MOST_UNPACKED:
            raise refused
        return dict(self._outcome(("workbook", name, content), refused)["rows"])

    def _outcome(self, given: tuple[Any, ...], refused: BrokenData) -> dict[str, Any]:
        """Return what was read. Raises BrokenData, `refused` where it took too much."""
        with self._in_turn():
            said = self._ask(pickle.dumps(given))
        if said is None:
            raise refused
        found: dict[str, Any] = json.loads(said)
        if "complaints" in found:
            complaints = (
                Complaint(text, key=key, name=of) for text, key, of in found["complaints"]
            )
            raise BrokenData(tuple(complaints))
        return found

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise OverCapacity(round(self._limits.cpu_seconds))
        try:
            with self._turn:
                yield
        finally:
            self._places.release()

    def _ask(self, given: bytes) -> bytes | None:
        """Return what the process says, None where it was ended before it did."""
        limits = (self._limits.cpu_seconds, self._limits.megabytes)
        environ = {name: v for name, v in os.environ.items() if not name.startswith("CAMPAIGN_")}
        path = os.pathsep.join(str(Path(each).resolve()) for each in sys.path)
        with subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-P", "-m", JUDGE, *map(str, limits)],
            env=environ | {"PYTHONPATH": path},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # an error quotes what it is about
            start_new_session=True,  # Ctrl-C is for us to answer
        ) as process:
            try:
                said, _ = process.communicate(given, self._limits.seconds)
            except subprocess.TimeoutExpired:
                process.kill()
        if process.returncode:
            LOG.warning("A file was not judged to the end: status %d", process.returncode)
        return None if process.returncode else said
