"""The day of a letter evening, as hosts and organizers write it; whom one can write to on it."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field, StringField, ValidationError

from campaign.letter import clean
from campaign.model.statement import Campaign
from campaign.rules import targets
from campaign.web.locale import say_day
from campaign.web.services import services
from campaign.web.supporters import target_choice


class EveningDayForm(FlaskForm):
    """What forms for an evening share; today is its day where none is written."""

    campaign: Campaign

    day = StringField(lazy_gettext("Date of the evening"), filters=[clean.figures], default="")

    @property
    def latest(self) -> date:
        """The last day of an evening: the campaign's, or for how long it is known who sits."""
        year, closes = services.today() + timedelta(days=365), self.campaign.closes
        return min(year, closes) if closes else year

    def on(self) -> date:
        """Return the day of the evening; today where none is given, or one that cannot be."""
        today = services.today()
        try:
            day = date.fromisoformat(self.day.data or "")
        except ValueError:
            return today
        return day if today <= day <= self.latest else today

    def validate_day(self, field: Field) -> None:
        """Want a day that is still to come, and that facts are known of."""
        today = services.today()
        if not field.data:
            return
        try:
            day = date.fromisoformat(field.data)
        except ValueError as error:
            example = gettext("Write the date of the evening like this: %(day)s.", day=today)
            raise ValidationError(example) from error
        if day < today:
            raise ValidationError(
                gettext("The date of the evening has passed. Choose today or a later day.")
            )
        if day > self.latest:
            latest = say_day(self.latest)
            raise ValidationError(
                gettext("The date of the evening can be until %(day)s.", day=latest)
            )

    def demand_there(self, chosen: Collection[str]) -> None:
        """Want recipients, by their slugs, whom one can write to on the day."""
        if gone := self._gone(chosen):
            raise ValidationError(
                gettext(
                    "Not known to be a member of the Council on that day: %(names)s. "
                    "Choose others, or another date.",
                    names=", ".join(gone),
                )
            )

    def _gone(self, chosen: Collection[str]) -> Sequence[str]:
        """Return the names of those who can be written to today and not on the day."""
        today = services.today()
        there = {to.slug for to in targets.offered_targets(self.campaign, self.on())}
        return [
            target_choice.choice_of(self.campaign, target, today).name
            for target in targets.offered_targets(self.campaign, today)
            if target.slug in set(chosen) - there
        ]
