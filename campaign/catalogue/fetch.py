"""Fetches a directory from one of the hosts an operator trusts, and from nowhere else."""

import time
from collections.abc import Collection
from http.client import HTTPException
from typing import Final
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from campaign.catalogue.complaints import refusal
from campaign.catalogue.fact_files import LARGEST

DIRECTORY: Final = "https://bluebook.e-delegate.un.org/data.json"
"""Where the United Nations keep their directory of missions in New York for programs."""
SECONDS: Final = 30
"""The most seconds that the whole answer may take, however slowly it trickles in."""
CHUNK: Final = 65536
HTTPS_PORT: Final = 443


class _NoRedirect(HTTPRedirectHandler):
    """Refuses redirects, which could lead from a trusted host to any other."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """Follow none."""


def is_trusted(url: str, hosts: Collection[str]) -> bool:
    """Say whether a URL may be fetched."""
    try:
        parts = urlsplit(url)
        port = parts.port or HTTPS_PORT
    except ValueError:  # a port that is none, a bracket without its other half
        return False
    return parts.scheme == "https" and parts.hostname in hosts and port == HTTPS_PORT


def fetch(url: str, hosts: Collection[str]) -> bytes:
    """Return what a URL holds. Raises BrokenData for another scheme or host, or when it fails."""
    if not is_trusted(url, hosts):
        allowed = " or ".join(f"https://{host}/" for host in sorted(hosts))
        wrong = "is not on a host that addresses may come from"
        raise refusal(url, "", wrong, f"use {allowed}, or set CAMPAIGN_DIRECTORY_HOSTS")
    try:
        return _read(url)
    except (URLError, HTTPException, OSError) as error:
        reason = getattr(error, "reason", error)
        write = "try again later, or download it and import the file"
        raise refusal(url, "", f"could not be fetched: {reason}", write) from None


def _read(url: str) -> bytes:
    """Read at most one byte more than is taken, so that too much is seen to be too much."""
    end = time.monotonic() + SECONDS
    content = b""
    opener = build_opener(_NoRedirect)
    with opener.open(Request(url), timeout=SECONDS) as answer:  # noqa: S310 - https, see above
        while len(content) <= LARGEST and (part := answer.read1(CHUNK)):
            content += part
            if time.monotonic() > end:
                raise TimeoutError(f"it took longer than {SECONDS} seconds")
        if answer.length and len(content) <= LARGEST:
            raise ConnectionError("it broke off before its end")
    return content
