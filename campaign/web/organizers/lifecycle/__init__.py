"""Looking after one campaign: what is missing to launch it, its letters, its stages and texts."""

from typing import Final

from campaign.web.organizers.lifecycle import campaign_page, letters, reading, stages, texts

ROOMS: Final = (campaign_page, letters, reading, stages, texts)
