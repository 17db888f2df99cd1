"""Pages that are the same for everybody, made once and kept in memory (docs/decisions/0029).

They are kept as they are sent, compressed too. What changes them is part of what they are found
by: the campaign and its facts, the day, the language. What somebody looks for is never kept.
"""

import gzip
import hashlib
import math
import struct
import threading
import time
import zlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

from flask import Flask, Response, current_app, make_response, request
from flask.typing import ResponseReturnValue
from werkzeug.http import quote_etag

from campaign.web.locale import interface, interface_languages
from campaign.web.services import services

View = Callable[..., ResponseReturnValue]

MOST_BYTES: Final = 16 * 1024 * 1024
"""The most bytes of a process's pages; those that nobody asked for the longest go first."""
COUNTS_LAST = 2.0
"""Seconds for which a page that shows a count is kept."""
READ: Final = frozenset({
    "step", "find", "region", "vote", "reachable", "order", "to", "go", "look", "then", "day",
})  # fmt: skip
"""What pages read of a query, beside the language: with any of it a page is somebody's own."""
TOKEN: Final = "the-token-of-each-visitor"  # noqa: S105 - what stands for it while a page is made
LEAST: Final = 200
"""The fewest bytes that are worth to be compressed."""
LEVEL: Final = 6
"""The level of compression, of 9: more takes longer, and makes a page hardly smaller."""
GZIP: Final = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
"""How a compressed answer begins (RFC 1952): by deflate, without a time or a name."""
LAST: Final = b"\x03\0"
"""A block of deflate that holds nothing and is the last (RFC 1951)."""


@dataclass(frozen=True, slots=True)
class CachedPage:
    """An answer in the parts between which each visitor's token stands; mostly it is one part.

    `packed` is the answer compressed; of several parts, each of them as blocks of deflate.
    """

    status: int
    headers: Sequence[tuple[str, str]]
    parts: Sequence[bytes]
    packed: Sequence[bytes]
    tag: str
    made: float

    @property
    def size(self) -> int:
        """Return how many bytes it takes."""
        return sum(map(len, (*self.parts, *self.packed)))

    def answer(self, token: Callable[[], str] | None) -> Response:
        """Return it as it is sent to whoever asks now, or say that they have it already."""
        own = token().encode() if token and len(self.parts) > 1 else b""
        body, headers = own.join(self.parts), list(self.headers)
        if len(body) >= LEAST and request.accept_encodings.quality("gzip") > 0:
            body = _joined(self.packed, own, body) if own else self.packed[0]
            headers.append(("Content-Encoding", "gzip"))
        if own:
            return Response(body, self.status, headers)
        headers.append(("ETag", self.tag))
        if "If-None-Match" not in request.headers:
            return Response(body, self.status, headers)
        return self._unless_known(Response(body, self.status, headers))

    @staticmethod
    def _unless_known(response: Response) -> Response:
        """Return an answer, or only that it is the one that the visitor has already."""
        response.make_conditional(request)
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            del response.content_encoding
        return response


@dataclass(slots=True)
class CacheSlot:
    """Where a page is kept; who makes it keeps others that want it waiting."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    page: CachedPage | None = None


class PageCache:
    """The pages of one process."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._lock = threading.Lock()
        self._places: OrderedDict[Hashable, CacheSlot] = OrderedDict()
        self._bytes = 0

    def find(self, key: Hashable, seconds: float, make: Callable[[], CachedPage]) -> CachedPage:
        """Return a page that was made less than so long ago, or make it."""
        with self._lock:
            place = self._places.setdefault(key, CacheSlot())
            self._places.move_to_end(key)
        with place.lock:
            page = place.page
            if page is None or time.monotonic() - page.made >= seconds:
                try:
                    page = make()
                except BaseException:
                    self._forget(key, place)
                    raise
                self._keep(key, place, page)
            return page

    def _keep(self, key: Hashable, place: CacheSlot, page: CachedPage) -> None:
        with self._lock:
            before, place.page = place.page, page
            if self._places.get(key) is not place:  # it went while the page was made
                return
            self._bytes += page.size - (before.size if before else 0)
            while self._bytes > MOST_BYTES:
                _, gone = self._places.popitem(last=False)
                self._bytes -= gone.page.size if gone.page else 0

    def _forget(self, key: Hashable, place: CacheSlot) -> None:
        """Keep no place for what cannot be made: anybody can ask for any address."""
        with self._lock:
            if self._places.get(key) is place:
                del self._places[key]
                self._bytes -= place.page.size if place.page else 0


def init_app(app: Flask) -> None:
    """Give an application a place for its pages."""
    app.extensions["page_cache"] = PageCache()


def made_once(
    *,
    shows_counts: bool = False,
    names_host: bool = False,
    token: Callable[[], str] | None = None,
    by: Callable[[], Hashable] = lambda: None,
) -> Callable[[View], View]:
    """Keep what a view answers when nothing of it is anybody's own.

    `names_host` is for what says where it is. Where `token` makes each visitor's own, the view
    writes TOKEN instead. `by` says what else it differs by: one of a few values, never anything
    that a visitor sent.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def show(**where: Any) -> Response:  # noqa: ANN401 - as in the address
            def make() -> CachedPage:
                return _made(make_response(view(**where)))

            if READ & request.args.keys():
                return _own(make(), token)
            services.campaign(where["slug"])  # of an unknown one nothing is kept
            place = (
                request.url_root if names_host else "",
                by(),
                request.endpoint,
                *where.values(),
            )
            seconds = COUNTS_LAST if shows_counts else math.inf
            pages: PageCache = current_app.extensions["page_cache"]
            return pages.find((*place, *_state()), seconds, make).answer(token)

        return show

    return decorate


def _state() -> tuple[Hashable, ...]:
    """Return all that changes pages of one address: facts and stage, the day, the language.

    A language that was asked for is in the links, too.
    """
    asked = request.args.get("lang")
    return (
        services.generation,
        services.today(),
        str(interface()),
        asked in interface_languages(),
        not asked,
    )


def _own(page: CachedPage, token: Callable[[], str] | None) -> Response:
    """Return what was made for one visitor, for them alone."""
    response = page.answer(token)
    if response.cache_control.public:
        response.headers["Cache-Control"] = "private, no-cache"
    return response


def _made(response: Response) -> CachedPage:
    """Take an answer apart, as it is kept."""
    plain = response.get_data()
    parts = plain.split(TOKEN.encode())
    packed = [gzip.compress(plain, LEVEL, mtime=0)] if len(parts) == 1 else map(_deflated, parts)
    return CachedPage(
        response.status_code,
        [(name, value) for name, value in response.headers if name != "Content-Length"],
        parts,
        list(packed),
        # Weak, since it stands for the plain bytes and the compressed ones.
        quote_etag(hashlib.sha256(plain).hexdigest()[:16], weak=True),
        time.monotonic(),
    )


def _deflated(part: bytes) -> bytes:
    """Return a part compressed by itself, whatever comes before or after it."""
    packer = zlib.compressobj(LEVEL, wbits=-zlib.MAX_WBITS)
    return packer.compress(part) + packer.flush(zlib.Z_FULL_FLUSH)


def _joined(packed: Sequence[bytes], own: bytes, plain: bytes) -> bytes:
    """Return parts as one compressed answer, with a visitor's own between them."""
    end = struct.pack("<LL", zlib.crc32(plain), len(plain))
    return GZIP + _deflated(own).join(packed) + LAST + end
