"""A line in which pieces of work wait for a worker: the kernel's, at a socket without a name.

Nobody else can stand in it, and the place of a process that ended is free again.
"""

import os
from multiprocessing.connection import Connection
from socket import AF_UNIX, SOMAXCONN, socket
from tempfile import TemporaryDirectory

from campaign.errors import OverCapacity


class WaitingLine:
    """A line, for the process that opened it and all that are forked from it.

    At most `waiting` wait in it, at least one, any number when it is None. Who finds no place is
    told to come again after `retry_after` seconds.
    """

    def __init__(self, waiting: int | None, retry_after: float) -> None:
        """Open a line."""
        self._is_bounded = waiting is not None
        self._retry_after = max(1, round(retry_after))
        line = socket(AF_UNIX)
        with TemporaryDirectory() as folder:
            line.bind(f"{folder}/line")
            self._door = os.open(f"{folder}/line", os.O_PATH)
        # Linux lets one more wait than it is told.
        line.listen(SOMAXCONN if waiting is None else max(0, waiting - 1))
        # Several workers look at once, and only one of them finds whoever waits.
        line.setblocking(False)  # noqa: FBT003 - the socket's own
        self.number = line.detach()
        """Its file descriptor, for those who work."""

    def stand(self) -> Connection:
        """Take a place, and return the way to talk to a worker. Raises OverCapacity."""
        asker = socket(AF_UNIX)
        asker.setblocking(not self._is_bounded)
        try:
            asker.connect(f"/proc/self/fd/{self._door}")
        except BlockingIOError:
            asker.close()
            raise OverCapacity(self._retry_after) from None
        asker.setblocking(True)  # noqa: FBT003 - as above
        return Connection(asker.detach())

    def close(self) -> None:
        """Close the line for this process."""
        os.close(self.number)
        os.close(self._door)
