"""A letter as plain text: to copy, to download, and as the body of an email."""

from hypothesis import given

from campaign.letter import text
from campaign.model.letter import LetterPart
from campaign.model.statement import Campaign
from tests.builders import Case, cases, make_letter, make_sender


@given(cases())
def test_the_body_holds_every_part_of_the_letter_in_order(case: Case) -> None:
    letter = case.compose()
    rest = text.body(letter)
    for piece in (letter.salutation, *(p.text for p in letter.paragraphs), letter.close):
        _, found, rest = rest.partition(piece)
        assert found == piece
    sources = "\n".join(" – ".join(p.source) for p in letter.paragraphs if p.source)
    signature = "\n".join(letter.signature)
    assert rest.strip("\n") == "\n\n".join(filter(None, (signature, sources)))


def test_the_body_numbers_asks_when_there_are_several(orchard: Campaign) -> None:
    body = text.body(make_letter(orchard, asks=("hc-plant-tree", "hc-first-harvest")))
    assert "\n\n1. to do as the clubs ask" in body
    assert "\n\n2. to share the apples" in body


def test_the_body_does_not_number_a_single_ask(orchard: Campaign) -> None:
    letter = make_letter(orchard, asks=("hc-plant-tree",))
    assert [p.number for p in letter.paragraphs if p.part is LetterPart.ASK] == [None]
    assert "\n\nto do as the clubs ask" in text.body(letter)


def test_the_body_ends_with_the_close_when_it_is_signed_by_hand(orchard: Campaign) -> None:
    assert text.body(make_letter(orchard)).endswith("\n\nRespectfully,")


def test_the_whole_text_begins_with_whom_it_is_for(orchard: Campaign) -> None:
    whole = text.whole(make_letter(orchard, sender=make_sender()))
    assert whole.startswith(
        "United Nations High Commissioner for Human Rights\n"
        "Office of the Garden\n1 Apple Lane\n1200 Geneva\nSWITZERLAND\n"
        "garden@example.org\n\nLeeds, 24 November 2026\n\n"
        "Request: an apple tree in the garden of the Office\n\n"
        "High Commissioner,\n\n"
    )
    assert whole.endswith("\n\nRespectfully,\n\nZoë Łukasz\nLeeds\nUnited Kingdom\n")


def test_the_whole_text_leaves_out_an_address_that_is_not_known(real: Campaign) -> None:
    whole = text.whole(make_letter(real, "hrc-mx"))
    office = "Permanent Representative of Mexico to the United Nations Office at Geneva"
    assert whole.startswith(f"{office}\n\n24 November 2026\n\n")
