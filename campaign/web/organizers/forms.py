"""What the organizers' forms share.

Their token is checked for the whole page, by Flask-WTF, in `permits`.
"""

from datetime import date
from typing import Final

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    Field,
    ValidationError,
)

from campaign.letter import clean
from campaign.web.services import services

EARLIEST: Final = date(2000, 1, 1)
LONGEST: Final = 200
"""Characters of an address, a name or a code."""


def line(text: str | None) -> str:
    """Return a line of what was typed, tidied; nothing where a program left it out."""
    return clean.line(text or "")


def block(text: str | None) -> str:
    """Return the same of several lines."""
    return clean.block(text or "")


def typed(field: Field) -> str:
    """Return what is in a field, nothing where a program left it out."""
    return field.data or ""


class OrganizerForm(FlaskForm):
    """A form of an organizers' page."""

    class Meta(FlaskForm.Meta):
        """The token is not a field of it."""

        csrf = False


class DayField(DateField):
    """A day, as browsers send it and as it can be typed where they have no calendar."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed, and say what is wanted, in no order: a browser has its own."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(gettext("Enter the whole day: day, month and year.")) from error


def not_to_come(form: FlaskForm, field: Field) -> None:
    """Want a day that has come: today's by the calendar, wherever the clock stands in a test."""
    del form
    if field.data > max(services.today(), services.now().date()):
        raise ValidationError(gettext("This day has not come yet. Choose an earlier one."))
