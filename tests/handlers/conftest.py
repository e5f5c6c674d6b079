"""The databases of the store's own tests, for tests of the doors with a real store behind them."""

from tests.storage.conftest import (
    postgres_databases,
    postgres_url,
    sqlite_template,
    sqlite_url,
    url,
)

__all__ = ["postgres_databases", "postgres_url", "sqlite_template", "sqlite_url", "url"]
