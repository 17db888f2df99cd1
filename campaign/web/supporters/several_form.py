"""Several letters one after the other: what a form carries of those before and after its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

from flask_babel import gettext
from wtforms import Field, SelectMultipleField, ValidationError

from campaign.model.letter import Target, Way
from campaign.model.statement import Campaign
from campaign.rules import targets
from campaign.web.services import services
from campaign.web.supporters.form_tokens import TokenForm

MOST_AT_ONCE: Final = 10
"""Delegations that can be gone through with one note and one signature."""
MOST_MORE: Final = MOST_AT_ONCE - 1
"""The most delegations that can wait for their letters after the one being written."""
SAID_AT_ONCE: Final = (Way.SENT, Way.POSTED)
"""What can be said of a letter that has just been taken."""
LISTS: Final = ("ask", "then", "gone", "asked", "found_before")
"""The fields that come once for each of their values."""


@dataclass(frozen=True, slots=True)
class PastLetter:
    """One of several letters that was gone on from, by its target, and what was said of it."""

    to: str
    said: Way | None = None

    @classmethod
    def read(cls, value: str) -> Self:
        """Return what a field holds; what cannot be said of a letter is nothing."""
        to, _, said = value.partition(":")
        return cls(to, Way(said) if said in SAID_AT_ONCE else None)

    def __str__(self) -> str:
        """Return it as the field holds it."""
        return f"{self.to}:{self.said}" if self.said else self.to


class SeveralForm(TokenForm):
    """Those after this letter (`then`), those before it (`gone`), and what is only asked of them.

    `asked` are asks that were chosen and do not concern this target: they come back where they do.
    `found_before` are addresses that the writer found for others: they come back to their letters.
    """

    then = SelectMultipleField(validate_choice=False)
    gone = SelectMultipleField(validate_choice=False)
    asked = SelectMultipleField(validate_choice=False)
    found_before = SelectMultipleField(validate_choice=False)

    @property
    def past(self) -> Sequence[PastLetter]:
        """Return the letters before this one, each once."""
        return tuple(dict.fromkeys(map(PastLetter.read, self.gone.data or ())))[:MOST_AT_ONCE]

    @property
    def letter_number(self) -> int:
        """Return which of several letters this is."""
        return len(self.past) + 1

    @property
    def letters_in_all(self) -> int:
        """Return how many letters there are with those before and after this one."""
        return self.letter_number + len(self.then.data or ())

    def go_on(
        self,
        campaign: Campaign,
        target: Target,
        then: Sequence[str],
        past: Sequence[PastLetter],
    ) -> None:
        """Fit the form to the next of several targets; `then` are those after it."""
        self.then.data = list(then)
        self.gone.data = [str(each) for each in past if each.to != target.slug]
        every = [*(self["ask"].data or ()), *(self.asked.data or ())]
        concern = {ask.id for ask in targets.asks_for(campaign, target, services.today())}
        self.asked.data = [ask for ask in dict.fromkeys(every) if ask not in concern]
        self["ask"].data = self.asks_of(campaign, target, every)

    def asks_of(self, campaign: Campaign, target: Target, chosen: Sequence[str]) -> list[str]:
        """Return the chosen asks that concern a target, or those ticked for it from the start."""
        concern = [ask.id for ask in targets.asks_for(campaign, target, services.today())]
        found = [ask for ask in dict.fromkeys(chosen) if ask in concern]
        return found or concern[:1]

    def validate_then(self, field: Field) -> None:
        """Keep to as many as can be gone through at once."""
        if len(field.data or ()) > MOST_MORE:
            raise ValidationError(gettext("Choose at most %(most)d at once.", most=MOST_AT_ONCE))
