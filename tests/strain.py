"""A pool of which every place is taken, by people who say nothing."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from campaign.errors import OverCapacity
from campaign.press.pool import Limits, Pool

FOREVER = 3600.0


@contextmanager
def full(pool: Pool) -> Iterator[int]:
    """Take every worker and every place in the line; give how many could wait in it."""
    with ExitStack() as at_work:
        for _ in range(pool.workers):
            at_work.enter_context(pool.stand_in_line())
        waiting = []
        with suppress(OverCapacity):
            while True:
                waiting.append(pool._place())  # noqa: SLF001 - to stand in line would be to wait
        yield len(waiting)
    for worker in waiting:
        worker.recv()
        worker.close()


class Full(Pool):
    """One that stays so."""

    def __init__(self, workers: int, *, waiting: int | None) -> None:
        """Take all places at once."""
        super().__init__(workers, waiting=waiting, limits=Limits(seconds=FOREVER))
        self._taken = full(self)
        self._taken.__enter__()
