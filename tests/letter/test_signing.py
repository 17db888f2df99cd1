"""Looking over the name and the place that a letter shows."""

import pytest

from campaign.letter.signature_check import check_signature
from campaign.model.letter import SignAs
from tests.builders import make_sender


def found(sender_name: str = "Zoë", place: str = "", sign_as: SignAs = SignAs.FULL) -> list[str]:
    """Return field, kind and words of every warning."""
    sender = make_sender(sign_as, name=sender_name, place=place)
    return [f"{each.where}: {each.kind}: {each.words}" for each in check_signature(sender)]


@pytest.mark.parametrize(
    ("name", "warning"),
    [
        ("Zoë Łukasz AB1234567", "name: number: AB1234567"),
        ("Zoë (ID 4711)", "name: number: 4711"),
        ("4711 12", "name: number: 4711 12"),
        ("李小龍 11010519491231002X", "name: number: 11010519491231002X"),
        ("محمد ١٢٣٤٥٦", "name: number: ١٢٣٤٥٦"),
    ],
)
def test_a_number_in_a_name_is_pointed_out(name: str, warning: str) -> None:
    assert found(name) == [warning]


@pytest.mark.parametrize(
    ("place", "warning"),
    [
        ("12 High Street, Leeds", "place: address: 12"),
        ("Hauptstraße 7a, Wien", "place: address: 7a"),
        ("Leeds, +44 113 496 0000", "place: number: +44 113 496 0000"),
        ("شارع الورد ١٢", "place: address: ١٢"),
    ],
)
def test_a_house_number_or_a_telephone_in_a_place_is_pointed_out(place: str, warning: str) -> None:
    assert found(place=place) == [warning]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Zoë Łukasz-O’Neill", "Leeds"),
        ("Dr. A. B. Example III", "São Paulo (Zona Sul)"),
        ("Ana, born 1984", "75011 Paris"),
        ("", "London E8"),
        ("李小龍", "12"),
    ],
)
def test_names_and_towns_are_not(name: str, place: str) -> None:
    assert found(name, place) == []


@pytest.mark.parametrize("sign_as", [SignAs.INITIALS, SignAs.COUNTRY, SignAs.BLANK])
def test_what_the_letter_does_not_show_is_not_looked_over(sign_as: SignAs) -> None:
    assert found("Zoë AB1234567", "12 High Street", sign_as) == []
