"""Every kind of mistake is named by file and key, with what is wrong and what to write.

Each test makes one mistake in a copy of the made-up campaign, as an organizer could.
"""

import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from campaign import catalogue
from campaign.errors import BrokenData
from tests.builders import TEST_LETTERS

MISTAKES: Final[dict[str, dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "mistakes.toml").read_text(encoding="utf-8")
)


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something changed in a file, and how each complaint about it begins."""

    file: str
    old: str
    new: str
    complaints: tuple[str, ...] = ()

    def make(self, root: Path) -> None:
        """Change the file; what is changed must be there."""
        path = root / self.file
        text = path.read_text(encoding="utf-8")
        assert self.old in text, f"{self.file} has no {self.old!r}"
        path.write_text(text.replace(self.old, self.new, 1), encoding="utf-8")


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """Return a copy of the test letters that may be spoiled."""
    return Path(shutil.copytree(TEST_LETTERS, tmp_path / "letters"))


def complaints_about(letters: Path) -> tuple[str, ...]:
    with pytest.raises(BrokenData) as broken:
        catalogue.load(letters, shipped=letters, are_gaps_mistakes=True)
    return broken.value.complaints


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_with_its_place_and_remedy_and_nothing_else_is(
    letters: Path, name: str
) -> None:
    mistake = Mistake(**MISTAKES[name])
    mistake.make(letters)
    found = complaints_about(letters)
    assert len(found) == len(mistake.complaints), "\n".join(found)
    for complaint, expected in zip(found, mistake.complaints, strict=True):
        assert complaint.startswith(expected)
        assert complaint.endswith(")")


def test_all_mistakes_are_named_at_once(letters: Path) -> None:
    names = ("term that ends before it starts", "misquoted quote", "half a placeholder")
    several = [Mistake(**MISTAKES[name]) for name in names]
    for mistake in several:
        mistake.make(letters)
    assert complaints_about(letters) == tuple(mistake.complaints[0] for mistake in several)


@pytest.mark.parametrize(
    "file",
    [
        "orchard/asks.toml",
        "orchard/places.toml",
        "orchard/votes.csv",
        "orchard/ar/about.md",
        "orchard/en/asks.md",
        "orchard/en/hrc-member.md",
        "world/members.csv",
        "world/states.csv",
        "world/en/care.toml",
        "world/en/forms.toml",
        "world/en/evening.md",
        "world/en/printing.md",
        "world/ar/states.csv",
    ],
)
def test_a_file_that_is_missing_is_one_complaint(letters: Path, file: str) -> None:
    (letters / file).unlink()
    assert complaints_about(letters) == (
        f"letters/{file}: is missing (make the file; letters/README.md says what it holds)",
    )


@pytest.mark.parametrize("file", ["orchard/campaign.toml", "orchard/en/hrc.md", "world/states.csv"])
def test_a_file_in_another_encoding_is_one_complaint(letters: Path, file: str) -> None:
    path = letters / file
    path.write_bytes("é".encode("latin-1") + path.read_bytes())
    assert complaints_about(letters) == (
        f"letters/{file}: is not UTF-8 at byte 0 (save the file as UTF-8)",
    )


def test_an_empty_table_of_facts_lacks_its_columns(letters: Path) -> None:
    (letters / "world/members.csv").write_text("", encoding="utf-8")
    columns = "code,start,end,source,as_of,note"
    assert complaints_about(letters) == (
        f"letters/world/members.csv: line 1: has other columns (write {columns})",
    )


def test_a_mark_of_encoding_at_the_start_of_a_file_does_no_harm(letters: Path) -> None:
    for file in ("orchard/campaign.toml", "orchard/en/hrc.md", "world/states.csv"):
        path = letters / file
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert catalogue.load(letters).campaigns.keys() == {"orchard"}


def test_lines_may_end_as_on_windows(letters: Path) -> None:
    for file in letters.rglob("*.*"):
        if file.suffix != ".svg":
            file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert catalogue.load(letters).campaigns == catalogue.load(TEST_LETTERS).campaigns


def test_a_language_without_a_folder_is_a_complaint_for_each_file(letters: Path) -> None:
    Mistake("orchard/campaign.toml", '["ar", "en"]', '["ar", "fr"]').make(letters)
    found = complaints_about(letters)
    assert found[0].startswith("letters/world/fr/forms.toml: is missing (")
    assert all(line.split(": ")[1].startswith("is missing (") for line in found)
    assert len(found) == len(list(letters.glob("*/en/*")))


def test_a_language_that_is_none_is_a_complaint(letters: Path) -> None:
    Mistake("orchard/campaign.toml", '["ar", "en"]', '["ar", "klingon"]').make(letters)
    expected = "letters/world/klingon: is not a known language (name it by its code, such as fr)"
    assert expected in complaints_about(letters)


def test_a_folder_without_a_campaign_is_a_complaint(letters: Path) -> None:
    (letters / "orchard/campaign.toml").unlink()
    assert complaints_about(letters) == (
        "letters: holds no campaign (make a folder with a campaign.toml)",
    )


def test_a_campaign_may_do_without_a_vote(letters: Path) -> None:
    campaign = letters / "orchard/campaign.toml"
    before, _, after = campaign.read_text(encoding="utf-8").partition("[vote]")
    campaign.write_text(before + "[reviewed]" + after.partition("[reviewed]")[2], encoding="utf-8")
    (letters / "orchard/votes.csv").unlink()
    orchard = catalogue.load(letters).campaigns["orchard"]
    assert orchard.ballot is None
    assert not any(text.votes for text in orchard.default_texts.kinds.values())


@pytest.mark.parametrize("name", ["organizers", "static"])
def test_a_campaign_cannot_take_the_place_of_a_page_of_ours(letters: Path, name: str) -> None:
    (letters / "orchard").rename(letters / name)

    assert complaints_about(letters) == (
        f"letters/{name}: has the name of a page of ours (give the folder another name)",
    )
