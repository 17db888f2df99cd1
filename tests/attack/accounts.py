"""Attacks on accounts."""

import re
import sqlite3
import statistics
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Sequence
from http.cookiejar import CookieJar
from typing import Final

from campaign.actions import invitations, organizers
from campaign.cli.fact_imports import utc_now
from campaign.credentials.seals import Seals
from campaign.model.organizer import Role
from campaign.store import Database
from tests.attack.attack import Attack
from tests.attack.visitors import at_once, in_words, waits
from tests.server_process import Server

GUESSES: Final = 60
TRIES: Final = 20
SIGNS: Final = ("4@8({[<3691!|7+0$5%2" * 4)[:72]
"""All that can be read as letters, as long as a password that was looked at."""
DOOR: Final = "/organizers/in"


class Stranger:
    """A browser without a password."""

    def __init__(self, server: Server) -> None:
        """Begin with an empty jar."""
        self._url = server.url
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self._opener = urllib.request.build_opener(cookies)
        self._hidden: dict[str, str] = {}

    def open(self, path: str) -> int:
        """Look at a page, remember what its forms carry, and return its status."""
        status, page = self._ask(path, None)
        self._hidden = dict(
            re.findall(r'<input type="hidden" name="([a-z_]+)"[^>]* value="([^"]*)"', page)
        )
        return status

    def send(self, path: str, **fields: str) -> int:
        """Send a form and return the answer's status."""
        data = urllib.parse.urlencode({**self._hidden, **fields}).encode()
        return self._ask(path, data)[0]

    def _ask(self, path: str, data: bytes | None) -> tuple[int, str]:
        try:
            with self._opener.open(f"{self._url}{path}", data, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()


def guess_at_once(server: Server) -> str:
    """Guess a code often at one moment, in a minute that allows one guess."""
    strangers = [Stranger(server) for _ in range(GUESSES)]
    for stranger in strangers:
        stranger.open(DOOR)
    guess = {"email": "ada@example.org", "password": "x", "code": "000000"}
    strangers[0].send(DOOR, **guess)
    with sqlite3.connect(server.instance / "campaign.sqlite") as db:
        db.execute("UPDATE guess SET failures = 20")
    together, came = threading.Barrier(GUESSES, timeout=60), Counter[int]()

    def send(stranger: Stranger) -> None:
        together.wait()
        came[stranger.send(DOOR, **guess)] += 1

    at_once([lambda each=each: send(each) for each in strangers], GUESSES)  # type: ignore[misc]
    return f"{came[422]} of {GUESSES} judged, {came[429]} told to wait"


def judge_signs(server: Server) -> str:
    """Offer the password that takes longest to judge, one after the other."""
    with Database(f"sqlite:///{server.instance}/campaign.sqlite").session() as db:
        token = invitations.first_link(db, now=utc_now())
    path, stranger, took = f"/organizers/join/{token}", Stranger(server), list[float]()
    stranger.open(path)

    def offer() -> None:
        for _ in range(TRIES):
            began = time.perf_counter()
            stranger.send(path, email="ada@example.org", password=SIGNS, code="000000")
            took.append(time.perf_counter() - began)

    others = in_words(waits(server.url, offer))
    return f"{statistics.median(took) * 1000:.0f} ms in the median of {TRIES}; {others}"


def follow_the_link_of_who_is_gone(server: Server) -> str:
    """Follow the invitation of an owner after they were removed."""
    with Database(f"sqlite:///{server.instance}/campaign.sqlite").session() as db:
        for email in ("ada@example.org", "ben@example.org"):
            token = invitations.invite(db, email=email, role=Role.OWNER, by="attack", now=utc_now())
            link = invitations.look_up_invitation(db, token, now=utc_now())
            brings = invitations.Enrolment(email, "seven quiet herons under glass", b"x" * 20, 1)
            invitations.accept_invitation(
                db, Seals("x" * 32), link, brings, token=email, now=utc_now()
            )
        token = invitations.invite(
            db, email="eve@example.org", role=Role.OWNER, by="ben@example.org", now=utc_now()
        )
        ben = organizers.find_organizer(db, "ben@example.org").id
        organizers.remove_organizer(db, ben, by="ada@example.org", now=utc_now())
    status = Stranger(server).open(f"/organizers/join/{token}")
    return f"the link answers {status}"


ATTACKS: Sequence[Attack] = (
    Attack(
        "guesses",
        f"{GUESSES} guesses of a code at one moment, in a minute that allows one",
        "3 to 25 judged",
        guess_at_once,
    ),
    Attack(
        "password",
        f"a new password of {len(SIGNS)} signs that can be read as letters",
        "up to 2 s each, of the processor",
        judge_signs,
    ),
    Attack(
        "removed-owner",
        "the invitation of an owner who was removed since",
        "the link answers 200, and makes an owner",
        follow_the_link_of_who_is_gone,
    ),
)
