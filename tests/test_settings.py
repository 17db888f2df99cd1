"""Settings are read once; one that is weak or makes no sense is refused with what to write."""

import stat
from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from campaign.errors import WeakSetting
from campaign.settings import ROOT, Settings, from_environment

SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105 - no secret

REFUSED = {
    "a short secret": (
        {"CAMPAIGN_SECRET_KEY": SECRET[1:]},
        "CAMPAIGN_SECRET_KEY is too short (write 32 random characters or more",
    ),
    "a day that is none": (
        {"CAMPAIGN_TODAY": "2026-13-01"},
        "CAMPAIGN_TODAY is '2026-13-01' (write a date as YYYY-MM-DD)",
    ),
    "a switch between on and off": (
        {"CAMPAIGN_RATE_LIMITS": "no"},
        "CAMPAIGN_RATE_LIMITS is 'no' (write on or off)",
    ),
    "a port that is no number": ({"PORT": "http"}, "PORT is 'http' (write a whole number"),
    "a port that does not exist": (
        {"PORT": "70000"},
        "PORT is '70000' (write a whole number from 0 to 65535)",
    ),
    "half a port": ({"PORT": "80.5"}, "PORT is '80.5' (write a whole number"),
    "proxies that are no number": (
        {"CAMPAIGN_TRUSTED_PROXIES": "yes"},
        "CAMPAIGN_TRUSTED_PROXIES is 'yes' (write a whole number",
    ),
    "a way out that is no web address": (
        {"CAMPAIGN_EXIT_URL": "javascript:alert(1)"},
        "CAMPAIGN_EXIT_URL is 'javascript:alert(1)' (write a web address that begins with https://",
    ),
    "seconds below nothing": (
        {"CAMPAIGN_MIN_SECONDS": "-1"},
        "CAMPAIGN_MIN_SECONDS is '-1' (write a number",
    ),
    "seconds that are not a number": (
        {"CAMPAIGN_MIN_SECONDS": "nan"},
        "CAMPAIGN_MIN_SECONDS is 'nan' (write a number",
    ),
    "seconds without end": (
        {"CAMPAIGN_MIN_SECONDS": "inf"},
        "CAMPAIGN_MIN_SECONDS is 'inf' (write a number",
    ),
}


def read(folder: Path, **environ: str) -> Settings:
    return from_environment({"CAMPAIGN_INSTANCE": str(folder / "instance"), **environ})


def test_without_any_setting_all_is_local_and_in_the_instance_folder(tmp_path: Path) -> None:
    before, settings = datetime.now(UTC).date(), read(tmp_path)

    assert settings.database_url == f"sqlite:///{tmp_path}/instance/campaign.sqlite"
    assert settings.queue_url == f"sqlite:///{tmp_path}/instance/queue.sqlite"
    assert settings.letters == ROOT / "letters"
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.allowed_hosts == ("localhost", "127.0.0.1", "[::1]", "127.0.0.1")
    assert (settings.min_seconds, settings.rate_limits) == (3, True)
    assert settings.trusted_proxies == 0
    assert before <= settings.today() <= datetime.now(UTC).date()


def test_every_setting_can_be_set(tmp_path: Path) -> None:
    settings = read(
        tmp_path,
        CAMPAIGN_SECRET_KEY=SECRET,
        CAMPAIGN_DATABASE_URL="postgresql+psycopg://db/campaign",
        CAMPAIGN_QUEUE_URL="redis+unix:///run/redis.sock",
        CAMPAIGN_LETTERS=str(tmp_path),
        HOST="::1",
        PORT="8080",
        CAMPAIGN_HOSTNAMES="letters.example.org, abc.onion",
        CAMPAIGN_TRUSTED_PROXIES="2",
        CAMPAIGN_MIN_SECONDS="0.5",
        CAMPAIGN_EXIT_URL="https://weather.example/",
        CAMPAIGN_HSTS_SUBDOMAINS="on",
    )

    assert settings == Settings(
        secret_key=SECRET,
        database_url="postgresql+psycopg://db/campaign",
        queue_url="redis+unix:///run/redis.sock",
        letters=tmp_path,
        host="::1",
        port=8080,
        hostnames=("letters.example.org", "abc.onion"),
        trusted_proxies=2,
        min_seconds=0.5,
        exit_url="https://weather.example/",
        hsts_subdomains=True,
    )


def test_an_empty_setting_is_one_left_out(tmp_path: Path) -> None:
    assert read(tmp_path, PORT="", CAMPAIGN_TODAY="", CAMPAIGN_SECRET_KEY="").port == 8000


@pytest.mark.parametrize("case", REFUSED)
def test_a_weak_setting_is_refused_with_its_remedy(tmp_path: Path, case: str) -> None:
    environ, said = REFUSED[case]

    with pytest.raises(WeakSetting) as refused:
        read(tmp_path, **environ)

    assert str(refused.value).startswith(said)
    assert SECRET[1:] not in str(refused.value)


@pytest.mark.parametrize("test_only", [
    {"CAMPAIGN_TODAY": "2026-11-24"}, {"CAMPAIGN_RATE_LIMITS": "off"},
])  # fmt: skip
@pytest.mark.parametrize("public", [
    {"CAMPAIGN_HOSTNAMES": "letters.example.org"}, {"CAMPAIGN_TRUSTED_PROXIES": "1"},
])  # fmt: skip
def test_what_is_for_tests_is_refused_where_the_public_comes(
    tmp_path: Path, test_only: dict[str, str], public: dict[str, str]
) -> None:
    read(tmp_path, **test_only)
    read(tmp_path, **public)

    with pytest.raises(WeakSetting, match="are for tests"):
        read(tmp_path, **test_only, **public)


def test_a_fixed_day_replaces_the_clock(tmp_path: Path) -> None:
    assert read(tmp_path, CAMPAIGN_TODAY="2027-01-01").today() == date(2027, 1, 1)


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = read(tmp_path)
    second = read(tmp_path)

    file = tmp_path / "instance" / "secret.key"
    assert first.secret_key == second.secret_key == file.read_text()
    assert len(first.secret_key) >= 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert first.secret_key != read(tmp_path / "another").secret_key


def test_a_secret_that_is_given_leaves_no_file(tmp_path: Path) -> None:
    read(tmp_path, CAMPAIGN_SECRET_KEY=SECRET)

    assert list((tmp_path / "instance").iterdir()) == []


def test_a_secret_file_that_was_emptied_is_refused(tmp_path: Path) -> None:
    read(tmp_path)
    (tmp_path / "instance" / "secret.key").write_text("")

    with pytest.raises(WeakSetting, match="too short"):
        read(tmp_path)


def test_settings_show_no_secret_and_cannot_be_changed(tmp_path: Path) -> None:
    settings = read(tmp_path, CAMPAIGN_DATABASE_URL="postgresql://user:password@db/campaign")

    assert "password" not in repr(settings)
    assert settings.secret_key not in repr(settings)
    with pytest.raises(FrozenInstanceError):
        settings.port = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    "name", ["secret.key", "campaign.sqlite", "campaign.sqlite-wal", "queue.sqlite"]
)
def test_a_file_that_others_may_read_is_closed_to_them(tmp_path: Path, name: str) -> None:
    file = tmp_path / "instance" / name
    file.parent.mkdir(mode=0o755)
    file.write_text(SECRET)
    file.chmod(0o644)

    read(tmp_path)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_files_of_others_in_the_folder_and_what_a_link_leads_to_are_left_alone(
    tmp_path: Path,
) -> None:
    other, target = tmp_path / "instance" / "README", tmp_path / "elsewhere"
    other.parent.mkdir()
    for file in (other, target):
        file.write_text("")
        file.chmod(0o644)
    other.with_name("secret.key-old").symlink_to(target)

    read(tmp_path)

    assert [stat.S_IMODE(file.stat().st_mode) for file in (other, target)] == [0o644, 0o644]


def test_a_database_elsewhere_is_closed_to_others_too(tmp_path: Path) -> None:
    database = tmp_path / "elsewhere [1].sqlite"
    database.touch(mode=0o644)

    read(tmp_path, CAMPAIGN_DATABASE_URL=f"sqlite:///{database}")

    assert stat.S_IMODE(database.stat().st_mode) == 0o600
