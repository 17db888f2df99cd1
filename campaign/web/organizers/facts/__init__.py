"""Facts that change with time: what is stale, each sheet, a form for each fact, and its history."""

from typing import Final

from campaign.web.organizers.facts import (
    calendar_pages,
    changes,
    fact_pages,
    fact_table_pages,
    front_page,
    imports,
)

ROOMS: Final = (front_page, fact_table_pages, fact_pages, calendar_pages, imports, changes)
