"""Letters in another language, as translators work on them: begun, exported, taken, gone stale."""

import io
import shutil
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from campaign.catalogue import load, new_language
from campaign.catalogue.new_language import begin_language
from campaign.catalogue.translated_texts import (
    as_translators_file,
    doubtful_texts,
    mark_as_current,
    take_translators_file,
    translated_texts,
)
from campaign.errors import BrokenData
from campaign.settings import ROOT
from tests.builders import TEST_LETTERS


@pytest.fixture
def letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of letters that can be written to."""
    interface = tmp_path / "translations"
    interface.mkdir()
    monkeypatch.setattr(new_language, "TRANSLATIONS", interface)
    return Path(shutil.copytree(ROOT / "letters", tmp_path / "letters"))


def translated(file: bytes, language: str, mark: str) -> bytes:
    """Return a translator's file in which every text is its English with a mark before it."""
    catalogue = read_po(io.BytesIO(file), locale=language)
    for message in catalogue:
        if message.id:
            message.string = mark.format(message.id)
            message.flags.discard("fuzzy")
    written = io.BytesIO()
    write_po(written, catalogue, width=0)
    return written.getvalue()


def test_a_language_is_begun_translated_and_read_with_no_python(letters: Path) -> None:
    made = list(begin_language(letters, "pl"))
    assert {each.name for each in made} == {"pl", "supporters.po"}
    exported = as_translators_file(letters, "pl")

    taken = take_translators_file(letters, "pl", translated(exported, "pl", "» {}"))

    assert taken == len(translated_texts(letters, "pl"))
    assert not list(doubtful_texts(letters, "pl"))
    by_hand = ("states.csv", "forms.toml", "longer than 65 characters")  # two more than in English
    rest = [each for each in complaints_of(letters, "pl") if not any(b in each for b in by_hand)]
    assert rest == []


def complaints_of(letters: Path, code: str) -> list[str]:
    """Return what is wrong once the campaign is to be offered in the language."""
    about = letters / "uyghur-assessment" / "campaign.toml"
    text = about.read_text("utf-8").replace('languages = ["en"', f'languages = ["{code}", "en"')
    about.write_text(text, "utf-8")
    with pytest.raises(BrokenData) as raised:
        load(letters)
    return str(raised.value).splitlines()


def test_each_language_has_its_own_ways_of_counting(letters: Path) -> None:
    list(begin_language(letters, "pl"))

    counted = {text.heading[1] for text in translated_texts(letters, "pl")}

    assert {"one", "few", "many", "other"} <= counted
    assert "zero" not in counted


def test_there_and_back_changes_no_word() -> None:
    before = {text.place: text.said for text in translated_texts(TEST_LETTERS, "ar")}

    catalogue = read_po(io.BytesIO(as_translators_file(TEST_LETTERS, "ar")))

    after = {message.context: message.string for message in catalogue if message.id}
    assert after == before


def test_what_is_older_than_the_english_is_named_and_fuzzy_for_translators(letters: Path) -> None:
    list(begin_language(letters, "pl"))
    whole = translated(as_translators_file(letters, "pl"), "pl", "» {}")
    take_translators_file(letters, "pl", whole)
    about = letters / "uyghur-assessment" / "en" / "about.md"
    title = "Letters for the Uyghur region"
    about.write_text(about.read_text("utf-8").replace(title, "Letters for all"), "utf-8")

    (stale,) = doubtful_texts(letters, "pl")
    exported = read_po(io.BytesIO(as_translators_file(letters, "pl")), locale="pl")

    assert stale.startswith("pl: uyghur-assessment/about.md: title: ")
    assert [each.id for each in exported if each.id and each.fuzzy] == ["Letters for all"]
    assert take_translators_file(letters, "pl", whole) == len(translated_texts(letters, "pl")) - 1
    assert list(doubtful_texts(letters, "pl")) == [stale], "an answer to the old English is none"
    mark_as_current(letters, "pl")
    assert not list(doubtful_texts(letters, "pl"))


def test_what_was_forgotten_in_english_is_named(letters: Path) -> None:
    list(begin_language(letters, "pl"))
    take_translators_file(letters, "pl", translated(as_translators_file(letters, "pl"), "pl", "{}"))

    doubts = list(doubtful_texts(letters, "pl"))

    long = [each for each in translated_texts(letters, "pl") if len(each.english.split()) > 3]
    assert len(doubts) == len(long), "fewer words may be the same by chance"
    assert all(each.endswith("says the same as the English") for each in doubts)
