"""What was counted online: totals, charts and tables, to look at and to take away."""

from typing import Final

from campaign.web.organizers.counts import overview

ROOMS: Final = (overview,)
