"""Answers in few bytes: what supporters load is compressed, for slow lines and for Tor.

Organizers' pages never are (docs/decisions/0021-compressed-for-supporters-only.md).
"""

import gzip
from http import HTTPStatus
from typing import Final

from flask import Flask, Response, request

from campaign.web.organizers.browser_session import is_theirs
from campaign.web.page_cache import LEAST, LEVEL

TYPES: Final = frozenset({
    "application/json", "image/svg+xml", "text/css", "text/html", "text/javascript",
})  # fmt: skip
"""What becomes smaller. A letter as a file is in none of them."""


def init_app(app: Flask) -> None:
    """Compress what goes out."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if is_theirs(request.path) or response.mimetype not in TYPES:
        return response
    response.vary.add("Accept-Encoding")
    is_whole = response.status_code not in {HTTPStatus.PARTIAL_CONTENT, HTTPStatus.NOT_MODIFIED}
    is_packed = response.content_encoding is not None  # when it was made (page_cache)
    if is_whole and not is_packed and request.accept_encodings.quality("gzip") > 0:
        _pack(response)
    return response


def _pack(response: Response) -> None:
    response.direct_passthrough = False  # a file would be handed on unread
    plain = response.get_data()
    if len(plain) < LEAST:
        return
    response.set_data(gzip.compress(plain, LEVEL, mtime=0))
    response.content_encoding = "gzip"
    response.headers.pop("Accept-Ranges", None)
    tag, _ = response.get_etag()
    if tag:
        response.set_etag(tag, weak=True)  # it stands for the plain bytes too
