"""What is said beside the letter, the ways out of it, and going on to somebody else."""

import re
from dataclasses import replace

import pytest
from flask import Flask

from campaign.model.language import TargetKind
from campaign.model.letter import Target, Way
from campaign.model.statement import Campaign
from campaign.rules import launch_checklist, targets
from campaign.web.supporters.file_names import file_of
from tests.conftest import TODAY
from tests.pages import Page, Visitor

ROOT = "/uyghur-assessment/"
WRITE = f"{ROOT}to/hrc-kr/"
SHOW, PRINT = "Show my letter", "Print this page"
ANOTHER = "Write to somebody else with the same words"
OPEN, EMPTY = "Open it in my mail program", "Open my mail program, to paste into"
RISKY = "My mother Gulnar Example lives in Kashgar."
THINK = "Look at these words again"


def checked(visitor: Visitor, **filled: str | list[str]) -> Page:
    """Return the page to check a letter on."""
    return visitor.submit(visitor.open(WRITE).form(SHOW).fill(**filled), SHOW)


def fail(*_: object) -> None:
    """Give a letter no shape."""
    raise RuntimeError("no shape")


def test_words_that_could_harm_somebody_are_pointed_out_and_nothing_is_refused(app: Flask) -> None:
    visitor = Visitor(app)

    page = checked(visitor, note=RISKY)

    assert THINK in page.text
    assert "Kashgar" in str(page.find("#care").parent.to_text())
    assert "We cannot tell whether your words are safe." in page.text
    assert visitor.press(page.form("Download the PDF"), "Download the PDF").status_code == 200
    assert page.form("Change my words").button("Change my words").action.endswith("#note")
    form = visitor.submit(page.form("Change my words"), "Change my words").form(SHOW)
    assert form.values["note"] == (RISKY,)


def test_own_words_are_praised_and_a_letter_without_any_is_good(app: Flask) -> None:
    visitor = Visitor(app)

    own = checked(visitor, note="I bake bread in Leeds, and my neighbours do too.")
    standard = checked(visitor)

    assert THINK not in own.text
    assert "Nobody else could have written them." in own.text
    assert "This is the standard letter. It is good as it is" in standard.text
    assert "Nobody else" not in standard.text


@pytest.mark.parametrize("note", ["내 여동생은 카슈가르에 있다", f"{RISKY} Η αδελφή μου."])
def test_it_is_said_that_nobody_looked_at_words_in_another_alphabet(app: Flask, note: str) -> None:
    unread = "Nobody looked at what you wrote in another alphabet."
    visitor = Visitor(app)

    page = checked(visitor, note=note)

    assert "We looked for words in these languages only: English, German, Uyghur." in page.text
    assert unread in page.text
    assert unread not in checked(visitor, note=RISKY).text


def test_numbers_where_one_signs_are_pointed_out_with_where_they_are(app: Flask) -> None:
    visitor = Visitor(app)

    page = checked(
        visitor, sign_as="full", name="Ana Example AB1234567", place="12 High Street, Leeds"
    )

    care = str(page.find("#care").parent.to_text())
    assert "AB1234567 (in your name)" in " ".join(care.split())
    assert "12 (in your town or city)" in " ".join(care.split())
    assert page.form("Change my words").button("Change my words").action.endswith("#name")


def test_nothing_of_a_risky_note_is_logged(app: Flask, capfd: pytest.CaptureFixture[str]) -> None:
    checked(Visitor(app), note=RISKY)

    said = "".join(capfd.readouterr())
    assert "Kashgar" not in said
    assert "Gulnar" not in said


def test_printing_is_counted_under_its_own_name_and_shows_how(app: Flask) -> None:
    visitor = Visitor(app)

    page = visitor.submit(checked(visitor, note="I bake.").form(PRINT), PRINT)

    assert "Print this page with your browser’s own command" in page.text
    assert "I bake." in page.text
    assert visitor.counts() == {"prepared": 1, "print": 1}
    assert page.response.headers["Cache-Control"] == "no-store"


def test_a_file_of_several_letters_says_how_many_there_are(app: Flask) -> None:
    visitor, button = Visitor(app), "All of them in one PDF"
    check = visitor.submit(
        visitor.open(f"{WRITE}?lang=en&then=hrc-mx&then=hrc-fr").form(SHOW), SHOW
    )
    answer = visitor.press(check.form(button), button)
    assert answer.headers["Content-Disposition"] == "attachment; filename=letters-3.pdf"


def test_the_name_of_every_letters_file_is_ascii_and_its_own(real: Campaign) -> None:
    offered = targets.offered_targets(real, TODAY)
    names = {file_of(real, [target], way) for target in offered for way in (Way.PDF, Way.EML)}
    assert len(names) == 2 * len(offered)
    assert all(re.fullmatch(r"letter-[a-z]+(-[a-z]+)*\.(pdf|eml)", name) for name in names)
    assert {"letter-turkiye-new-york.eml", "letter-cote-d-ivoire.pdf"} < names


def test_a_campaign_without_english_still_names_its_files_so(orchard: Campaign) -> None:
    only = {code: each for code, each in orchard.written.items() if code == "ar"}
    korea = Target("hrc-kr", TargetKind.COUNCIL_MEMBER, "KR")
    name = file_of(replace(orchard, written=only), [korea], Way.TXT)
    assert name == "letter-south-korea.txt"


@pytest.mark.parametrize(
    ("button", "shape"),
    [
        ("Email draft (.eml)", "campaign.letter.email.eml"),
        ("Text (.txt)", "campaign.letter.text.whole"),
        (EMPTY, "campaign.letter.email.mailto"),
        (PRINT, "campaign.letter.email.mailto"),
        ("Download the PDF", "campaign.press.pool.Pool.pdf"),
        ("All of them in one PDF", "campaign.press.pool.Pool.several"),
    ],
)
def test_what_fails_to_take_shape_is_in_no_count(
    app: Flask, monkeypatch: pytest.MonkeyPatch, button: str, shape: str
) -> None:
    visitor = Visitor(app)
    form = visitor.open(f"{WRITE}?lang=en&then=hrc-mx").form(SHOW).fill(note="I bake. " * 200)
    check = visitor.submit(form, SHOW)
    monkeypatch.setattr(shape, fail)

    visitor.submit(check.form(button), button, 500)

    assert visitor.counts() == {"prepared": 1}


def test_a_letter_that_cannot_be_shown_is_not_counted_as_prepared(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = Visitor(app)
    form = visitor.open(WRITE).form(SHOW)
    monkeypatch.setattr("campaign.letter.text.body", fail)

    visitor.submit(form, SHOW, 500)

    assert visitor.counts() == {}


@pytest.mark.slow
def test_copying_is_counted_with_nothing_of_the_letter_and_without_leaving_the_page(
    app: Flask,
) -> None:
    visitor = Visitor(app)
    page = checked(visitor, note="I bake.")
    form = next(form for form in page.forms if form.action.endswith("/copied"))
    assert set(form.values) == {"token"}

    answer = visitor.post(form.action, form.values)

    assert (answer.status_code, answer.data) == (204, b"")
    assert visitor.post(form.action, {"token": ("forged",)}).status_code == 204
    assert visitor.counts() == {"prepared": 1, "txt": 1}


def test_a_mail_program_that_did_not_open_is_asked_about_and_the_next_way_stands_there(
    app: Flask,
) -> None:
    visitor = Visitor(app)
    form = visitor.open(f"{ROOT}to/high-commissioner/").form(SHOW)

    page = visitor.submit(form.fill(ask=form.values["ask"][:1]), SHOW)

    assert page.form(OPEN)
    assert "Did nothing happen?" in page.text
    for label in ("Subject", "Text to copy", "take the PDF"):
        assert label in str(page.find("#not-opened").to_text())


def test_a_letter_too_long_for_a_link_leads_with_copying(app: Flask) -> None:
    page = checked(Visitor(app), note="I bake. " * 200)

    assert OPEN not in page.text
    assert page.text.index("Text to copy") < page.text.index(EMPTY)


def test_recipient_subject_and_text_are_copied_apart(app: Flask) -> None:
    visitor = Visitor(app)
    form = visitor.open(f"{ROOT}to/high-commissioner/").form(SHOW)

    page = visitor.submit(form, SHOW)

    assert page.find("#copy-to").to_text().strip() == "ohchr-InfoDesk@un.org"
    assert page.find("#copy-subject").to_text().strip() == page.find("h2.letter-subject").to_text()
    assert "ohchr-InfoDesk" not in str(page.find("#copy").to_text())


def test_the_same_words_go_to_somebody_else(app: Flask) -> None:
    visitor = Visitor(app)
    page = checked(visitor, note="I bake.", sign_as="full", name="Ana Example", country="KR")

    page = visitor.submit(page.form(ANOTHER), ANOTHER)
    page = visitor.submit(page.form("Search").fill(find="mexi"), "Search")
    offered = [button.text for form in page.forms for button in form.buttons]
    assert offered.count("Mexico") == 2  # in Geneva and in New York
    chooser = next(form for form in page.forms if "hrc-mx" in str(form.buttons))
    first = next(button for button in chooser.buttons if button.values == {"then": ("hrc-mx",)})
    answer = visitor.post(first.action, {**chooser.values, **first.values})

    assert "Write to: Mexico" in " ".join(answer.text.split()).replace("<span>", "")
    assert "I bake." in answer.text
    assert "Ana Example" in answer.text


def test_from_choosing_somebody_else_one_can_go_back_to_the_letter(app: Flask) -> None:
    visitor = Visitor(app)
    page = visitor.submit(checked(visitor, note="I bake.").form(ANOTHER), ANOTHER)

    page = visitor.submit(page.form("Back to my letter"), "Back to my letter")

    assert page.heading == "Check your letter"
    assert "I bake." in page.text
    assert visitor.counts() == {"prepared": 1}


def test_the_one_written_to_is_not_offered_again(app: Flask) -> None:
    visitor = Visitor(app)

    page = visitor.submit(checked(visitor).form(ANOTHER), ANOTHER)

    values = {value for form in page.forms for button in form.buttons
              for value in button.values.get("then", ())}  # fmt: skip
    assert "hrc-kr" not in values
    assert {"third-committee-kr", "hrc", "hrc-mx"} <= values


def test_a_letter_that_came_back_is_counted(app: Flask) -> None:
    visitor = Visitor(app)
    page = visitor.open(f"{WRITE}later")
    assert page.heading == "Did an answer come, or did your letter come back?"

    visitor.press(page.form("It came back"), "It came back")

    assert visitor.counts() == {"returned": 1}


@pytest.mark.parametrize(
    "button", ["I sent it by email", "I posted it", "I got a reply", "It came back"]
)
def test_it_is_said_that_a_report_was_counted_and_its_address_does_not_tell_which(
    app: Flask, button: str
) -> None:
    visitor = Visitor(app)
    is_late = button in {"I got a reply", "It came back"}
    asked = visitor.open(f"{WRITE}later") if is_late else checked(visitor)

    answer = visitor.press(asked.form(button), button)
    page = visitor.open(answer.headers["Location"])

    assert answer.headers["Location"] == f"{WRITE}done"
    assert page.heading == "Thank you"
    assert "Your report was counted." in page.text
    ways = {each.values["what"][0] for form in page.forms for each in form.buttons if each.values}
    assert ways == {"replied", "returned"}


def test_nothing_is_thanked_for_that_was_not_reported(app: Flask) -> None:
    page = Visitor(app).open(f"{WRITE}later")

    assert page.heading == "Did an answer come, or did your letter come back?"
    assert "was counted" not in page.text


def test_the_start_names_the_one_figure_it_counts(app: Flask) -> None:
    visitor = Visitor(app)
    checked(visitor)

    page = visitor.open(ROOT)

    assert "Letters prepared here: 1 of 5,000, which is our goal" in page.text
    assert (page.find("progress").attrs["value"], page.find("progress").attrs["max"]) == (
        "1", "5000",
    )  # fmt: skip


def test_nobody_is_named_who_could_help_until_somebody_is(
    app: Flask, orchard_app: Flask, real: Campaign, orchard: Campaign
) -> None:
    blank = Visitor(app).open(f"{ROOT}missing/")
    known = Visitor(orchard_app).open("/orchard/missing/")

    assert "have not yet named anybody who can help" in blank.text
    assert "Orchard Family Line https://families.example.org" in known.text
    said = [
        each for each in launch_checklist.missing_before_launch(real, TODAY) if "relatives" in each
    ]
    assert said
    assert not [
        each
        for each in launch_checklist.missing_before_launch(orchard, TODAY)
        if "relatives" in each
    ]
