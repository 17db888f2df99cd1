"""Letters that were counted by hand: proposed by hosts, accepted, corrected."""

from typing import Final

from campaign.web.organizers.paper_counts import pages

ROOMS: Final = (pages,)
