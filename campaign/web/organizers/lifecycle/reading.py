"""Reading every text of a language, or what changed since somebody did; and saying so."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import partial
from http import HTTPStatus
from typing import Final

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField

from campaign.actions import editions
from campaign.actions.editions import Reading
from campaign.actions.lifecycle import texts
from campaign.model.facts import FactTable
from campaign.model.statement import Campaign
from campaign.rules.letter_sources import (
    ChangedText,
    SourceText,
    changed_texts,
    letter_sources,
    pages_of,
)
from campaign.web.database import db
from campaign.web.organizers.lifecycle.forms import DayForm, VersionedForm
from campaign.web.organizers.lifecycle.saving import saved, seen_fingerprint
from campaign.web.organizers.lifecycle.source_labels import page_label, part_label
from campaign.web.organizers.permits import may
from campaign.web.services import services

pages = Blueprint("letters_reading", __name__)

LETTERS: Final = "letters_review.list_letters"
SPACES: Final = re.compile(r"(\s+)")
Shown = tuple[str, str, Sequence[str]]
"""Where a text stands, the text, and the other pages that have the same there."""
Pieces = Sequence[tuple[str, bool]]
"""A text in pieces, each with whether it is not in the other text."""


class ReadForm(DayForm):
    """That somebody read all texts of a language, and when; `sources` is the texts' hash."""

    sheets = (FactTable.READ,)
    sources = HiddenField(default="")


class TakeForm(VersionedForm):
    """That an owner takes words that nobody has read."""

    sheets = (FactTable.TAKEN,)


@pages.get("/<slug>/letters/read/<language>/<int:number>")
def show_texts(slug: str, language: str, number: int) -> ResponseReturnValue:
    """Show the texts of one kind of recipient; on the last page one says that one read them."""
    return _texts(slug, language, number, _form(slug, language))


@pages.post("/<slug>/letters/read/<language>/")
def mark_read(slug: str, language: str) -> ResponseReturnValue:
    """Keep that somebody read all texts of a language, as they were shown."""
    form, sources = ReadForm(), _reading(slug, language).sources
    if form.sources.data != sources:
        form.overtake(seen_fingerprint(slug, ReadForm))
        form.sources.data = sources
        return _last(slug, language, form), HTTPStatus.CONFLICT
    act = partial(
        texts.mark_read,
        language=language,
        sources=form.sources.data,
        day=form.day.data or services.today(),
    )
    return saved(slug, form, partial(_last, slug, language, form), act, LETTERS)


@pages.get("/<slug>/letters/changed/<language>/")
def show_changes(slug: str, language: str) -> ResponseReturnValue:
    """Show the texts that are others than those that somebody last read, old and new."""
    newest, before = _written(slug, language), _reading(slug, language).before
    if before is None:
        abort(404)
    return render_template(
        "organizers/lifecycle/changed-texts.html",
        shown=newest,
        spoken=newest.written[language],
        changed=[
            (_place(newest, language, each), *_word_by_word(each.before, each.after))
            for each in changed_texts(before, newest, language)
        ],
        form=_form(slug, language),
        take=_take_form(slug),
    )


@pages.post("/<slug>/letters/taken/")
def take_unread(slug: str) -> ResponseReturnValue:
    """Let letters have the words that wait, though nobody has read them."""
    language = services.latest_campaign(slug).default_language.code
    newest = editions.newest_edition(db.session, slug)
    if newest is None or slug not in services.latest().waiting:
        return redirect(url_for(LETTERS, slug=slug), HTTPStatus.SEE_OTHER)
    form = TakeForm()
    act = partial(texts.take_unread, number=newest.number)
    return saved(slug, form, lambda: _last(slug, language, _form(slug, language)), act, LETTERS)


def _written(slug: str, language: str) -> Campaign:
    """Return a campaign with its words of today, or answer 404 for a language it does not have."""
    newest = services.newest_campaign(slug)
    if language not in newest.texts:
        abort(404)
    return newest


def _reading(slug: str, language: str) -> Reading:
    """Return whether a language was read, or answer 404 for one that is not offered."""
    _written(slug, language)
    return editions.readings(db.session, services.latest(), slug).get(language) or abort(404)


def _form(slug: str, language: str) -> ReadForm:
    data = {
        "seen": seen_fingerprint(slug, ReadForm),
        "day": services.today(),
        "sources": _reading(slug, language).sources,
    }
    return ReadForm(formdata=None, data=data)


def _take_form(slug: str) -> TakeForm | None:
    """Return the form by which an owner takes words that wait, for who may and where some do."""
    if slug not in services.latest().waiting or not may("letters_reading.take_unread"):
        return None
    return TakeForm(formdata=None, data={"seen": seen_fingerprint(slug, TakeForm)})


def _last(slug: str, language: str, form: ReadForm) -> str:
    sources = letter_sources(_written(slug, language), language)
    return _texts(slug, language, len(pages_of(sources)), form)


def _texts(slug: str, language: str, number: int, form: ReadForm) -> str:
    newest = _written(slug, language)
    sources = letter_sources(newest, language)
    every = pages_of(sources)
    if not 1 <= number <= len(every):
        abort(404)
    page = every[number - 1]
    return render_template(
        "organizers/lifecycle/read-texts.html",
        shown=newest,
        spoken=newest.written[language],
        title=page_label(page),
        asks=_by_ask(newest, language, [each for each in sources if each.page == page]),
        number=number,
        pages=[page_label(each) for each in every],
        form=form,
    )


def _by_ask(
    campaign: Campaign, language: str, sources: Iterable[SourceText]
) -> Mapping[str, Sequence[Shown]]:
    """Return texts under what they ask for, those first that are of no ask."""
    found: dict[str, list[Shown]] = {"": []}
    for each in sources:
        ask, part = part_label(campaign.texts[language], each.part)
        found.setdefault(ask, []).append((part, each.text, [*map(page_label, each.also)]))
    return found


def _place(campaign: Campaign, language: str, changed: ChangedText) -> str:
    ask, part = part_label(campaign.texts[language], changed.part)
    return ": ".join(filter(None, (page_label(changed.page), ask, part)))


def _word_by_word(before: str, after: str) -> tuple[Pieces, Pieces]:
    """Return two texts in pieces, with whether the other does not have a piece."""
    old, new = (SPACES.split(text) for text in (before, after))
    pieces: tuple[list[tuple[str, bool]], list[tuple[str, bool]]] = ([], [])
    for kind, *at in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for found, words in zip(pieces, (old[at[0] : at[1]], new[at[2] : at[3]]), strict=True):
            found.append(("".join(words), kind != "equal"))
    return pieces
