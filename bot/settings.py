"""What the operator sets, by environment variables or ``.env``; every one is documented in the README."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, get_args
from urllib.parse import urlparse

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails, PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.presentation.catalogue import catalogue
from bot.understanding.language import from_code
from bot.understanding.question import Language

DATABASE_URL = "sqlite:///data/framework-advisor.sqlite3"
PUBLIC_BOT_API = "https://api.telegram.org"


class SettingsError(Exception):
    """A variable has a wrong value; the message is one line that names it.

    Args:
        variable: that is wrong.
        key: of the sentence in the catalogue that says why.
        values: for the sentence.
        language: that BOT_LANGUAGE asks for; none if it does not, or is itself wrong.
    """

    def __init__(
        self, variable: str, key: str, values: dict[str, str] | None = None, language: Language | None = None
    ) -> None:
        self.language = language
        self._variable, self._key, self._values = variable, key, values or {}
        super().__init__(self.told("en"))

    def told(self, language: Language) -> str:
        """The line in ``language``."""
        return f"{self._variable}: {catalogue(language).text(self._key, **self._values)}"


class _Spoken(BaseSettings):
    """The language, which what is wrong with the others is told in."""

    model_config = SettingsConfigDict(env_prefix="BOT_", env_file=".env", extra="ignore", env_ignore_empty=True)

    language: Language = "en"
    """Answered in when nothing speaks for another language."""

    @field_validator("language", mode="before")
    @classmethod
    def _language(cls, value: object) -> object:
        return from_code(str(value)) or value


class Settings(_Spoken):
    """The operator's settings. The names are those of the variables without ``BOT_``."""

    token: SecretStr | None = None
    api_url: str = PUBLIC_BOT_API
    """Root of the Bot API: methods are at ``<api_url>/bot<token>/<method>``."""
    database_url: str = DATABASE_URL
    knowledge_dir: Path | None = None
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
                raise _wrong("variable.token")
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
            # The URL may hold a password, and so is not repeated.
            _, _, options = str(error).partition("not supported: ")
            raise (_wrong("variable.option", options=options) if options else _wrong("variable.database")) from None
        return value

    @field_validator("knowledge_dir")
    @classmethod
    def _knowledge_dir(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise _wrong("variable.folder", path=str(value))
        return value

    @field_validator("api_url", "webhook_url")
    @classmethod
    def _url(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlparse(value)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise _wrong("variable.url")
        return value.rstrip("/")

    @field_validator("owner_ids", mode="before")
    @classmethod
    def _owner_ids(cls, value: object) -> object:
        if isinstance(value, str):
            try:
                return frozenset(int(part) for part in value.replace(",", " ").split())
            except ValueError:
                raise _wrong("variable.people") from None
        return value

    @field_validator("listen")
    @classmethod
    def _listen(cls, value: str) -> str:
        host, _, port = value.rpartition(":")
        if not host or not port.isdigit() or not 0 <= int(port) < 65536:
            raise _wrong("variable.address")
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
                raise _wrong("variable.secret")
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
        raise SettingsError(".env", "variable.encoding") from None
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        name = "BOT_" + str(fault["loc"][0]).upper() if fault["loc"] else "BOT_*"
        key, values = _reason(fault)
        raise SettingsError(name, key, values, _language_set()) from None


def _wrong(key: str, **values: str) -> PydanticCustomError:
    """What a validator raises: the key of a sentence, with its values."""
    return PydanticCustomError(key, key, values)


def _reason(fault: ErrorDetails) -> tuple[str, dict[str, str]]:
    """The sentence for what is wrong: that of a validator in here, or that for what pydantic finds by itself."""
    kind, context = fault["type"], fault.get("ctx", {})
    if kind.startswith("variable."):
        return kind, context
    if kind == "literal_error":
        field = Settings.model_fields[str(fault["loc"][0])]
        return "variable.choice", {"allowed": " / ".join(get_args(field.annotation))}
    if kind == "greater_than_equal":
        return "variable.least", {"least": f"{context['ge']:g}"}
    if kind == "less_than_equal":
        return "variable.most", {"most": f"{context['le']:g}"}
    if kind.startswith("int_"):
        return "variable.whole", {}
    if kind.startswith("float_"):
        return "variable.number", {}
    return "variable.other", {"reason": fault["msg"].removeprefix("Value error, ")}


def _language_set() -> Language | None:
    """The language that is set, whatever else is wrong."""
    try:
        spoken = _Spoken()
    except ValidationError:
        return None
    return spoken.language if spoken.model_fields_set else None
