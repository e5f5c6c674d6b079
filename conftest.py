"""What pytest needs to know before it looks into any folder."""

from __future__ import annotations

import os

pytest_plugins = ["tests.conversations.collector"]


def pytest_configure() -> None:
    """Takes away what a developer has set for their own bot: no test is about that."""
    for name in [name for name in os.environ if name.upper().startswith("BOT_")]:
        del os.environ[name]
