"""Settings: every fault is named together, secrets may come from files, keys are made once."""

from __future__ import annotations

import base64
import stat
import threading
from pathlib import Path

import pytest

from config import PREFIX, Config, ConfigFaults

KEY = base64.b64encode(b"k" * 32).decode()
OTHER = base64.b64encode(b"o" * 32).decode()
ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "ENV": "production",
    "SECRET_KEY": "s" * 32,
    "ENCRYPTION_KEYS": KEY,
    "SMS_PROVIDER": "twilio",
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_AUTH_TOKEN": "token",
    "TWILIO_FROM": "+12025550100",
    "PUBLIC_BASE_URL": "https://texts.example.org",
}


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No .env of the developer, and no setting of the machine, reaches a test."""
    monkeypatch.chdir(tmp_path)
    for name in Config.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)
    monkeypatch.setenv(PREFIX + "DATABASE_URL", f"sqlite:///{tmp_path}/keys/a.db")


def _set(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> None:
    for name, value in values.items():
        monkeypatch.setenv(PREFIX + name, value)


def test_the_example_file_and_the_settings_name_the_same_things() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    settings = [line for line in lines if line.removeprefix("#").startswith(PREFIX)]
    named = {line.removeprefix("#").partition("=")[0] for line in settings}
    assert named == {PREFIX + name.upper() for name in Config.model_fields}
    assert len(settings) == len(named)
    for place, line in enumerate(lines):
        if line in settings:
            assert lines[place - 1].startswith("# "), f"{line} has no line of explanation"


def test_the_example_file_changes_no_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    plain = Config.load()
    text = (ROOT / ".env.example").read_text().replace(f"#{PREFIX}", PREFIX)
    kept = [line for line in text.splitlines() if line.startswith(PREFIX) and not line.endswith("=")]
    (tmp_path / ".env").write_text("\n".join(kept))
    assert Config.load() == plain


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ENV", "live"),
        ("SMS_PROVIDER", "pigeon"),
        ("ENGINE", "procrastinate"),
        ("ENCRYPTION_KEYS", "short"),
        ("ENCRYPTION_KEYS", base64.b64encode(b"k" * 16).decode()),
        ("DATABASE_URL", "mysql://x/y"),
        ("DATABASE_URL", "nonsense"),
        ("MESSAGES_PER_SECOND", "0"),
        ("MESSAGES_PER_SECOND", "fast"),
        ("PUBLIC_BASE_URL", "texts.example.org"),
        ("CLOCK", "file:/tmp/clock.json"),
    ],
)
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    _set(monkeypatch, {name: value})
    with pytest.raises(ConfigFaults) as caught:
        Config.load()
    assert any(PREFIX + name in fault for fault in caught.value.faults)


def test_all_faults_come_together(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, {"ENV": "production", "TWILIO_BASE_URL": "http://127.0.0.1", "PUBLIC_BASE_URL": "http://x"})
    with pytest.raises(ConfigFaults) as caught:
        Config.load()
    named = " ".join(caught.value.faults)
    for name in ("SECRET_KEY", "ENCRYPTION_KEYS", "SMS_PROVIDER", "TWILIO_BASE_URL", "PUBLIC_BASE_URL"):
        assert PREFIX + name in named
    assert len(caught.value.faults) >= 5


def test_a_value_of_a_wrong_kind_does_not_hide_the_other_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, {"MESSAGES_PER_SECOND": "fast", "PUBLIC_BASE_URL": "x", "ENCRYPTION_KEYS": "x", "ENGINE": "x"})
    with pytest.raises(ConfigFaults) as caught:
        Config.load()
    assert len(caught.value.faults) == 4


def test_an_empty_setting_counts_as_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = Config.load()
    _set(monkeypatch, {name.upper(): "" for name in Config.model_fields if name != "database_url"})
    assert Config.load() == plain


def test_keys_that_cannot_be_kept_are_a_fault_and_no_crash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    _set(monkeypatch, {"DATABASE_URL": f"sqlite:///{tmp_path}/file/a.db"})
    with pytest.raises(ConfigFaults, match="No keys could be kept"):
        Config.load()


@pytest.mark.parametrize("name", [name for name in PRODUCTION if name != "ENV"])
def test_production_misses_each_thing_it_needs(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    _set(monkeypatch, PRODUCTION)
    assert Config.load().production
    monkeypatch.delenv(PREFIX + name)
    with pytest.raises(ConfigFaults):
        Config.load()


def test_a_secret_may_come_from_a_file_and_the_variable_itself_wins(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "secret"
    path.write_text(KEY + "\n")
    _set(monkeypatch, {"ENCRYPTION_KEYS_FILE": str(path)})
    assert Config.load().key_ring == [b"k" * 32]
    _set(monkeypatch, {"ENCRYPTION_KEYS": f"{OTHER},{KEY}"})
    assert Config.load().key_ring == [b"o" * 32, b"k" * 32]
    monkeypatch.delenv(PREFIX + "ENCRYPTION_KEYS")
    path.unlink()
    with pytest.raises(ConfigFaults, match="ENCRYPTION_KEYS_FILE"):
        Config.load()


def test_every_unreadable_file_is_named_together_with_the_other_faults(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    gone = str(tmp_path / "gone")
    _set(monkeypatch, {"SECRET_KEY_FILE": gone, "SMTP_URL_FILE": str(tmp_path / "binary"), "ENV": "nowhere"})
    _set(monkeypatch, {"CLOCK": "now"})
    with pytest.raises(ConfigFaults) as caught:
        Config.load()
    told = "\n".join(caught.value.faults)
    for name in ("SECRET_KEY_FILE", "SMTP_URL_FILE", "ENV must be", "CLOCK must be"):
        assert PREFIX + name in told
    assert not (tmp_path / "keys" / "secret.key").exists()


def test_no_fault_and_no_text_form_shows_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, PRODUCTION | {"TWILIO_AUTH_TOKEN": "tell-nobody", "ENCRYPTION_KEYS": "also-tell-nobody"})
    with pytest.raises(ConfigFaults) as caught:
        Config.load()
    assert "tell-nobody" not in str(caught.value)
    _set(monkeypatch, {"ENCRYPTION_KEYS": KEY})
    config = Config.load()
    assert "tell-nobody" not in repr(config)
    assert KEY not in repr(config)


def test_missing_keys_are_made_once_and_only_for_the_owner(tmp_path: Path) -> None:
    made: list[Config] = []
    threads = [threading.Thread(target=lambda: made.append(Config.load())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({config.encryption_keys.get_secret_value() for config in made}) == 1
    assert len({config.secret_key.get_secret_value() for config in made}) == 1
    files = list((tmp_path / "keys").iterdir())
    assert sorted(file.name for file in files) == ["encryption.key", "secret.key"]
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in files)


def test_addresses_of_postgresql_name_the_driver_that_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, {"DATABASE_URL": "postgres://u:p@h/d", "ENCRYPTION_KEYS": KEY, "SECRET_KEY": "s" * 32})
    assert Config.load().database_url == "postgresql+psycopg://u:p@h/d"


@pytest.mark.parametrize(
    ("values", "pace"),
    [({}, None), ({"MESSAGES_PER_SECOND": "2.5"}, 2.5), ({k: v for k, v in PRODUCTION.items()}, 1.0)],
)
def test_the_pace_is_one_a_second_with_twilio(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], pace: float | None
) -> None:
    _set(monkeypatch, values)
    assert Config.load().pace == pace
