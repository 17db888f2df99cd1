"""HTTP messages of the server's own: a request held for gunicorn's parser, and what is refused."""

from collections.abc import Mapping
from http import HTTPStatus
from io import BytesIO
from typing import Final

from gunicorn import util
from gunicorn.http.errors import (
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
    UnsupportedTransferCoding,
)
from gunicorn.http.unreader import Unreader

SECONDS_TO_COME_AGAIN: Final = 5
"""The seconds after which a visitor may come again for whom there was no room."""

STATUS: Final = {
    LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    UnsupportedTransferCoding: HTTPStatus.NOT_IMPLEMENTED,
}
"""The status for each kind of head that makes no sense; any other is a bad request."""


class Held(Unreader):
    """A request as gunicorn's parser reads it: all in memory, with nothing to wait for."""

    def __init__(self, data: bytes) -> None:
        """Hold all bytes that there are."""
        super().__init__()
        self.buf = BytesIO(data)

    def chunk(self, size_hint: int | None = None) -> bytes:
        """Return nothing, as there is no more."""
        del size_hint
        return b""


def status_for(error: ParseException) -> HTTPStatus:
    """Return the status of a head that makes no sense."""
    return STATUS.get(type(error), HTTPStatus.BAD_REQUEST)


def refusal(status: HTTPStatus, headers: Mapping[str, str]) -> bytes:
    """Return a whole answer that ends its connection: nothing of what was sent is in it.

    `headers` are those that all such answers carry.
    """
    text = f"{status.phrase}\n"
    fields = {
        "Date": util.http_date(),
        "Connection": "close",
        "Content-Type": "text/plain",
        "Content-Length": str(len(text)),
        "Cache-Control": "no-store",
        **headers,
    }
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        fields["Retry-After"] = str(SECONDS_TO_COME_AGAIN)
    lines = [f"HTTP/1.1 {status.value} {status.phrase}"]
    lines += [f"{name}: {value}" for name, value in fields.items()]
    return "\r\n".join([*lines, "", text]).encode("latin-1")
