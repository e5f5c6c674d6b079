"""What an operator writes into BOT_DATABASE_URL becomes the URL of a driver."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

_DRIVERS = {
    "sqlite": "sqlite+pysqlite",
    "postgresql": "postgresql+asyncpg",
    "postgres": "postgresql+asyncpg",
}
_MEANT = "BOT_DATABASE_URL must look like sqlite:///folder/file.sqlite3 or postgresql://user:password@host/database"
_POSTGRES_OPTIONS = {"host", "port", "ssl", "target_session_attrs", "prepared_statement_cache_size"}


def driver_url(text: str) -> URL:
    """Reads a database URL of any common spelling.

    Raises:
        ValueError: it is none, or of a database that is not supported. The message names BOT_DATABASE_URL and never
            repeats the URL, which may hold a password.
    """
    try:
        url = make_url(text.strip())
    except (ArgumentError, ValueError):
        raise ValueError(_MEANT) from None
    driver = _DRIVERS.get(url.get_backend_name())
    if driver is None:
        raise ValueError(f"{_MEANT}, not {url.get_backend_name()}:")
    url = url.set(drivername=driver)
    return _sqlite(url) if is_sqlite(url) else _postgres(url)


def is_sqlite(url: URL) -> bool:
    """Whether the URL is of the embedded database."""
    return url.get_backend_name() == "sqlite"


def in_memory(url: URL) -> bool:
    """Whether the database is gone with its last connection."""
    return is_sqlite(url) and url.database in (None, "", ":memory:")


def database_file(text: str) -> Path | None:
    """The SQLite file of a database URL; None where there is no such file.

    Raises:
        ValueError: as :func:`driver_url` does.
    """
    return file(driver_url(text))


def file(url: URL) -> Path | None:
    """The SQLite file; None where there is no such file."""
    if not is_sqlite(url) or in_memory(url) or url.database is None or url.database.startswith("file:"):
        return None
    return Path(url.database)


def folder(url: URL) -> Path | None:
    """The folder that an SQLite file is to lie in; None where there is no such file."""
    path = file(url)
    return path.parent if path else None


def _sqlite(url: URL) -> URL:
    if url.host:
        raise ValueError(f"{_MEANT}: SQLite takes three slashes before the path, four before an absolute one")
    return url


def _postgres(url: URL) -> URL:
    """Translates libpq's ``sslmode``, which hosted databases put into their URLs, into the driver's ``ssl``."""
    options = {"ssl" if name == "sslmode" else name: value for name, value in url.query.items()}
    unknown = sorted(options.keys() - _POSTGRES_OPTIONS)
    if unknown:
        raise ValueError(f"BOT_DATABASE_URL has an option that is not supported: {', '.join(unknown)}")
    return url.set(query=options)
