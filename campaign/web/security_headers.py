"""What every answer carries, so that pages stay private and do only what they should."""

from typing import Final, cast

from flask import Flask, Response, abort, current_app, request
from werkzeug.middleware.proxy_fix import ProxyFix

from campaign.model.letter import (
    LONGEST_ADDRESS_LINE,
    LONGEST_NAME,
    LONGEST_NOTE,
    MOST_ADDRESS_LINES,
    MOST_REPLY_LINES,
)
from campaign.settings import Settings
from campaign.web.request_limits import MOST_FIELDS, BoundedRequest

BYTES_EACH: Final = 12
"""The bytes sent for a character outside the basic plane, such as an emoji: four, each as three."""
OTHER_FIELDS: Final = 8 * 1024
"""Bytes of all fields whose content is ours: what is asked for, who comes next, the token."""
ADDRESSES: Final = (MOST_ADDRESS_LINES + MOST_REPLY_LINES) * LONGEST_ADDRESS_LINE
"""The characters of the longest addresses: the recipient's, and where an answer may go."""
LARGEST_BODY: Final = BYTES_EACH * (2 * LONGEST_NOTE + 2 * LONGEST_NAME + ADDRESSES) + OTHER_FIELDS
"""Bytes. The longest note, name, place and addresses fit in it in every script.

So does a note twice as long: it comes back in the form, to be shortened.
"""

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
        "connect-src 'self'; form-action 'self' mailto:; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""`mailto:` is named since browsers hold a form's redirect to `form-action` too: under 'self'
alone Chromium refuses to open the mail program, without a word."""

HSTS: Final = "max-age=31536000"


def init_app(app: Flask, settings: Settings) -> None:
    """Limit what comes in, and put the headers on what goes out."""
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.config["MAX_FORM_PARTS"] = MOST_FIELDS
    app.config["TRUSTED_HOSTS"] = list(settings.allowed_hosts)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=0, x_proto=hops)  # type: ignore[method-assign]
    app.request_class = BoundedRequest
    app.before_request(_demand_length)
    app.before_request(_demand_limits)
    subdomains = "; includeSubDomains" if settings.hsts_subdomains else ""
    app.config["HSTS"] = f"{HSTS}{subdomains}"
    app.after_request(_guard)


def _demand_length() -> None:
    """Refuse a body in chunks of unknown number: past the limit it would be cut off, not refused.

    Browsers always send a form's length.
    """
    if "Transfer-Encoding" in request.headers:
        abort(411)


def _demand_limits() -> None:
    """Refuse an address with more than is read; of a body, its fields are refused when read."""
    cast("BoundedRequest", request).check_query()


def _guard(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", current_app.config["HSTS"])
    if response.mimetype == "text/html":
        response.vary.add("Accept-Language")
    return response
