"""The forms for letters on paper: to enter a count, to accept another than was sent, to correct."""

from collections.abc import Sequence
from typing import Any, Final

from flask import request
from flask_babel import gettext, lazy_gettext
from wtforms import Field, HiddenField, RadioField, StringField, ValidationError

from campaign.letter import clean
from campaign.model.paper import Beside, Counted, Kind, Record, event_code
from campaign.web.counting import NumbersForm
from campaign.web.desk import desk
from campaign.web.forms import one_of
from campaign.web.organizers.forms import EARLIEST, LONGEST, DayField, DeskForm, not_to_come, typed
from campaign.web.organizers.say import PAPER

ALSO: Final = "also"
INSTEAD: Final = "instead"


class EventForm(DeskForm):
    """An event's code."""

    event = StringField(lazy_gettext("Event code"), filters=[clean.line], default="")

    def validate_event(self, field: Field) -> None:
        """Want a code as it is printed, and keep it so."""
        try:
            field.data = event_code(typed(field))
        except ValueError:
            raise ValidationError(
                gettext("Write a code of up to 20 letters, digits and hyphens, such as LEEDS-1.")
            ) from None


class CountForm(NumbersForm, DeskForm):
    """Numbers, of a day."""

    day = DayField(lazy_gettext("Day"))

    def validate_day(self, field: Field) -> None:
        """Want a day that has come."""
        if not field.data or field.data < EARLIEST:
            raise ValidationError(gettext("Write the day as 2026-11-24: year, month, day."))
        not_to_come(self, field)

    def counted(self, event: str, kind: Kind) -> Counted:
        """Return what was counted, once it is found valid."""
        return Counted(event, self.day.data or desk.today(), kind, self.numbers())


class BesideForm(DeskForm):
    """What is to become of the counts that an event has already; `seen` are those shown."""

    beside = RadioField(
        lazy_gettext("Letters of this event are counted already"),
        choices=lambda: {
            ALSO: gettext("These are other letters: count them as well"),
            INSTEAD: gettext("These are the same letters: count these instead"),
        },
        validate_choice=False,
    )
    seen = HiddenField(default="")

    def given(self) -> Beside:
        """Return what was chosen."""
        seen = (int(each) for each in typed(self.seen).split() if each.isdecimal())
        return Beside(frozenset(seen), instead=self.beside.data == INSTEAD)

    def is_decided(self, accepted: Sequence[Record]) -> bool:
        """Say whether it was chosen for these counts; ask, with them as those seen, if it was not.

        Where there are none, there is nothing to choose.
        """
        there = {each.id for each in accepted}
        if not there or (self.given().seen == there and self.beside.data in {ALSO, INSTEAD}):
            self.seen.data = join(accepted)
            return True
        self.seen.data, self.beside.data = join(accepted), None
        self.beside.errors = [gettext("Say whether these are the same letters or others.")]
        return False


class ProposalForm(CountForm, BesideForm):
    """A host's count, to be accepted with other numbers."""


class EntryForm(EventForm, CountForm, BesideForm):
    """A count of one's own."""

    kind = one_of(lazy_gettext("What was counted?"), PAPER, Kind.SIGNED)


class CorrectionForm(CountForm):
    """Other numbers for a count that stands, and why; none at all takes it back."""

    may_be_none = True
    reason = StringField(lazy_gettext("Why"), filters=[clean.line], default="")

    def validate_reason(self, field: Field) -> None:
        """Keep it to a line."""
        if len(typed(field)) > LONGEST:
            raise ValidationError(
                gettext("This is longer than %(most)d characters. Shorten it.", most=LONGEST)
            )


class LinkForm(EventForm):
    """For which event a link is wanted; it stays in the address."""

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - WTForms'
        """Read the address."""
        super().__init__(formdata=request.args, **given)


def join(records: Sequence[Record]) -> str:
    """Return the numbers of counts as a hidden field has them."""
    return " ".join(str(each.id) for each in records)
