"""The forms for letters on paper: to enter a count, to accept another than was sent, to correct."""

from collections.abc import Sequence
from typing import Any, Final

from flask import request
from flask_babel import gettext, lazy_gettext
from wtforms import Field, HiddenField, RadioField, StringField, ValidationError

from campaign.letter import clean
from campaign.model.paper_counts import (
    PaperCount,
    PaperCountKind,
    PaperCountRecord,
    Reconciliation,
    event_code,
)
from campaign.web.choice_fields import one_of
from campaign.web.number_fields import NumbersForm
from campaign.web.organizers.forms import (
    EARLIEST,
    LONGEST,
    DayField,
    OrganizerForm,
    not_to_come,
    typed,
)
from campaign.web.organizers.paper_counts.labels import PAPER
from campaign.web.services import services

ALSO: Final = "also"
INSTEAD: Final = "instead"


class EventForm(OrganizerForm):
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


class CountForm(NumbersForm, OrganizerForm):
    """Numbers, of a day."""

    day = DayField(lazy_gettext("Day"))

    def validate_day(self, field: Field) -> None:
        """Want a day that has come."""
        if not field.data or field.data < EARLIEST:
            raise ValidationError(gettext("Enter the whole day: day, month and year."))
        not_to_come(self, field)

    def counted(self, event: str, kind: PaperCountKind) -> PaperCount:
        """Return what was counted, once it is found valid."""
        return PaperCount(event, self.day.data or services.today(), kind, self.numbers())


class ReconciliationForm(OrganizerForm):
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

    def given(self) -> Reconciliation:
        """Return what was chosen."""
        seen = (int(each) for each in typed(self.seen).split() if each.isdecimal())
        return Reconciliation(frozenset(seen), instead=self.beside.data == INSTEAD)

    def is_decided(self, accepted: Sequence[PaperCountRecord]) -> bool:
        """Say whether it was chosen for these counts; ask, with them as those seen, if it was not.

        Where there are none, there is nothing to choose.
        """
        there = {each.id for each in accepted}
        if not there or (self.given().seen == there and self.beside.data in {ALSO, INSTEAD}):
            self.seen.data = form_of_numbers(accepted)
            return True
        self.seen.data, self.beside.data = form_of_numbers(accepted), None
        self.beside.errors = [gettext("Say whether these are the same letters or others.")]
        return False


class ProposalForm(CountForm, ReconciliationForm):
    """A host's count, to be accepted with other numbers."""


class EntryForm(EventForm, CountForm, ReconciliationForm):
    """A count of one's own."""

    kind = one_of(lazy_gettext("What was counted?"), PAPER, PaperCountKind.SIGNED)


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


def form_of_numbers(records: Sequence[PaperCountRecord]) -> str:
    """Return the numbers of counts as a hidden field has them."""
    return " ".join(str(each.id) for each in records)
