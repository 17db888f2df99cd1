"""Papers for an evening or a delivery: asked for here, made in the background."""

from typing import Final

from campaign.web.organizers.printing import pages

ROOMS: Final = (pages,)
