"""How many letters on paper there are to each of some targets: number fields, and a search.

The search for more targets works without scripts, and keeps what was typed.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar

from flask import request
from flask_babel import format_decimal, gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, ValidationError

from campaign.letter import clean
from campaign.model.letter import Target
from campaign.model.paper_counts import MOST
from campaign.model.statement import Campaign
from campaign.rules import targets
from campaign.web import template_helpers
from campaign.web.services import services
from campaign.web.supporters import target_choice

MOST_FOUND: Final = 20
"""Targets that a search shows."""
LONGEST: Final = 9
"""Digits that are read at all."""


class NumberField(StringField):
    """How many letters there are to one target; blank is none. Digits of every script are read."""

    @property
    def times(self) -> int:
        """Return the number, once it is found valid."""
        return int(self.data or 0)

    def pre_validate(self, form: object) -> None:
        """Want a whole number that can be."""
        del form
        text = self.data or "0"
        if not (text.isdecimal() and len(text) <= LONGEST and int(text) <= MOST):
            most = format_decimal(MOST)
            raise ValidationError(gettext("Write a whole number from 0 to %(most)s.", most=most))


class NumbersForm(FlaskForm):
    """What forms with numbers share; `form_for` adds a field for each target."""

    campaign: Campaign
    places: Mapping[str, Target]
    """Each number field's target."""
    may_be_none = False
    """Whether all numbers may be zero."""

    find = StringField(
        lazy_gettext("Name of a country or an office"), filters=[clean.line], default=""
    )
    searched = HiddenField(default="")

    def numbers(self) -> Mapping[str, int]:
        """Return the letters to each target that has any, once they are found valid."""
        times = {target.slug: self[name].times for name, target in self.places.items()}
        return {slug: number for slug, number in times.items() if number}

    def rows(self) -> Sequence[tuple[target_choice.TargetChoice, str, NumberField]]:
        """Return each target as readers know it, where it is, and its field."""
        return [(*self._said(target), self[name]) for name, target in self.places.items()]

    def is_searching(self) -> bool:
        """Say whether another target is looked for or was just added: nothing is sent then."""
        typed = self.find.data not in {"", self.searched.data}
        return "look" in request.form or typed or self.has_new()

    def found(self) -> Sequence[tuple[target_choice.TargetChoice, str]]:
        """Return the targets of the day that the search finds, without those that have a field."""
        if not self.find.data or self.has_new():
            return []
        search, there = target_choice.TargetSearch(self.find.data), set(self.places.values())
        said = (
            self._said(each) for each in targets.offered_targets(self.campaign, services.today())
        )
        found = [each for each in said if search.finds(each[0]) and each[0].target not in there]
        return sorted(found, key=lambda each: each[0].name)[:MOST_FOUND]

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Want a letter to somebody, too."""
        right: bool = super().validate(extra_validators)
        if not right or self.may_be_none or self.numbers():
            return right
        field = self[next(iter(self.places), "find")]
        field.errors = [
            gettext("Write how many letters there are, to one recipient or more.")
            if self.places
            else gettext("Look for a recipient first, and add it.")
        ]
        return False

    def has_new(self) -> bool:
        """Say whether a target has come whose number nobody could fill in yet."""
        return any(name not in request.form for name in self.places)

    def _said(self, target: Target) -> tuple[target_choice.TargetChoice, str]:
        return _named(self.campaign, target)


def named(campaign: Campaign, slug: str) -> tuple[target_choice.TargetChoice, str]:
    """Return a target as readers know it, and where it is. Raises UnknownTarget."""
    return _named(campaign, targets.known_target(campaign, slug))


def _named(campaign: Campaign, target: Target) -> tuple[target_choice.TargetChoice, str]:
    where = template_helpers.body_of_one(target.kind) if target.kind.is_delegation else ""
    return target_choice.choice_of(campaign, target, services.today()), where


Form = TypeVar("Form", bound=NumbersForm)


def form_for(
    kind: type[Form],
    campaign: Campaign,
    numbers: Mapping[str, int] | None = None,
    /,
    **given: Any,  # noqa: ANN401 - as its fields have them
) -> Form:
    """Return a form with a number field for each target that the request names.

    `numbers` are the fields, and what stands in them at first, where the request names none.
    Raises UnknownTarget or ExcludedTarget.
    """
    slugs = dict.fromkeys(request.values.getlist("to")) or (numbers or {})
    places = {f"times-{slug}": targets.known_target(campaign, slug) for slug in slugs}
    fields = {name: NumberField(filters=[clean.line], default="") for name in places}
    first = {f"times-{slug}": str(number) for slug, number in (numbers or {}).items()}
    made = type(kind.__name__, (kind,), {**fields, "campaign": campaign, "places": places})
    return made(data={**first, **given})
