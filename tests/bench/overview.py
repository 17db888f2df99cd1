"""Times the organizers' overview with few letters and with many.

The database is as ten million letters over a year would leave it: counts for every target, ask,
country, language and way on each day or week. Beside it stands one with a thousand letters.
"""

import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

from flask import Flask
from sqlalchemy import insert

from campaign import create_app
from campaign.actions import invitations
from campaign.cli.fact_imports import utc_now
from campaign.model.letter import Way
from campaign.model.organizer import Role
from campaign.model.paper_counts import PaperCount, PaperCountKind, PaperCountState
from campaign.model.statement import Campaign
from campaign.model.tally import Dimension
from campaign.rules import targets
from campaign.store import migrate, paper_counts
from campaign.store.tables.counts import TallyRow, TallyTotalRow
from campaign.web.database import db
from tests.conftest import TODAY, make_settings
from tests.organizers.browser import Browser, Person

SLUG: Final = "uyghur-assessment"
HERE: Final = f"/organizers/{SLUG}/"
SHARES: Final = {
    Way.PREPARED: 1.0, Way.PDF: 0.5, Way.OPEN: 0.2, Way.EML: 0.1, Way.TXT: 0.1,
    Way.SENT: 0.2, Way.POSTED: 0.25, Way.REPLIED: 0.01,
}  # fmt: skip
"""How often each thing happens for a letter that is prepared."""
ROUNDS: Final = 15
FILTERED: Final = f"{HERE}?from=2026-03-05&to=2026-10-20"


def measure() -> Iterator[str]:
    """Yield a line for each number of letters: the medians of the page, of all days and of some."""
    for letters, days in ((1_000, 30), (10_000_000, 365)):
        with tempfile.TemporaryDirectory() as folder:
            app = create_app(make_settings(Path(folder)))
            with app.app_context():
                rows = _fill(app, letters, days)
            browser = _viewer(app)
            taken = {where: _median(browser, where) for where in (HERE, FILTERED)}
            size = len(browser.get(HERE).data) / 1000
            with app.app_context():
                db.engine.dispose()
        yield (
            f"overview, {letters:,} letters over {days} days ({rows:,} rows of counts): "
            f"{taken[HERE]:.0f} ms for {size:.0f} kB; of chosen days {taken[FILTERED]:.0f} ms"
        )


def _viewer(app: Flask) -> Browser:
    with app.app_context():
        token = invitations.invite(
            db.session, email="vera@example.org", role=Role.VIEWER, by="bench", now=utc_now()
        )
    return Person.join(Browser(app), token, "vera@example.org").browser


def _median(browser: Browser, where: str) -> float:
    """Return the milliseconds that the server takes for a page, the first times aside."""
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        assert browser.get(where).status_code == 200
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken[3:])


def _fill(app: Flask, letters: int, days: int) -> int:
    """Put counts into a new database and return how many rows of the tally there are."""
    migrate.upgrade(db.engine)
    campaign = app.extensions["services"].campaigns[SLUG]
    chance, written = random.Random(1), 0  # noqa: S311 - the same figures each time
    for dimension, values in _values(campaign).items():
        for value in values:
            for way, share in SHARES.items():
                expected = letters * share / len(values)
                rows = _rows(dimension, value, way, expected, days, chance)
                if rows:
                    db.session.execute(insert(TallyRow), rows)
                    total = {k: v for k, v in rows[-1].items() if k not in {"period", "so_far"}}
                    db.session.execute(
                        insert(TallyTotalRow), [{**total, "times": rows[-1]["so_far"]}]
                    )
                    written += len(rows)
    _count_on_paper(letters, days)
    db.session.commit()
    return written


def _count_on_paper(letters: int, days: int) -> None:
    """Put in an evening with three recipients for each ten thousand letters, and one more."""
    for number in range(letters // 10_000 + 1):
        day, numbers = TODAY - timedelta(days=number % days), {"hrc-kr": 9, "hrc-mx": 5, "hrc": 3}
        counted = PaperCount(f"EVENING-{number}", day, PaperCountKind.SIGNED, numbers)
        paper_counts.add_count(
            db.session,
            SLUG,
            counted,
            state=PaperCountState.ACCEPTED,
            by="ada@example.org",
            at=utc_now(),
        )


def _values(campaign: Campaign) -> dict[Dimension, list[str]]:
    return {
        Dimension.ALL: [""],
        Dimension.TARGET: [target.slug for target in targets.offered_targets(campaign, TODAY)],
        Dimension.ASK: [ask.id for ask in campaign.asks],
        Dimension.COUNTRY: sorted(campaign.default_language.territories),
        Dimension.LANGUAGE: ["en", "ar", "fr", "es", "ru", "zh"],
    }


def _rows(
    dimension: Dimension, value: str, way: Way, expected: float, days: int, chance: random.Random
) -> list[dict[str, Any]]:
    """Return the rows of one count, each period's about as large as the others'."""
    first = TODAY - timedelta(days=days - 1)
    periods = sorted({dimension.period(first + timedelta(days=n)) for n in range(days)})
    mean = expected / len(periods)
    each = [_times(mean, chance) for _ in periods]
    return [
        _row(dimension, value, way, period, times, so_far)
        for period, times, so_far in zip(periods, each, accumulate(each), strict=True)
        if times
    ]


def _row(
    dimension: Dimension, value: str, way: Way, period: date, times: int, so_far: int
) -> dict[str, Any]:
    what = {"campaign": SLUG, "dimension": dimension, "way": way, "value": value, "marked": ""}
    return {**what, "period": period, "times": times, "so_far": so_far}


def _times(mean: float, chance: random.Random) -> int:
    """Return a whole number around a mean that may be far below one."""
    return int(mean * chance.uniform(0.5, 1.5) + chance.random())
