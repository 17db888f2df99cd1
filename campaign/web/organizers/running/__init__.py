"""Looking after one campaign: what is missing to launch it, its letters, its stages and texts."""

from typing import Final

from campaign.web.organizers.running import front, letters, stages, texts

ROOMS: Final = (front, letters, stages, texts)
