"""Form fields that offer choices, spoken in the language of each page."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, ValidationError

from campaign.press import Paper

PAPERS: Final = {
    Paper.A4: lazy_gettext("A4 (most of the world)"),
    Paper.LETTER: lazy_gettext("US Letter (North America)"),
}


def spoken(options: Mapping[Any, Any]) -> Callable[[], dict[str, str]]:
    """Return a field's choices by value, to be said in the language of each page."""
    return lambda: {option.value: str(label) for option, label in options.items()}


def offered(form: FlaskForm, field: SelectField) -> None:
    """Refuse what a field does not offer, in words of ours: WTForms' are not in every language."""
    del form
    chosen = field.data if isinstance(field.data, list) else [field.data]
    if not set(chosen) <= set(field.choices or ()):
        raise ValidationError(
            gettext(
                "“%(field)s”: this cannot be chosen here. Choose again.", field=field.label.text
            )
        )


def one_of(
    label: Any,  # noqa: ANN401 - spoken when it is shown
    options: Mapping[Any, Any],
    default: str | None = None,
    kind: type[SelectField] = RadioField,
    **more: Any,  # noqa: ANN401 - as WTForms has it
) -> SelectField:
    """Return a field for one of some options, which each page says in its own language."""
    return kind(
        label, [offered], choices=spoken(options), validate_choice=False, default=default, **more
    )
