"""What paragraphs of letter texts are joined to, however their lines are broken."""

from pathlib import Path

import pytest

from campaign.catalogue.complaints import Complaints
from campaign.catalogue.sections import read_sections


@pytest.mark.parametrize(
    ("written", "joined"),
    [
        ("two lines\nof one text", "two lines of one text"),
        ("任意和歧视性\n拘留的程度", "任意和歧视性拘留的程度"),
        ("声明说，\n“可能”\n构成", "声明说，“可能”构成"),
        ("2022 年\nOHCHR", "2022 年 OHCHR"),
        ("ئۇيغۇر\nرايونى", "ئۇيغۇر رايونى"),
    ],
)
def test_lines_are_joined_as_the_script_parts_its_words(
    tmp_path: Path, written: str, joined: str
) -> None:
    file = tmp_path / "text.md"
    file.write_text(f"# opening\n\n{written}\n", encoding="utf-8")

    assert read_sections(file, Complaints(tmp_path)) == {("opening", ""): (joined,)}
