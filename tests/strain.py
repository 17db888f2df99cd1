"""A pool of which every place is taken, by people who say nothing."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing.connection import Connection, wait

from campaign.errors import OverCapacity
from campaign.press.pool import Limits, Pool
from campaign.press.waiting_line import WaitingLine

FOREVER = 3600.0


@contextmanager
def full(pool: Pool) -> Iterator[int]:
    """Take every worker and every place in both lines; give how many could wait for one letter."""
    with ExitStack() as at_work:
        for _ in range(pool.workers):
            at_work.enter_context(pool.stand_in_line())
        lines = pool._line, pool._line_for_several  # noqa: SLF001 - to stand in line is to wait
        single, several = map(_filled, lines)
        yield len(single)
    left = {*single, *several}
    while left:
        for worker in left & set(wait(left)):
            worker.recv()
            worker.close()
            left.remove(worker)


def _filled(line: WaitingLine) -> Sequence[Connection]:
    """Take every place in a line."""
    waiting = []
    with suppress(OverCapacity):
        while True:
            waiting.append(line.stand())
    return waiting


class Full(Pool):
    """One that stays so."""

    def __init__(self, workers: int, *, waiting: int | None, waiting_for_several: int) -> None:
        """Take all places at once."""
        super().__init__(
            workers,
            waiting=waiting,
            waiting_for_several=waiting_for_several,
            limits=Limits(seconds=FOREVER),
        )
        self._taken = full(self)
        self._taken.__enter__()
