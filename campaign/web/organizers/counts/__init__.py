"""What was counted online: totals and tables, to look at and to take away; and what is no count."""

from typing import Final

from campaign.web.organizers.counts import counted_days, overview

ROOMS: Final = (overview, counted_days)
