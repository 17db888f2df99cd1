"""A form for each kind of fact, made from the columns of its sheet."""

from datetime import date
from typing import Any, Final

from flask_babel import lazy_gettext
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)

from campaign.errors import BrokenData, Clash, Complaint
from campaign.model.facts import FactTable, Row, SeenFact, digest
from campaign.web.choice_fields import offered
from campaign.web.locale import by_name
from campaign.web.organizers.facts import labels
from campaign.web.organizers.facts.fact_formatter import FactFormatter
from campaign.web.organizers.forms import OrganizerForm, block, line

CLASHING: Final = {
    Clash.TERMS: FactTable.MEMBERS,
    Clash.SEATS: FactTable.MEMBERS,
    Clash.VOTE: FactTable.MEMBERS,
    Clash.HOLDERS: FactTable.OFFICERS,
    Clash.SESSIONS: FactTable.SESSIONS,
}
"""Where facts that clash are mended, at the first day of one of them."""


def _wanted(form: OrganizerForm, field: Field) -> None:
    """Want something in a field."""
    del form
    if not field.data:
        raise ValidationError(labels.mistake(field.name, field.data))


class FactForm(OrganizerForm):
    """A fact as it is typed; `seen` is the digest of what the form was made from.

    Each column of the sheet is a field. What may stand in one is for the facts to judge: `refuse`
    puts what they say to where it can be mended.
    """

    seen = HiddenField(default="")
    checked = BooleanField(lazy_gettext("I checked this today with the recipient’s own word"))
    sheet: FactTable
    others: tuple[Complaint, ...] = ()
    """What is wrong with other facts, which is not mended here."""

    def values(self, today: date) -> Row:
        """Return the row that was typed; a fact is confirmed only by saying so."""
        row = {name: self[name].data or "" for name in self.columns()}
        if "postal" in row:
            row["postal"] = " | ".join(filter(None, map(str.strip, row["postal"].splitlines())))
        if "confirmed" in self.sheet.columns and self.checked.data:
            row["confirmed"] = today.isoformat()
        return row

    def was(self, key: str = "") -> SeenFact:
        """Return what the form was made from."""
        return SeenFact(key, self.seen.data or "")

    def columns(self) -> tuple[str, ...]:
        """Return the columns that are typed."""
        return tuple(name for name in self.sheet.columns if name != "confirmed")

    def refuse(self, error: BrokenData, speaker: FactFormatter) -> None:
        """Say at each field what is wrong with it, and where facts clash at the one to mend."""
        key = self.sheet.key({name: self[name].data or "" for name in self.columns()})
        mine, typed = f"{self.sheet} {key}", set(self.columns()) - labels.FIXED
        for complaint in error.complaints:
            if complaint.clash and CLASHING.get(complaint.clash) is self.sheet:
                self.start.errors = [*self.start.errors, speaker.clash(complaint)]
            elif complaint.key == mine and complaint.name in typed:
                self[complaint.name].errors = [
                    labels.mistake(complaint.name, self[complaint.name].data)
                ]
            else:
                self.others = (*self.others, complaint)


def fact_form(
    sheet: FactTable,
    speaker: FactFormatter,
    row: Row | None = None,
    **given: Any,  # noqa: ANN401 - WTForms'
) -> FactForm:
    """Return the form of a sheet as it was sent, or filled in with a fact or with what is given."""
    fields = {name: _field(name) for name in sheet.columns if name != "confirmed"}
    kind = type("FactForm", (FactForm,), {**fields, "sheet": sheet})
    known = {"postal": row["postal"].replace(" | ", "\n")} if row and "postal" in row else {}
    sent = {"formdata": given.pop("formdata")} if "formdata" in given else {}
    form: FactForm = kind(**sent, data={**given, **(row or {}), **known, "seen": digest(row)})
    for name in form.columns():
        if isinstance(form[name], SelectField):
            form[name].choices = _choices(name, speaker)
    return form


def _field(name: str) -> Field:
    label, wanted = labels.COLUMNS[name], [_wanted] if name == "as_of" else []
    if name in labels.STATES or name in labels.CHOICES:
        return SelectField(label, [offered], validate_choice=False, default="")
    if name in labels.LONG:
        tidy = line if name == "source" else block
        return TextAreaField(label, wanted, filters=[tidy], default="")
    if name in labels.FIXED:
        return HiddenField(label, filters=[line], default="")
    return StringField(label, wanted, filters=[line], default="")


def _choices(name: str, speaker: FactFormatter) -> dict[str, str]:
    if name in labels.STATES:
        names = {code: state.name for code, state in speaker.language.states.items()}
        return {"": "–", **by_name(names)}
    return {"": "–", **{kind.value: str(text) for kind, text in labels.CHOICES[name].items()}}
