"""What the pages of one application work with: its settings, campaigns and press."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort, current_app
from werkzeug.local import LocalProxy

from campaign.model.statement import Campaign
from campaign.press import Press
from campaign.settings import Settings


@dataclass(frozen=True, slots=True)
class Desk:
    """Made once, when the application starts."""

    settings: Settings
    campaigns: Mapping[str, Campaign]
    press: Press

    def campaign(self, slug: str) -> Campaign:
        """Return a campaign, or answer 404."""
        if slug not in self.campaigns:
            abort(404)
        return self.campaigns[slug]


desk: Desk = LocalProxy(lambda: current_app.extensions["desk"])  # type: ignore[assignment]
"""The application's desk, for as long as a request lasts."""
