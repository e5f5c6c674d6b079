from __future__ import annotations

from tests.storage.conftest import postgres_databases, postgres_url

__all__ = ["postgres_databases", "postgres_url"]
