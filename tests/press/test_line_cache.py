"""Lines of the campaign's own words are kept from letter to letter; nothing of a supporter's is."""

from dataclasses import replace

import pytest

from campaign.model.letter import Letter
from campaign.model.statement import Campaign
from campaign.model.world import Address
from campaign.press import Paper, Press, Sheet, Window
from tests.builders import make_letter, make_sender

pytestmark = pytest.mark.slow

NOTE = "Xanthippe grows quinces."


def letters(campaign: Campaign) -> list[Letter]:
    """Return letters that have most of their lines in common, in both directions."""
    return [
        make_letter(
            campaign,
            slug,
            language=language,
            note=note,
            sender=make_sender(name=name),
            found=Address(slug, ("9 Damson Row", "1202 Geneva")),
            reply_to=("Zwetschge House",),
        )
        for slug in ("hrc-kr", "third-committee-gb")
        for language in ("en", "ar")
        for note, name in (("", "Zoë Łukasz"), (NOTE, "محمد عبد الرحمن"), ("كلمات", "Anna"))
    ]


@pytest.mark.parametrize("sheet", [Sheet(), Sheet(Paper.LETTER, Window.US_10, folds=True)])
def test_a_letter_after_others_is_the_same_as_the_first_of_a_press(
    orchard: Campaign, sheet: Sheet
) -> None:
    press = Press(waiting=None)
    for letter in letters(orchard):
        made = press.pdf(letter, sheet)
        assert made == Press(waiting=None).pdf(letter, sheet)
        assert made == press.pdf(letter, sheet)


def test_nothing_that_somebody_typed_is_kept(orchard: Campaign) -> None:
    press = Press(waiting=None)
    for letter in letters(orchard):
        press.pdf(letter, Paper.A4)

    kept = [key[0] for key in press._line_cache._lines]  # noqa: SLF001 - to look for what must not be
    assert any(letters(orchard)[0].paragraphs[-1].text in text for text in kept)
    typed = ("Xanthippe", "quinces", "Łukasz", "Anna", "محمد", "كلمات", "Damson", "Zwetschge")
    for word in (*typed, make_sender().place):
        assert not any(word in text for text in kept)


def test_few_lines_are_kept(orchard: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campaign.press.internals.line_cache.KEPT", 5)
    press, letter = Press(waiting=None), make_letter(orchard)
    made = press.pdf(letter, Paper.A4)
    assert len(press._line_cache._lines) == 5  # noqa: SLF001 - nobody else can tell
    subject = replace(letter, subject="Another subject")
    assert press.pdf(subject, Paper.A4) != made
    assert press.pdf(letter, Paper.A4) == made
