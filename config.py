"""The settings of the service: the only code that reads the environment."""

from __future__ import annotations

import base64
import binascii
import os
import re
import secrets
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).resolve().parent
PREFIX = "ADHERENCE_"
_MAIL_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+")


class ConfigFaults(Exception):
    """Everything that is wrong with the settings, a line each."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


class Env(StrEnum):
    """Where the service runs."""

    DEVELOPMENT = "development"
    TEST = "test"
    PRODUCTION = "production"


class SmsProviderName(StrEnum):
    """Who carries the texts."""

    SIMULATOR = "simulator"
    TWILIO = "twilio"
    CONSOLE = "console"


class EngineName(StrEnum):
    """Who ticks the jobs."""

    LOCAL = "local"
    PROCRASTINATE = "procrastinate"


class Config(BaseSettings):
    """All settings; ``Config.load()`` reads them and names every fault together."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", env_ignore_empty=True, extra="ignore")

    env: Env = Env.DEVELOPMENT
    database_url: str = ""
    sms_provider: SmsProviderName = SmsProviderName.SIMULATOR
    twilio_account_sid: str = ""
    twilio_auth_token: SecretStr = SecretStr("")
    twilio_auth_token_next: SecretStr = SecretStr("")
    twilio_from: str = ""
    twilio_messaging_service_sid: str = ""
    twilio_base_url: str = ""
    public_base_url: str = ""
    secret_key: SecretStr = SecretStr("")
    encryption_keys: SecretStr = SecretStr("")
    engine: EngineName = EngineName.LOCAL
    messages_per_second: float | None = None
    smtp_url: SecretStr = SecretStr("")
    mail_from: str = ""
    clock: str = ""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read ``NAME`` first, then ``NAME_FILE``, then ``.env``."""
        return init_settings, env_settings, _NameFileSource(settings_cls), dotenv_settings

    @classmethod
    def load(cls, **values: Any) -> Config:
        """Read and check the settings; raises ``ConfigFaults`` with a line for each fault."""
        faults = _unreadable_files()
        try:
            config = cls(**values)
        except ValidationError as error:
            faults += [_line(fault) for fault in error.errors()]
            # Read on with defaults in their places, so that every other fault is named as well.
            wrong = {str(fault["loc"][0]) for fault in error.errors()}
            config = cls(**values | {name: cls.model_fields[name].default for name in wrong})
        faults += config.faults()
        if faults:
            raise ConfigFaults(faults)
        if config.env is not Env.PRODUCTION:
            config._make_missing_keys()
        return config

    @model_validator(mode="after")
    def _fill_defaults(self) -> Config:
        if not self.database_url:
            self.database_url = f"sqlite:///{ROOT / 'var' / 'adherence.db'}"
        if self.database_url.startswith(("postgres://", "postgresql://")):
            self.database_url = "postgresql+psycopg://" + self.database_url.split("://", 1)[1]
        return self

    @property
    def production(self) -> bool:
        """Whether real patients are at the other end."""
        return self.env is Env.PRODUCTION

    @property
    def pace(self) -> float | None:
        """Texts a second that the sender may start; None is no limit."""
        if self.messages_per_second is not None:
            return self.messages_per_second
        return 1.0 if self.sms_provider is SmsProviderName.TWILIO else None

    @property
    def key_ring(self) -> list[bytes]:
        """The data keys, newest first, 32 bytes each."""
        return [_decode_key(text) for text in self.encryption_keys.get_secret_value().split(",") if text.strip()]

    @property
    def key_folder(self) -> Path:
        """Where keys made on the first start live: beside the SQLite file, else in ``var/``."""
        url = make_url(self.database_url)
        if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
            return Path(url.database).resolve().parent
        return ROOT / "var"

    @property
    def mails_notices(self) -> bool:
        """Whether notices to staff are mailed."""
        return bool(self.smtp_url.get_secret_value() and self.mail_from)

    @property
    def clock_file(self) -> Path | None:
        """The file of a test clock, or None for the real one."""
        return Path(self.clock.removeprefix("file:")) if self.clock else None

    def faults(self) -> list[str]:
        """Each thing that must be changed before the service may start."""
        return [*self._faults_of_values(), *self._faults_of_twilio(), *self._faults_of_production()]

    def _faults_of_values(self) -> list[str]:
        found = []
        try:
            backend = make_url(self.database_url).get_backend_name()
            if backend not in ("sqlite", "postgresql"):
                found.append(f"{PREFIX}DATABASE_URL must name SQLite or PostgreSQL, not {backend}.")
        except ArgumentError:
            found.append(f"{PREFIX}DATABASE_URL is not a database address; write sqlite:///PATH or postgresql://...")
        if self.messages_per_second is not None and not 0 < self.messages_per_second <= 100_000:
            found.append(f"{PREFIX}MESSAGES_PER_SECOND must be above 0 and at most 100000.")
        try:
            _ = self.key_ring
        except ValueError as error:
            found.append(f"{PREFIX}ENCRYPTION_KEYS {error}")
        if self.clock and not self.clock.startswith("file:"):
            found.append(f"{PREFIX}CLOCK must be file:PATH.")
        if self.clock and self.env is not Env.TEST:
            found.append(f"{PREFIX}CLOCK is only for {PREFIX}ENV=test; remove it.")
        if self.public_base_url and not self.public_base_url.startswith(("http://", "https://")):
            found.append(f"{PREFIX}PUBLIC_BASE_URL must start with https:// (or http:// on this machine).")
        found += self._faults_of_mail()
        if self.engine is EngineName.PROCRASTINATE:
            found.append(f"{PREFIX}ENGINE=procrastinate is not available in this version; use local.")
        return found

    def _faults_of_mail(self) -> list[str]:
        found, url = [], self.smtp_url.get_secret_value()
        if url:
            parts = urlsplit(url)
            try:
                sound = parts.scheme in ("smtp", "smtps") and bool(parts.hostname) and (parts.port or 1) > 0
            except ValueError:  # a port that is no number
                sound = False
            if not sound:
                found.append(f"{PREFIX}SMTP_URL must be smtp://USER:PASSWORD@HOST:587, or smtps://...:465.")
        if url and not self.mail_from:
            found.append(f"{PREFIX}MAIL_FROM is missing: the address that notices to staff are mailed from.")
        if self.mail_from and not _MAIL_ADDRESS.fullmatch(self.mail_from):
            found.append(f"{PREFIX}MAIL_FROM must be one e-mail address, such as alerts@example.org.")
        return found

    def _faults_of_twilio(self) -> list[str]:
        if self.sms_provider is not SmsProviderName.TWILIO:
            return []
        found = []
        if not self.twilio_account_sid:
            found.append(f"{PREFIX}TWILIO_ACCOUNT_SID is missing; copy it from the provider's console (AC...).")
        if not self.twilio_auth_token.get_secret_value():
            found.append(f"{PREFIX}TWILIO_AUTH_TOKEN is missing; copy it from the provider's console.")
        if not self.twilio_from and not self.twilio_messaging_service_sid:
            found.append(f"Set {PREFIX}TWILIO_FROM (a number) or {PREFIX}TWILIO_MESSAGING_SERVICE_SID.")
        if not self.public_base_url:
            found.append(
                f"{PREFIX}PUBLIC_BASE_URL is missing: the address under which the provider reaches this service."
            )
        return found

    def _faults_of_production(self) -> list[str]:
        if not self.production:
            return []
        found = []
        if len(self.secret_key.get_secret_value()) < 32:
            found.append(f"{PREFIX}SECRET_KEY must be set in production, at least 32 characters.")
        if not self.encryption_keys.get_secret_value():
            found.append(f"{PREFIX}ENCRYPTION_KEYS must be set in production; make one with: openssl rand -base64 32")
        if self.sms_provider is not SmsProviderName.TWILIO:
            found.append(f"{PREFIX}SMS_PROVIDER={self.sms_provider} sends nothing to anyone; use twilio in production.")
        if self.twilio_base_url:
            found.append(f"{PREFIX}TWILIO_BASE_URL is for tests; remove it in production.")
        if self.public_base_url.startswith("http://"):
            found.append(f"{PREFIX}PUBLIC_BASE_URL must be https:// in production.")
        return found

    def _make_missing_keys(self) -> None:
        folder = self.key_folder
        try:
            if not self.secret_key.get_secret_value():
                self.secret_key = SecretStr(_kept_secret(folder / "secret.key"))
            if not self.encryption_keys.get_secret_value():
                self.encryption_keys = SecretStr(_kept_secret(folder / "encryption.key"))
        except OSError as error:
            raise ConfigFaults([f"No keys could be kept in {folder}: {error.strerror}."]) from None


class _NameFileSource(PydanticBaseSettingsSource):
    """Secrets from files: ``ADHERENCE_SECRET_KEY_FILE=/run/secrets/key``."""

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:
        path = os.environ.get(_file_variable(field_name), "")
        try:
            return (Path(path).read_text().strip() if path else None), field_name, False
        except (OSError, UnicodeDecodeError):
            # Named by ``_unreadable_files``: raised here, it would hide every other fault.
            return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        found = {name: self.get_field_value(field, name)[0] for name, field in self.settings_cls.model_fields.items()}
        return {name: value for name, value in found.items() if value is not None}


def _file_variable(field_name: str) -> str:
    return f"{PREFIX}{field_name.upper()}_FILE"


def _unreadable_files() -> list[str]:
    found = []
    for name in map(_file_variable, Config.model_fields):
        path = os.environ.get(name, "")
        try:
            _ = path and Path(path).read_text()
        except OSError as error:
            found.append(f"{name}: {error.strerror}: {path}")
        except UnicodeDecodeError:
            found.append(f"{name}: holds no text: {path}")
    return found


def _line(fault: Any) -> str:
    name = PREFIX + "_".join(str(part) for part in fault["loc"]).upper()
    allowed = fault.get("ctx", {}).get("expected")
    return f"{name} must be one of {allowed}." if allowed else f"{name}: {fault['msg']}."


def _decode_key(text: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except binascii.Error:
        raise ValueError("must be base64, keys separated by commas; make one with: openssl rand -base64 32") from None
    if len(key) != 32:
        raise ValueError("must hold keys of 32 bytes; make one with: openssl rand -base64 32")
    return key


def _kept_secret(path: Path) -> str:
    """Read a secret, or make it once: several processes may start together, and the first one wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(base64.b64encode(secrets.token_bytes(32)).decode())
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return path.read_text().strip()
