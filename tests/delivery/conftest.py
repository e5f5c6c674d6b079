from __future__ import annotations

from tests.storage.conftest import postgres_databases as postgres_databases
from tests.storage.conftest import postgres_url as postgres_url
