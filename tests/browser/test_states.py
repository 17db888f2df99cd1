"""No page is left out of the table of states."""

from contextlib import suppress
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException

from tests.browser.organizers import ALL_STATES

NOT_PAGES = {
    "static", "sharing.code", "public_data.counts", "public_data.healthz", "public_data.readyz",
    "public_data.robots", "public_data.favicon", "pictures.card", "pictures.picture",
    "counts.download", "counts.download_long", "paper_counts.link_code", "audit.download",
    "letters_review.download", "fact_tables.download_table", "printing.download",
    "fact_tables.download_wanted", "calendar.download_calendar",
}  # fmt: skip
"""What one can open and is for machines."""
LED_TO = {"outcome_reports.thanks", "event_page.thanks"}
"""Where no state starts, and one ends."""


def test_every_page_that_one_can_open_is_among_the_states(app: Flask) -> None:
    addresses = app.url_map.bind("localhost")
    there = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    looked_at = set()
    for state in ALL_STATES:
        with suppress(HTTPException):  # of those that are about failures
            looked_at.add(addresses.match(urlsplit(state.path).path)[0])

    assert there == looked_at | NOT_PAGES | LED_TO


def test_every_state_has_a_name_of_its_own() -> None:
    names = [state.name for state in ALL_STATES]

    assert len(names) == len(set(names))
