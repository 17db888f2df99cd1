"""Letter evenings and deliveries: described here, and their papers made in the background."""

from typing import Final

from campaign.web.organizers.printing import deliveries, evenings, jobs

ROOMS: Final = (evenings, deliveries, jobs)
