"""The forms of what is to be printed: how many to each recipient, on what, in which envelope."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from flask_babel import format_decimal, gettext, lazy_gettext
from wtforms import (
    BooleanField,
    Field,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import StopValidation

from campaign.actions.print_jobs import queue
from campaign.actions.print_jobs.bundle import (
    MOST_COUNTRIES,
    MOST_DELIVERED,
    Bundle,
    DeliveredTo,
)
from campaign.errors import CannotPrint
from campaign.letter import clean
from campaign.model.letter import Target
from campaign.model.print_jobs import DocumentKind, JobFailure
from campaign.model.print_occasion import PrintOccasion
from campaign.model.statement import Campaign
from campaign.press import Paper, Sheet, Window
from campaign.rules import targets
from campaign.rules.letter_languages import languages_of_letters
from campaign.web.choice_fields import PAPERS, offered, one_of
from campaign.web.organizers.forms import OrganizerForm, typed
from campaign.web.organizers.printing import labels as say
from campaign.web.services import services

MOST_LINES: Final = 4
"""The most lines of whom letters come from."""
LONGEST_LINE: Final = 60
"""The most characters of a line of whom letters come from."""
OFFICES: Final = "each-offices"
"""The field under which a number for each office stands."""


class NumbersField(Field):
    """A whole number for each of many, in a control of its own: `copies-hrc-kr`.

    `data` is what was typed, by what follows the field's name; `wrong` says what is wrong with it.
    Digits of every script are read.
    """

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms'
        """Take the highest number."""
        super().__init__(*args, **kwargs)
        self._most = most
        self.wrong: dict[str, str] = {}

    def process(self, formdata: Any, data: Any = None, *_: Any, **__: Any) -> None:  # noqa: ANN401 - WTForms'
        """Read all controls; where nothing was sent, `data` stands in them."""
        begin, self.process_errors, self.errors = f"{self.name}-", [], ()
        names = [name for name in formdata or () if name.startswith(begin)]
        self.data = {name.removeprefix(begin): clean.line(formdata[name]) for name in names}
        if not names and isinstance(data, Mapping):
            self.data = {key: str(number) for key, number in data.items()}

    def pre_validate(self, form: object) -> None:
        """Want whole numbers that can be."""
        del form
        most, longest = format_decimal(self._most), len(str(self._most))
        for key, text in self.data.items():
            if text and not (text.isdecimal() and len(text) <= longest and int(text) <= self._most):
                self.refuse(key, gettext("Write a whole number from 0 to %(most)s.", most=most))
        if self.wrong:
            raise StopValidation(next(iter(self.wrong.values())))

    def refuse(self, key: str, why: str) -> None:
        """Say what is wrong with one number."""
        self.wrong[key] = why

    @property
    def mend(self) -> str:
        """The id of the control at which the field is mended."""
        return f"{self.name}-{next(iter(self.wrong), OFFICES)}"

    def number(self, *keys: str) -> int | None:
        """Return the first number that is there, once all are found valid."""
        return next((int(self.data[key]) for key in keys if self.data.get(key)), None)


class PrintForm(OrganizerForm):
    """What is to be said of everything that is printed."""

    find = StringField(filters=[clean.line], default="")
    language = RadioField(lazy_gettext("Language of the letters"), [offered], validate_choice=False)
    paper = one_of(lazy_gettext("Paper"), PAPERS, Paper.A4)
    window = one_of(lazy_gettext("Envelope’s window"), say.WINDOWS, Window.NONE, kind=SelectField)
    sender = TextAreaField(lazy_gettext("Your own address"), filters=[clean.block], default="")
    folds = BooleanField(lazy_gettext("Marks where to fold"))
    duplex = BooleanField(lazy_gettext("For printing on both sides"))

    def __init__(
        self,
        campaign: Campaign,
        data: Mapping[str, Any] | None = None,
        **kwargs: Any,  # noqa: ANN401 - WTForms'
    ) -> None:
        """Offer what this campaign has today; `data` stands in the fields at first."""
        sender = "\n".join(campaign.organization.address)
        languages = languages_of_letters(campaign, services.today())
        first = {"language": next(iter(languages)), "sender": sender}
        super().__init__(data=first | dict(data or {}), **kwargs)
        self.campaign = campaign
        self.targets = targets.offered_targets(campaign, services.today())
        self.language.choices = {code: each.name for code, each in languages.items()}

    def validate_sender(self, field: Field) -> None:
        """Keep to what fits into a window."""
        lines = _lines(field)
        if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
            raise ValidationError(
                gettext(
                    "Use up to %(lines)d lines of up to %(most)d characters.",
                    lines=MOST_LINES,
                    most=LONGEST_LINE,
                )
            )

    def validate_folds(self, field: Field) -> None:
        """Refuse marks for folds that do not go into the envelope."""
        if not field.data or self.paper.errors or self.window.errors:
            return
        if not Sheet(Paper(self.paper.data), Window(self.window.data)).fold_heights:
            raise ValidationError(
                gettext(
                    "This paper, folded in three, does not go into this envelope. Choose US "
                    "Letter or another envelope, or leave the marks out."
                )
            )

    def refuse(self, error: CannotPrint) -> None:
        """Say at a field what is in the way of printing."""
        kind = queue.failure_of(error)
        name = {JobFailure.LABEL: "pieces", JobFailure.SENDER: "sender"}.get(kind, "window")
        self[name].errors = [say.failure_message(kind, self.campaign, error.target)]

    def laid_out(self) -> Mapping[str, Any]:
        """Return how letters lie on their sheets."""
        return {
            "paper": Paper(self.paper.data),
            "window": Window(self.window.data),
            "folds": bool(self.folds.data),
            "duplex": bool(self.duplex.data),
            "sender": _lines(self.sender),
        }


class DeliveryJobForm(PrintForm):
    """What is printed for letters that are handed over."""

    letters = NumbersField(lazy_gettext("How many letters to whom"), most=MOST_DELIVERED)
    countries = NumbersField(lazy_gettext("From how many countries"), most=MOST_COUNTRIES)

    def delivered(self) -> Mapping[str, DeliveredTo]:
        """Return what is handed over to whom, once the numbers are found valid."""
        numbers = {each.slug: self.letters.number(each.slug) for each in self.targets}
        return {
            slug: DeliveredTo(number, self.countries.number(slug) or None)
            for slug, number in numbers.items()
            if number
        }

    def validate_letters(self, field: NumbersField) -> None:
        """Want letters to somebody."""
        del field
        if not self.delivered():
            raise ValidationError(gettext("Write how many letters, for one recipient or more."))

    def validate_countries(self, field: NumbersField) -> None:
        """Want letters to whom countries were counted for."""
        for key in field.data:
            if field.number(key) and not self.letters.data.get(key):
                field.refuse(key, gettext("Write how many letters these are."))
        if field.wrong:
            raise ValidationError(next(iter(field.wrong.values())))

    def bundle(self, on: date) -> Bundle:
        """Return what to print, once it is found valid."""
        given = self.laid_out()
        # Only where an address is to show in a window it matters how large they are.
        first = () if given["window"] is Window.NONE else (DocumentKind.COVER_SHEET,)
        occasion = PrintOccasion(on, self.language.data)
        return Bundle((*first, DocumentKind.COVER), occasion, self.delivered(), **given)


def group(target: Target) -> str:
    """Return under which key a number for each of a target's kind stands."""
    return f"each-{target.kind}" if target.kind.is_delegation else OFFICES


def _lines(field: Field) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, typed(field).splitlines())))
