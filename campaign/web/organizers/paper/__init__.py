"""Letters that were counted by hand: proposed by hosts, accepted, corrected."""

from typing import Final

from campaign.web.organizers.paper import counts

ROOMS: Final = (counts,)
