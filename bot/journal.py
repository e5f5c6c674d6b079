"""Logging: structlog for all, console or JSON, with secrets taken out of every line whoever wrote it."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable

import structlog

_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")
_TALKATIVE = ("httpx", "httpcore", "telegram", "uvicorn", "asyncio", "aiosqlite", "sqlalchemy", "alembic")
"""Libraries whose own lines below a warning may hold URLs with the token, or texts of messages."""
_HIDDEN = "[hidden]"


class _Redacting(logging.Formatter):
    """Formats with another formatter, then takes the secrets out of the finished line, tracebacks included."""

    def __init__(self, inner: logging.Formatter, secrets: Iterable[str]) -> None:
        super().__init__()
        self._inner = inner
        self._secrets = [secret for secret in secrets if secret]

    def format(self, record: logging.LogRecord) -> str:
        line = self._inner.format(record)
        for secret in self._secrets:
            line = line.replace(secret, _HIDDEN)
        return _TOKEN.sub(_HIDDEN, line)


def configure(level: str, form: str, secrets: Iterable[str]) -> None:
    """Sends everything that is logged to standard error.

    Args:
        level: the least severe level that is logged (``debug``, ``info``, ``warning``, ``error``).
        form: ``console`` or ``json``.
        secrets: texts that no line may hold.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    inner = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            renderer,
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Redacting(inner, secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
