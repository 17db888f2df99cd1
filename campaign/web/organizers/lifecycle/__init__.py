"""Looking after one campaign: what is missing to launch it, its letters, its stages and texts."""

from typing import Final

from campaign.web.organizers.lifecycle import (
    addresses,
    campaign_page,
    details,
    known,
    launch_path,
    letters,
    reading,
    stages,
    texts,
)

ROOMS: Final = (
    launch_path,
    details,
    known,
    addresses,
    campaign_page,
    letters,
    reading,
    stages,
    texts,
)
