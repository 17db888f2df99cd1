"""What docs/deploy.md tells operators to type does what it says."""

import re
import stat
import subprocess
from pathlib import Path

from campaign.settings import ROOT


def test_a_backup_as_documented_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"sudo sh -c '(.*tar .*)'", text)
    (tmp_path / "lib" / "campaign").mkdir(parents=True)
    (tmp_path / "lib" / "campaign" / "secret.key").touch()

    here = command.replace("/var/lib", f"{tmp_path}/lib")
    subprocess.run(["sh", "-c", here], cwd=tmp_path, check=True, umask=0o022)

    (backup,) = tmp_path.glob("*.tar.gz")
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
