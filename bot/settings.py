"""What the operator sets, by environment variables or ``.env``; every one is documented in the README."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlparse

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.understanding.language import from_code
from bot.understanding.question import Language

DATABASE_URL = "sqlite:///data/framework-advisor.sqlite3"
PUBLIC_BOT_API = "https://api.telegram.org"


class SettingsError(Exception):
    """A variable has a wrong value; the message is one line that names it."""


class Settings(BaseSettings):
    """The operator's settings. The names are those of the variables without ``BOT_``."""

    model_config = SettingsConfigDict(env_prefix="BOT_", env_file=".env", extra="ignore", env_ignore_empty=True)

    token: SecretStr | None = None
    api_url: str = PUBLIC_BOT_API
    """Root of the Bot API: methods are at ``<api_url>/bot<token>/<method>``."""
    database_url: str = DATABASE_URL
    knowledge_dir: Path | None = None
    language: Language = "en"
    """Answered in when nothing speaks for another language."""
    owner_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    listen: str = "127.0.0.1:8080"
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["console", "json"] = "console"
    retention_days: int = Field(default=30, ge=1, le=3650)
    """How long unanswered questions are kept."""
    stale_after: float = Field(default=600, ge=0)
    """Seconds after which a question that waited, as in an outage, is too old to be answered; 0 answers all."""

    @field_validator("token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            number, _, secret = value.get_secret_value().partition(":")
            if not (number.isdigit() and secret and secret.replace("-", "").replace("_", "").isalnum()):
                raise ValueError("does not look like a token of BotFather (123456:ABC…)")
        return value

    @field_validator("database_url")
    @classmethod
    def _database_url(cls, value: str) -> str:
        if value == DATABASE_URL:
            return value
        from bot.storage.urls import driver_url  # noqa: PLC0415 - large, and most commands need no store

        try:
            driver_url(value)
        except ValueError as error:
            raise ValueError(str(error).removeprefix("BOT_DATABASE_URL ")) from None
        return value

    @field_validator("knowledge_dir")
    @classmethod
    def _knowledge_dir(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError(f"there is no folder {value}")
        return value

    @field_validator("api_url", "webhook_url")
    @classmethod
    def _url(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlparse(value)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise ValueError("is not a URL (https://host/path)")
        return value.rstrip("/")

    @field_validator("language", mode="before")
    @classmethod
    def _language(cls, value: object) -> object:
        return from_code(str(value)) or value

    @field_validator("owner_ids", mode="before")
    @classmethod
    def _owner_ids(cls, value: object) -> object:
        if isinstance(value, str):
            try:
                return frozenset(int(part) for part in value.replace(",", " ").split())
            except ValueError:
                raise ValueError("is not a list of user ids (123, 456)") from None
        return value

    @field_validator("listen")
    @classmethod
    def _listen(cls, value: str) -> str:
        host, _, port = value.rpartition(":")
        if not host or not port.isdigit() or not 0 <= int(port) < 65536:
            raise ValueError("is not host:port (127.0.0.1:8080)")
        return value

    @field_validator("log_level", "log_format", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            text = value.get_secret_value()
            if not (1 <= len(text) <= 256 and text.replace("-", "").replace("_", "").isalnum() and text.isascii()):
                raise ValueError("must be 1 to 256 letters, digits, _ or -")
        return value

    @property
    def host(self) -> str:
        """The address to listen on."""
        return self.listen.rpartition(":")[0].strip("[]")

    @property
    def port(self) -> int:
        """The port to listen on."""
        return int(self.listen.rpartition(":")[2])


def read_settings() -> Settings:
    """The settings of this process.

    Raises:
        SettingsError: a variable has a wrong value.
    """
    try:
        return Settings()
    except UnicodeDecodeError:
        raise SettingsError(".env: is not UTF-8") from None
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        name = "BOT_" + str(fault["loc"][0]).upper() if fault["loc"] else "BOT_*"
        message = str(fault["msg"]).removeprefix("Value error, ")
        raise SettingsError(f"{name}: {message}") from None
