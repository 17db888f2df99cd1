"""What the pages of one application work with: its settings, campaigns and press."""

import logging
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Final

from flask import abort, current_app
from werkzeug.local import LocalProxy

from campaign.actions import facts
from campaign.actions.count_writer import CountWriter
from campaign.actions.transaction import reading
from campaign.catalogue import Catalogue
from campaign.catalogue.import_limits import ImportJudge
from campaign.credentials.seals import Seals
from campaign.errors import BrokenData
from campaign.model.statement import Campaign
from campaign.press.pool import Pool
from campaign.settings import Settings
from campaign.wakeup import Wakeup
from campaign.web.database import db

LOG: Final = logging.getLogger(__name__)
FRESH: Final = 3
"""Seconds for which facts are used before asking whether organizers changed any."""


class Services:
    """Made once, when the application starts; its facts follow what organizers change."""

    def __init__(
        self, settings: Settings, shipped: Catalogue, press: Pool, counts: CountWriter
    ) -> None:
        """Start with the facts as they were shipped."""
        self.settings, self.shipped, self.press = settings, shipped, press
        self.counts = counts
        self.seals = Seals(settings.secret_key)
        self.judge = ImportJudge()
        self.bell = Wakeup(settings.queue_url)
        self._current = shipped
        self._version: tuple[int, ...] = (0, 0, 0)
        self.generation = 0
        """Grows whenever the campaigns are replaced by others, after that."""
        self._looked = float("-inf")

    def today(self) -> date:
        """Return the day it is."""
        return self.settings.today()

    def now(self) -> datetime:
        """Return the time, in UTC, as databases keep it; always the clock's, as codes need it."""
        return datetime.now(UTC).replace(tzinfo=None)

    @property
    def campaigns(self) -> Mapping[str, Campaign]:
        """Return every campaign by slug, with the facts of today."""
        if time.monotonic() - self._looked > FRESH:
            self._looked = time.monotonic()
            self._renew()
        return self._current.campaigns

    def campaign(self, slug: str) -> Campaign:
        """Return a campaign, or answer 404."""
        campaigns = self.campaigns
        if slug not in campaigns:
            abort(404)
        return campaigns[slug]

    def latest(self) -> Catalogue:
        """Return the campaigns and facts of this moment, whichever node changed them."""
        self._looked = time.monotonic()
        self._renew()
        return self._current

    def latest_campaign(self, slug: str) -> Campaign:
        """Return a campaign as it is at this moment, or answer 404."""
        return self.latest().campaigns.get(slug) or abort(404)

    def newest_campaign(self, slug: str) -> Campaign:
        """Return a campaign with the words that wait to be read, if some do, or answer 404."""
        self.latest_campaign(slug)
        return self._current.newest(slug)

    def _renew(self) -> None:
        """Read what organizers changed, if they did; what cannot be used leaves all as it was."""
        try:
            with reading(db.session):
                version = facts.facts_version(db.session)
                if version != self._version:
                    self._replace(facts.current_catalogue(db.session, self.shipped))
                    self._version = version
        except BrokenData as error:
            self._version = version  # said once; the next change is tried again
            LOG.warning("Corrected facts do not fit this version:\n%s", error)
            self._run_on()
        except facts.Unreachable:
            LOG.exception("Facts could not be looked up")

    def _run_on(self) -> None:
        """Use at least what organizers set of campaigns themselves: what is paused stays so."""
        with suppress(BrokenData, facts.Unreachable):
            self._replace(facts.catalogue_with_lifecycle(db.session, self._current))

    def _replace(self, current: Catalogue) -> None:
        self._current = current
        self.generation += 1


services: Services = LocalProxy(lambda: current_app.extensions["services"])  # type: ignore[assignment]
"""The services of the application, for as long as a request lasts."""
