"""Our few rules under a letter's page give what WeasyPrint's own rules would."""

import pytest
from weasyprint import CSS, HTML

from campaign.model.letter import Letter
from campaign.model.statement import Campaign
from campaign.press import NOTHING, Paper, Press, Sheet, page, written
from campaign.press.internals.html_page import BASE, Page
from campaign.press.sheet import Fit
from tests.builders import make_letter, make_sender

LONG = "One line.\nAnother, آنا and اب.\n\n" + "words " * 900


@pytest.fixture(params=["short", "long", "one ask", "right to left"])
def letter(request: pytest.FixtureRequest, real: Campaign, orchard: Campaign) -> Letter:
    if request.param == "right to left":
        return make_letter(orchard, "hrc-kr", language="ar", note=LONG, sender=make_sender())
    if request.param == "one ask":
        return make_letter(real, "third-committee", asks=("tc-similar-briefing",))
    note = LONG if request.param == "long" else ""
    return make_letter(real, "hrc-kr", note=note, sender=make_sender())


@pytest.mark.parametrize("fit", Fit)
@pytest.mark.parametrize("paper", Paper)
def test_a_letter_is_the_same_on_our_rules_as_on_weasyprints(
    press: Press, letter: Letter, paper: Paper, fit: Fit
) -> None:
    on = Sheet(paper, fit=fit)
    usual = HTML(string=page(letter), url_fetcher=NOTHING)
    document = usual.render(
        font_config=press._fonts,  # noqa: SLF001 - the same for both
        stylesheets=press.styles(on),
        pdf_variant="pdf/ua-1",
    )

    assert press.pdf(letter, on) == written(document)


def test_weasyprint_still_asks_for_the_rules(
    real: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def rules(*given: object) -> list[CSS]:
        asked.append(given)
        return [BASE]

    monkeypatch.setattr(Page, "_ua_stylesheets", rules)

    Page(string=page(make_letter(real)), url_fetcher=NOTHING).render()

    assert asked
