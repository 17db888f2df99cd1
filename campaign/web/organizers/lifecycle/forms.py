"""The forms with which a campaign is launched, stopped and looked after."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Final, TypeVar

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, Field, HiddenField, StringField, TextAreaField, ValidationError
from wtforms.validators import Optional

from campaign.actions.lifecycle.stages import STATE
from campaign.model.facts import FactTable, Row
from campaign.model.lifecycle import LONGEST_NOTICE, LONGEST_REASON, LONGEST_RISK
from campaign.model.statement import Campaign
from campaign.web.organizers.forms import LONGEST, DayField, OrganizerForm, block, line, typed
from campaign.web.services import services

TEXT: Final = "text_"
"""What the names of the fields of each language begin with."""
Said = TypeVar("Said", bound="TextsForm")


def _unchecked(day: date | None) -> str:
    """Return what is wrong with a day on which something was looked at, if anything is."""
    if day is None:
        return gettext("Write the day.")
    if day > services.today():
        return gettext("This day has not come yet. Choose an earlier one.")
    return ""


def _not_past(day: date | None) -> None:
    if day and day < services.today():
        raise ValidationError(gettext("This day is over. Choose a later one, or leave it empty."))


class VersionedForm(OrganizerForm):
    """A form that carries what it was made from, so that nobody overwrites what they never saw."""

    sheets: ClassVar[tuple[FactTable, ...]]
    seen = HiddenField(default="")

    def overtake(self, seen: str) -> None:
        """Say that somebody else was quicker; pressing again means it."""
        self.seen.data = seen
        self.seen.errors = [
            gettext(
                "Somebody else changed this meanwhile, and nothing of theirs was overwritten. See "
                "how it is now. What you wrote is still here: press again if you still want it."
            )
        ]


class TextsForm(VersionedForm):
    """What is said to supporters, in the campaign's languages."""

    most: ClassVar[int]

    def fields(self) -> dict[str, Field]:
        """Return the field of each language, by its code."""
        named = {field.name: field for field in self if field.name.startswith(TEXT)}
        return {name.removeprefix(TEXT): field for name, field in named.items()}

    def texts(self) -> dict[str, str]:
        """Return what was written, by language."""
        return {code: typed(field) for code, field in self.fields().items() if typed(field)}

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - WTForms'
        """Want at least one language, and each text short."""
        right: bool = super().validate(extra_validators)
        wrong = {
            field: gettext("This is longer than %(most)d characters. Shorten it.", most=self.most)
            for field in self.fields().values()
            if len(typed(field)) > self.most
        }
        if not self.texts():
            wrong[next(iter(self.fields().values()))] = gettext(
                "Write it in one language at least."
            )
        for field, error in wrong.items():
            field.errors = [error]
        return right and not wrong


class StopForm(TextsForm):
    """Why a campaign is paused or closed."""

    sheets = STATE
    most = LONGEST_REASON


class NoticeForm(TextsForm):
    """What stands at the top of the supporters' pages, and until when."""

    sheets = (FactTable.NOTICES,)
    most = LONGEST_NOTICE
    until = DayField(lazy_gettext("Last day"), validators=[Optional()])

    def validate_until(self, field: Field) -> None:
        """Want a day that has not gone by."""
        _not_past(field.data)


def in_languages(
    form: type[Said],
    campaign: Campaign,
    texts: Mapping[str, str] | None = None,
    **data: Any,  # noqa: ANN401 - what fields hold
) -> Said:
    """Return a form with a field for each of a campaign's languages; `texts` are in them."""
    data |= {f"{TEXT}{code}": text for code, text in (texts or {}).items()}
    fields = {
        f"{TEXT}{code}": TextAreaField(language.name, filters=[block], default="")
        for code, language in campaign.reading.items()
    }
    made: Said = type(form.__name__, (form,), fields)(data=data)
    return made


class LaunchForm(VersionedForm):
    """That one launches knowing what is not done."""

    sheets = STATE
    known = BooleanField(lazy_gettext("I know what is not done yet, and launch all the same"))

    def __init__(self, *, complete: bool, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms'
        """Take whether all is done."""
        super().__init__(**kwargs)
        self._complete = complete

    def validate_known(self, field: Field) -> None:
        """Want it said, where something is not done."""
        if not (self._complete or field.data):
            raise ValidationError(
                gettext("Tick that you know what is not done yet, or do it first.")
            )


class ReopenForm(VersionedForm):
    """Until when a campaign goes on."""

    sheets: ClassVar[tuple[FactTable, ...]] = STATE
    closes = DayField(lazy_gettext("Last day"), validators=[Optional()])

    def validate_closes(self, field: Field) -> None:
        """Want a day that has not gone by."""
        _not_past(field.data)


class DatesForm(ReopenForm):
    """The first and the last day."""

    opens = DayField(lazy_gettext("First day"), validators=[Optional()])

    def validate_opens(self, field: Field) -> None:
        """Want it not to come after the last."""
        if field.data and self.closes.data and self.closes.data < field.data:
            raise ValidationError(gettext("The last day is before the first. Change one of them."))


class SourcedForm(VersionedForm):
    """Something with its source."""

    source = StringField(lazy_gettext("Source"), filters=[line])

    def validate_source(self, field: Field) -> None:
        """Want one, that is short."""
        if not field.data:
            raise ValidationError(gettext("Say where you know it from."))
        if len(field.data) > LONGEST:
            raise ValidationError(
                gettext("This is longer than %(most)d characters. Shorten it.", most=LONGEST)
            )


class DayForm(VersionedForm):
    """Something that was done on a day."""

    day = DayField(lazy_gettext("Day"))

    def validate_day(self, field: Field) -> None:
        """Want a day that has come."""
        if wrong := _unchecked(field.data):
            raise ValidationError(wrong)


class NoneKnownForm(SourcedForm):
    """Whether what an ask calls for has happened; where it has not, when that was checked."""

    sheets = (FactTable.NONE_KNOWN,)
    day = DayField(lazy_gettext("Day on which it was checked"), validators=[Optional()])
    step = StringField(default="")

    @property
    def has_happened(self) -> bool:
        """Whether the button for that was pressed."""
        return bool(self.step.data == "happened")

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - WTForms'
        """Want a day that has come, of what has not happened."""
        right: bool = super().validate(extra_validators)
        wrong = "" if self.has_happened or self.day.errors else _unchecked(self.day.data)
        self.day.errors = [wrong] if wrong else self.day.errors
        return right and not wrong


class RiskForm(NoneKnownForm):
    """A text on risk."""

    sheets = (FactTable.RISKS,)
    text = TextAreaField(lazy_gettext("Text"), filters=[block], default="")

    def validate_text(self, field: Field) -> None:
        """Want some, not too long, with nothing in braces: nobody would fill it in."""
        if not field.data:
            raise ValidationError(gettext("Write what supporters should know."))
        if len(field.data) > LONGEST_RISK:
            raise ValidationError(
                gettext("This is longer than %(most)d characters. Shorten it.", most=LONGEST_RISK)
            )
        if set("{}") & set(field.data):
            raise ValidationError(gettext("Leave out the braces: nothing is filled in here."))

    def row(self) -> Row:
        """Return what is kept of it."""
        day = self.day.data
        return {
            "text": typed(self.text),
            "source": typed(self.source),
            "as_of": day.isoformat() if day else "",
        }
