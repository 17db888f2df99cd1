"""One visitor's connection: gathers a request, has it answered, and sends the answer.

Everything happens in the process's own thread, which never waits; only `sendall` and `_answer` are
for the thread that makes a page. HTTP itself is gunicorn's: its parser, and its responses.
"""

import asyncio
import logging
import threading
from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, cast

from gunicorn.http import Request
from gunicorn.http.errors import LimitRequestHeaders, NoMoreData, ParseException

from campaign.server.messages import Held, refusal, status_for

if TYPE_CHECKING:
    from campaign.server.worker import ServerWorker

LOG: Final = logging.getLogger(__name__)

SECONDS_FOR_HEAD: Final = 10
"""The seconds within which the whole head of a request must come."""
SECONDS_FOR_BODY: Final = 30
"""The seconds within which the whole body of a request must come."""
SECONDS_TO_ASK_AGAIN: Final = 5
"""The seconds for which a connection is kept for the next request."""
SECONDS_TO_LINGER: Final = 2
"""The seconds we listen after a last answer, which who still sends would not get otherwise."""
SLOWEST_READING: Final = (30, 60 * 1024)
"""The seconds within which an answer must be taken whole, or by so many bytes."""

LARGEST_HEAD: Final = 32 * 1024
"""The most bytes of a head."""
LARGEST_BODY: Final = 520 * 1024
"""The most bytes of a body: what announces more goes to its page without, to be refused."""
LARGEST_PART: Final = 4 * 1024 * 1024
"""The most bytes of an answer that are held for who reads it; the rest is made later."""

END_OF_HEAD: Final = b"\r\n\r\n"
GO_ON: Final = b"HTTP/1.1 100 Continue\r\n\r\n"


class Connection(asyncio.Protocol):
    """A connection: has one request answered after the other, each within a limit of time."""

    def __init__(self, worker: "ServerWorker") -> None:
        """Take the process that it belongs to."""
        self._worker = worker
        self._received = bytearray()
        self._searched = self._requests = 0
        self._request: Request | None = None
        self._length = self._announced = 0
        self._is_ending = self._is_gone = self._has_begun = False
        self._deadline: asyncio.TimerHandle | None = None
        self._made: list[bytes] = []
        self._size = self._left = 0
        self._is_taken = threading.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait for a request on a new connection."""
        self._transport = cast("asyncio.Transport", transport)
        self._transport.set_write_buffer_limits(high=0)  # so that we hear when all is taken
        self.peer = transport.get_extra_info("peername")
        self.server = transport.get_extra_info("sockname")
        self._worker.connections.add(self)
        self._wait(SECONDS_FOR_HEAD, self.drop)
        self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget a connection that has ended."""
        del exc
        self._is_gone = True
        self._forget()
        self._is_taken.set()

    def drop(self) -> None:
        """Close the connection at once."""
        self._forget()
        self._transport.abort()

    def last_request(self) -> None:
        """Take no further request, but one that is on its way to us at this moment."""
        if self._is_idle:
            self._wait(SECONDS_TO_LINGER, self.drop)

    def data_received(self, data: bytes) -> None:
        """Take what was sent; once a request is whole, have it answered."""
        if not self._is_ending:
            self._received += data
            self._go_on()

    def pause_writing(self) -> None:
        """Give the other side a limit of time to take what was written."""
        self._left = self._transport.get_write_buffer_size()
        self._wait(SLOWEST_READING[0], self._demand_reading)

    def resume_writing(self) -> None:
        """Let the answer go on, as all that was written is taken."""
        self._stop_waiting()
        self._is_taken.set()
        if self._request is None:
            self._next()

    def sendall(self, data: bytes) -> None:
        """Take a part of the answer, from the thread that makes it. Raises OSError."""
        self._made.append(data)
        self._size += len(data)
        if self._size >= LARGEST_PART:
            self._has_begun = True
            self._is_taken.clear()
            self._worker.loop.call_soon_threadsafe(self._write_part, self._take_made())
            self._is_taken.wait()
            if self._is_gone:
                raise BrokenPipeError

    def send(self, data: bytes) -> int:
        """Ignore what gunicorn sends to get the body, as that is there already."""
        return len(data)

    @property
    def _is_idle(self) -> bool:
        return self._request is None and not self._received and not self._is_ending

    def _go_on(self) -> None:
        """Read the head once it is there, and have the request answered once it is whole."""
        if self._request is None:
            self._read_head()
        if self._request is not None and len(self._received) >= self._length:
            self._hand_over(self._request)

    def _read_head(self) -> None:
        end = self._received.find(END_OF_HEAD, max(0, self._searched - len(END_OF_HEAD)))
        if end < 0 and len(self._received) <= LARGEST_HEAD:
            if not self._searched:
                self._wait(SECONDS_FOR_HEAD, self._give_up)
            self._searched = len(self._received)
            return
        held, self._searched = Held(bytes(self._received)), 0
        self._requests += 1
        try:
            request = Request(self._worker.cfg, held, self.peer, self._requests)
        except (NoMoreData, LimitRequestHeaders):
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        except ParseException as error:
            self._refuse(status_for(error))
        else:
            self._received = bytearray(held.take_buffered())
            self._begin(request)

    def _begin(self, request: Request) -> None:
        """Wait for the request's body, if we take it."""
        fields = dict(request.headers)
        self._request, self._length = request, int(fields.get("CONTENT-LENGTH", 0))
        if "TRANSFER-ENCODING" in fields or self._length > LARGEST_BODY:
            request.force_close()
            self._received, self._length = bytearray(), 0
        elif self._length > len(self._received):
            if "EXPECT" in fields:
                self._transport.write(GO_ON)
            self._announced = self._length
            self._worker.announced += self._length
            self._wait(SECONDS_FOR_BODY, self._give_up)
            self._make_room()

    def _hand_over(self, request: Request) -> None:
        """Have a thread answer, and read no further until it has."""
        self._stop_waiting()
        self._transport.pause_reading()
        request.unreader.unread(bytes(self._received[: self._length]))
        del self._received[: self._length]
        self._worker.threads.submit(self._answer, request)

    def _answer(self, request: Request) -> None:
        """Have the application answer; this runs in a thread for pages."""
        keeps = self._has_begun = False
        try:
            keeps = self._worker.answer(request, self)
        except Exception:
            if not self._is_gone:
                LOG.exception("A request could not be answered")
            if not self._has_begun:
                self._made = [refusal(HTTPStatus.INTERNAL_SERVER_ERROR, self._worker.headers)]
        finally:
            self._worker.loop.call_soon_threadsafe(self._finish, keeps, self._take_made())

    def _take_made(self) -> bytes:
        made, self._made, self._size = b"".join(self._made), [], 0
        return made

    def _write_part(self, part: bytes) -> None:
        """Write a part of an answer, and say so when it is taken."""
        if not self._is_gone:
            self._transport.write(part)
        if not self._transport.get_write_buffer_size():
            self._is_taken.set()

    def _finish(self, keeps: bool, rest: bytes) -> None:  # noqa: FBT001 - called by the loop
        """Write what is left of an answer; then comes the next request, or the end."""
        self._request = None
        self._end_with(rest, is_last=not keeps)

    def _end_with(self, answer: bytes, *, is_last: bool) -> None:
        if not self._is_gone:
            self._is_ending = is_last
            self._transport.write(answer)
            if not self._transport.get_write_buffer_size():
                self._next()

    def _next(self) -> None:
        """Listen, as all is answered and taken: for the next request, or for the other's end."""
        self._transport.resume_reading()
        if self._is_ending:
            self._transport.write_eof()
            self._wait(SECONDS_TO_LINGER, self.drop)
        else:
            self._wait(SECONDS_TO_ASK_AGAIN, self.drop)
            self._go_on()

    def _give_up(self) -> None:
        self._refuse(HTTPStatus.REQUEST_TIMEOUT)

    def _refuse(self, status: HTTPStatus) -> None:
        """Answer what the application never sees."""
        self._stop_waiting()
        self._request = None
        self._received.clear()
        self._end_with(refusal(status, self._worker.headers), is_last=True)

    def _demand_reading(self) -> None:
        """Let go of who takes an answer too slowly."""
        left = self._transport.get_write_buffer_size()
        if self._left - left < SLOWEST_READING[1]:
            self.drop()
        else:
            self._left = left
            self._wait(SLOWEST_READING[0], self._demand_reading)

    def _make_room(self) -> None:
        if not self._worker.make_room():
            self._refuse(HTTPStatus.SERVICE_UNAVAILABLE)

    def _wait(self, seconds: float, then: Callable[[], None]) -> None:
        """Wait for the other side, until so many seconds have passed; then do something."""
        if self._deadline:
            self._deadline.cancel()
            del self._worker.waiting[self]
        self._deadline = self._worker.loop.call_later(seconds, then)
        self._worker.waiting[self] = None

    def _stop_waiting(self) -> None:
        if self._deadline:
            self._deadline.cancel()
            self._deadline = None
            del self._worker.waiting[self]
        self._worker.announced -= self._announced
        self._announced = 0

    def _forget(self) -> None:
        self._stop_waiting()
        self._worker.connections.discard(self)
