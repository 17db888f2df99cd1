"""The form of a letter evening: what it is, how many letters to whom, which papers."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from flask_babel import format_decimal, gettext, lazy_gettext
from wtforms import Field, HiddenField, SelectMultipleField, StringField, ValidationError

from campaign.actions.print_jobs.bundle import MOST_LETTERS, Bundle
from campaign.letter import clean
from campaign.model.letter import ByHand
from campaign.model.paper_counts import event_code
from campaign.model.print_jobs import DocumentKind
from campaign.model.print_occasion import Dated, PrintOccasion, SavedEvening
from campaign.model.statement import Campaign
from campaign.web.choice_fields import offered, one_of, spoken
from campaign.web.evening_day import EveningDayForm
from campaign.web.organizers.forms import typed
from campaign.web.organizers.printing import labels as say
from campaign.web.organizers.printing.forms import LONGEST_LINE, NumbersField, PrintForm, group

OF_EVENINGS: Final = (
    DocumentKind.BLANK,
    DocumentKind.TALLY,
    DocumentKind.PACKING,
    DocumentKind.LABELS,
    DocumentKind.TABLE,
    DocumentKind.POSTER,
)
"""The papers that organizers choose for an evening; a cover sheet comes with the letters."""


class EveningForm(EveningDayForm, PrintForm):
    """The one description of an evening: all its papers follow it.

    `saved` is the evening as it stands, if it does.
    """

    name = StringField(lazy_gettext("Name or place"), filters=[clean.line], default="")
    day = StringField(lazy_gettext("Day"), filters=[clean.figures], default="")
    dated = one_of(lazy_gettext("Date on the letters"), say.DATED, Dated.DAY)

    copies = NumbersField(lazy_gettext("Recipients and copies"), most=MOST_LETTERS)
    pieces = SelectMultipleField(
        lazy_gettext("What to print"),
        [offered],
        choices=spoken({piece: say.PIECES[piece] for piece in OF_EVENINGS}),
        validate_choice=False,
        default=[each.value for each in OF_EVENINGS],
    )
    by_hand = SelectMultipleField(
        lazy_gettext("Room on the letters for"),
        [offered],
        choices=spoken(say.BY_HAND),
        validate_choice=False,
        default=[ByHand.SIGNATURE.value, ByHand.NAME.value],
    )
    event = StringField(lazy_gettext("Code"), filters=[clean.line], default="")
    seen = HiddenField(default="")

    def __init__(
        self,
        campaign: Campaign,
        saved: tuple[SavedEvening, Bundle] | None = None,
        **kwargs: Any,  # noqa: ANN401 - WTForms'
    ) -> None:
        """Stand as the evening does."""
        self.saved = saved[0] if saved else None
        data = {**written_in(saved[1]), **_of_its_own(saved[0])} if saved else {}
        super().__init__(campaign, **{"data": data, **kwargs})

    def on(self) -> date:
        """Return the day: also one that has passed, if it is the evening's."""
        kept = self.saved.day if self.saved else None
        return kept if kept and self.day.data == f"{kept}" else super().on()

    def validate_name(self, field: Field) -> None:
        """Want a name, by which organizers know it again."""
        if not field.data:
            raise ValidationError(gettext("Write what you call the evening, or where it is."))
        if len(field.data) > LONGEST_LINE:
            most = gettext(
                "This is longer than %(most)d characters. Shorten it.", most=LONGEST_LINE
            )
            raise ValidationError(most)

    def validate_day(self, field: Field) -> None:
        """Want a day that is still to come, unless it is the evening's already."""
        if not field.data:
            raise ValidationError(gettext("Enter the whole day: day, month and year."))
        if not self.saved or field.data != f"{self.saved.day}":
            super().validate_day(field)

    def chosen(self) -> Mapping[str, int]:
        """Return how many letters to each recipient, once the numbers are found valid."""
        numbers = {each.slug: self.copies.number(each.slug, group(each)) for each in self.targets}
        return {slug: number for slug, number in numbers.items() if number}

    def validate_copies(self, field: NumbersField) -> None:
        """Want some letters, and no more than are made at once."""
        letters = sum(self.chosen().values())
        if not letters:
            raise ValidationError(gettext("Write how many letters, for one recipient or more."))
        if letters > MOST_LETTERS:
            raise ValidationError(
                gettext(
                    "These are %(num)s letters. Print at most %(most)s at once.",
                    num=format_decimal(letters),
                    most=format_decimal(MOST_LETTERS),
                )
            )
        self.demand_there(self.chosen())
        del field

    def validate_pieces(self, field: Field) -> None:
        """Want something to be printed."""
        if not field.data:
            raise ValidationError(gettext("Choose what to print."))

    def validate_event(self, field: Field) -> None:
        """Want a code, by which its totals are found again."""
        if not field.data:
            raise ValidationError(gettext("Write a code, such as LEEDS-1."))
        try:
            field.data = event_code(field.data)
        except ValueError:
            raise ValidationError(
                gettext("Use up to 20 letters, digits and hyphens, such as LEEDS-1.")
            ) from None

    def evening(self) -> PrintOccasion:
        """Return the evening, once it is found valid; its links follow from its code."""
        return PrintOccasion(
            on=self.on(),
            language=self.language.data,
            copies=self.chosen(),
            event=typed(self.event),
            dated=Dated(self.dated.data),
            by_hand=tuple(each for each in ByHand if each in (self.by_hand.data or ())),
        )

    def bundle(self) -> Bundle:
        """Return what is printed, once it is found valid."""
        wanted = {*(self.pieces.data or ())}
        if DocumentKind.BLANK in wanted:
            wanted.add(DocumentKind.COVER_SHEET)
        pieces = tuple(piece for piece in DocumentKind if piece in wanted)
        return Bundle(pieces, self.evening(), **self.laid_out())

    def take_code(self, other: str) -> None:
        """Say at the code that it is another evening's."""
        said = gettext("This is the code of another evening: %(name)s. Choose another.", name=other)
        self.event.errors = [said]


def written_in(bundle: Bundle) -> Mapping[str, Any]:
    """Return what stands in the form of an evening that is printed so, but for code and day."""
    evening = bundle.occasion
    return {
        "language": evening.language,
        "copies": evening.copies,
        "dated": evening.dated.value,
        "by_hand": [each.value for each in evening.by_hand],
        "pieces": [each.value for each in bundle.pieces],
        "paper": bundle.paper.value,
        "window": bundle.window.value,
        "folds": bundle.folds,
        "duplex": bundle.duplex,
        "sender": "\n".join(bundle.sender),
    }


def _of_its_own(saved: SavedEvening) -> Mapping[str, Any]:
    """Return what no other evening has."""
    at = saved.at.isoformat()
    return {"name": saved.name, "event": saved.event, "day": f"{saved.day}", "seen": at}
