"""Facts that change with time: what is stale, each sheet, a form for each fact, and its history."""

from typing import Final

from campaign.web.organizers.facts import changes, correcting, front, importing, sheets

ROOMS: Final = (front, sheets, correcting, importing, changes)
