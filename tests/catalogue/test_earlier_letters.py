"""Letters made for an earlier version start under this one: what they lack is filled and named."""

import io
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from campaign import catalogue
from campaign.errors import BrokenData
from campaign.letter.compose import compose
from campaign.model.letter import Choices, EmailLength
from campaign.model.statement import Campaign
from campaign.rules import targets
from campaign.settings import ROOT
from tests.builders import TODAY

SLUG, OWN = "uyghur-assessment", "our-own"


def git(*arguments: str) -> bytes:
    return subprocess.run(("git", *arguments), cwd=ROOT, check=True, capture_output=True).stdout


def earlier_states() -> Iterator[str]:
    """Yield the tree of `letters/` at each commit that changed it, each once."""
    commits = git("log", "--format=%H", "--", "letters").decode().split()
    yield from dict.fromkeys(
        git("rev-parse", f"{each}:letters").decode().strip() for each in commits
    )


def unpacked(tree: str, folder: Path) -> Path:
    with tarfile.open(fileobj=io.BytesIO(git("archive", tree))) as files:
        files.extractall(folder, filter="data")
    return folder


@pytest.fixture(scope="module")
def states() -> list[str]:
    try:
        found = list(earlier_states())
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no git checkout")
    if len(found) < 2:
        pytest.skip("a checkout without history")
    return found


@pytest.mark.slow
def test_every_earlier_state_of_the_letters_starts(states: list[str], tmp_path: Path) -> None:
    failed = {}
    for tree in states:
        try:
            catalogue.load(unpacked(tree, tmp_path / tree))
        except BrokenData as broken:
            failed[tree] = broken.complaints

    assert failed == {}


@pytest.fixture
def oldest(states: list[str], tmp_path: Path) -> Path:
    """Return the first letters there were."""
    return unpacked(states[-1], tmp_path / "letters")


def test_what_the_first_letters_lack_is_named_with_its_place(oldest: Path) -> None:
    gaps = catalogue.load(oldest).campaigns[SLUG].gaps

    for gap in (
        "uyghur-assessment/en/hrc.md: short: has no text (",
        "uyghur-assessment/en/hrc.md: subject: has no use any more (",
        "uyghur-assessment/en/asks.md: hc-missing-mechanism / high-commissioner, short: has",
        "world/en/forms.toml: resident: is missing (",
        "world/officers.csv: line 1: has no column confirmed (",
    ):
        assert any(each.startswith(gap) for each in gaps), gap


def test_gaps_are_mistakes_to_those_who_check_their_letters(oldest: Path) -> None:
    gaps = catalogue.load(oldest).campaigns[SLUG].gaps

    with pytest.raises(BrokenData) as broken:
        catalogue.load(oldest, are_gaps_mistakes=True)

    assert set(broken.value.complaints) == {f"letters/{gap}" for gap in gaps}


def emails(campaign: Campaign) -> Iterator[str]:
    """Yield the short email to a target of each kind, with every ask there is for it."""
    kinds = {target.kind: target for target in targets.offered_targets(campaign, TODAY)}
    for target in kinds.values():
        for ask in targets.asks_for(campaign, target, TODAY):
            choices = Choices((ask.id,), "en", form=EmailLength.SHORT)
            letter = compose(campaign, target, choices, TODAY)
            yield "\n".join((letter.subject, *(each.text for each in letter.paragraphs)))


@pytest.mark.parametrize(
    "name", [pytest.param(SLUG, id="that ship too"), pytest.param(OWN, id="of our own")]
)
def test_emails_are_whole_whether_something_ships_for_the_gaps_or_not(
    oldest: Path, name: str
) -> None:
    (oldest / SLUG).rename(oldest / name)

    campaign = catalogue.load(oldest).campaigns[name]

    for text in emails(campaign):
        assert "{" not in text
        assert 60 < len(text.split()) < 500


def test_a_folder_without_the_shared_texts_takes_those_that_ship(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "letters" / SLUG, tmp_path / OWN)

    loaded = catalogue.load(tmp_path)

    shipped = catalogue.load(ROOT / "letters")
    assert set(loaded.campaigns) == {OWN}
    assert loaded.world == shipped.world
    assert loaded.campaigns[OWN].languages == shipped.campaigns[SLUG].languages
    assert loaded.campaigns[OWN].gaps == ()


def test_a_folder_with_no_campaign_has_those_that_ship(tmp_path: Path) -> None:
    world = tmp_path / "world" / "en"
    world.mkdir(parents=True)
    evening = (ROOT / "letters" / "world" / "en" / "evening.md").read_text(encoding="utf-8")
    (world / "evening.md").write_text(evening.replace("# call\n", "# call\n\nCome along!\n\n# x\n"))

    with pytest.raises(BrokenData, match="x: is not a known heading"):
        catalogue.load(tmp_path)

    (world / "evening.md").unlink()
    assert set(catalogue.load(tmp_path).campaigns) == {SLUG}


def with_text(letters: Path, file: str, change: Callable[[str], str]) -> None:
    path = letters / file
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def test_a_mistake_in_what_lies_over_the_shipped_is_still_a_mistake(oldest: Path) -> None:
    with_text(oldest, f"{SLUG}/en/hrc.md", lambda text: text.replace("# request", "# requests"))

    with pytest.raises(BrokenData, match="requests: is not a known heading"):
        catalogue.load(oldest)
