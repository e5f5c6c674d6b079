from __future__ import annotations

from tests.storage.conftest import empty_postgres_url, postgres_databases, postgres_url

__all__ = ["empty_postgres_url", "postgres_databases", "postgres_url"]
