"""A print run: letters by the thousand, made in parts by workers, that can be stopped and goes on.

A folder holds one run: its parts while it is made, then its PDFs and a manifest, which says what
each letter's number is and nothing of who wrote it.
"""

import fcntl
import shutil
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from campaign.actions.print_runs import manifest, state
from campaign.actions.print_runs.manifest import Entry
from campaign.actions.print_runs.plan import ALL, PlannedLetter, RunPart, RunPlan
from campaign.catalogue.complaints import refusal
from campaign.errors import OverTheLimit
from campaign.press.bulk.parts import (
    UNFINISHED,
    Work,
    bind,
    read_pages,
    set_alone,
    set_part,
)
from campaign.press.pool import Pool

PARTS: Final = "parts"
LONG: Final = 3
"""Pages from which on a letter is worth a look: with two, it fits one sheet of paper."""
AHEAD: Final = 2
"""Parts that wait while others are made, so that no worker waits for us."""


@dataclass(frozen=True, slots=True)
class PrintRun:
    """A run in its folder."""

    folder: Path
    plan: RunPlan
    order: PlannedLetter

    def make(self, pool: Pool) -> Iterator[int]:
        """Make what is missing; yield how many letters have been gone through so far.

        Letters that take too much are left out (`left_out`). Raises OverTheLimit when others
        take too much only together; what was made stays.
        """
        if self.is_finished:
            yield len(self.plan.places)
            return
        parts = list(self.plan.parts(per_target=self.order.per_target))
        yield from self.make_parts(parts, pool)
        self.bind_parts(parts)
        manifest.write_manifest(self.folder, self._entries(parts))
        state.write_state(self.folder, self.plan, self.order, finished=True)
        shutil.rmtree(self.folder / PARTS)

    def make_again(self, first: int, last: int, pool: Pool) -> Iterator[int]:
        """Make the letters from one number to another once more, as a file of their own (`again`).

        Yields how many letters have been gone through so far; of what is stopped nothing is kept.
        Raises OverTheLimit when one of them takes too much that was not left out before.
        """
        to = self.again(first, last)
        parts = list(self.plan.in_parts(to.name, first, last))
        left_out = frozenset(number for number, _ in self.left_out())
        # Workers may still be writing into it when the run is stopped.
        with TemporaryDirectory(
            dir=self.folder, suffix=UNFINISHED, ignore_cleanup_errors=True
        ) as folder:
            run = PrintRun(Path(folder), self.plan, self.order)
            yield from run.make_parts(parts, pool, left_out)
            if run.without_pages(parts) - left_out:
                raise OverTheLimit
            run.bind_parts(parts)
            (run.folder / to.name).replace(to)

    def again(self, first: int, last: int) -> Path:
        """Return the file of letters that are made once more."""
        return self.folder / f"letters-{first}{f'-{last}' if last > first else ''}.pdf"

    def left_out(self) -> Iterator[tuple[int, int]]:
        """Yield the number of each letter that a finished run has left out, and its source's."""
        for number, pages in self._pages():
            if not pages:
                yield number, self.plan.places[number - 1].number

    def long(self) -> Iterator[int]:
        """Yield the number of each letter of a finished run that takes `LONG` pages or more."""
        for number, pages in self._pages():
            if pages >= LONG:
                yield number

    @property
    def is_finished(self) -> bool:
        """Whether everything is made."""
        return state.is_finished(self.folder)

    def make_parts(
        self, parts: Sequence[RunPart], pool: Pool, left_out: frozenset[int] = frozenset()
    ) -> Iterator[int]:
        """Make those of these parts that are missing; yield how many letters are gone through.

        `left_out` are the numbers of letters that are known to take too much.
        """
        (self.folder / PARTS).mkdir(mode=0o700, exist_ok=True)
        made = sum(len(part.numbers) for part in parts if self._path(part).exists())
        yield made
        begun: deque[tuple[RunPart, Future[None]]] = deque()
        for part in (part for part in parts if not self._path(part).exists()):
            begun.append((part, pool.begin(set_part, self._work(part, left_out), self._path(part))))
            if len(begun) > pool.workers + AHEAD:
                made += self._finish(*begun.popleft(), pool)
                yield made
        while begun:
            made += self._finish(*begun.popleft(), pool)
            yield made

    def bind_parts(self, parts: Iterable[RunPart]) -> None:
        """Bind parts into the files that they belong to."""
        title = self.plan.campaign.texts[self.plan.campaign.default_language.code].title
        for name, several in groupby(parts, lambda part: part.file):
            each = list(several)
            numbers = range(each[0].first, each[-1].last + 1)
            called = title if name == ALL else f"{title} ({Path(name).stem})"
            bind(map(self._path, each), numbers, self.folder / name, called)

    def without_pages(self, parts: Iterable[RunPart]) -> frozenset[int]:
        """Return the numbers of those letters in these parts that are left out."""
        return frozenset(number for number, _, printed, *_ in self._entries(parts) if not printed)

    def _finish(self, part: RunPart, future: "Future[None]", pool: Pool) -> int:
        try:
            future.result()
        except OverTheLimit:
            _set_without_those_over(self._work(part), self._path(part), pool)
        return len(part.numbers)

    def _work(self, part: RunPart, left_out: frozenset[int] = frozenset()) -> Work:
        letters, order = self.plan.letters(part.first, part.last), self.order
        without = frozenset(number - part.first for number in left_out if number in part.numbers)
        return Work(letters, order.sheet, part.index, order.duplex, without)

    def _entries(self, parts: Iterable[RunPart]) -> Iterator[Entry]:
        """Yield what the manifest says of each letter."""
        page = 1
        for part in parts:
            page = page if part.index else 1
            pages = read_pages(self._path(part))
            for number, (printed, taken) in enumerate(pages, part.first):
                target = self.plan.places[number - 1].target
                yield number, target, printed, *((part.file, page) if printed else ("", None))
                page += taken

    def _pages(self) -> Iterator[tuple[int, int]]:
        """Yield how many pages each letter of a finished run has printed."""
        if self.is_finished:
            yield from manifest.read_pages(self.folder)

    def _path(self, part: RunPart) -> Path:
        return self.folder / PARTS / f"{part.first}-{part.last}"


@contextmanager
def open_run(folder: Path, plan: RunPlan, order: PlannedLetter) -> Iterator[PrintRun]:
    """Begin a run in a folder, or go on with the one that is in it.

    Raises BrokenData when the folder holds another run, or one that is being made right now.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            write = "wait for it, or name another folder"
            raise refusal(str(folder), "", "is being printed into right now", write) from None
        state.demand_same(folder, plan, order)
        if not state.state_exists(folder):
            state.write_state(folder, plan, order, finished=False)
        for left in folder.rglob(f"*{UNFINISHED}"):
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        yield PrintRun(folder, plan, order)


def _set_without_those_over(work: Work, to: Path, pool: Pool) -> None:
    """Set a part without those of its letters that take too much each by itself."""
    alone = [pool.begin(set_alone, letter, work.sheet) for letter in work.letters]
    over = frozenset(at for at, future in enumerate(alone) if not _is_within_limits(future))
    pool.ask(set_part, replace(work, left_out=over), to)


def _is_within_limits(future: "Future[None]") -> bool:
    try:
        future.result()
    except OverTheLimit:
        return False
    return True
