"""Logging: structlog for all, console or JSON, with secrets and users' words taken out of every line."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import structlog

_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")
_TALKATIVE = ("httpx", "httpcore", "telegram", "uvicorn", "asyncio", "aiohttp", "sqlalchemy", "alembic")
"""Libraries whose own lines below a warning may hold URLs with the token, or texts of messages."""
_HIDDEN = "[hidden]"
_LEAST = 4
"""Characters that a text needs to be worth hiding: a shorter one tells nothing, and stands in many a word."""

_private: ContextVar[tuple[str, ...]] = ContextVar("private_texts", default=())


@contextmanager
def hiding(texts: Iterable[str]) -> Iterator[None]:
    """Keeps texts out of the lines that are logged in this task meanwhile, tracebacks and libraries' lines included."""
    token = _private.set(tuple(texts))
    try:
        yield
    finally:
        _private.reset(token)


def _spellings(texts: Iterable[str]) -> Iterator[str]:
    """The ways in which texts may stand in a line, the longest first."""
    found = {part for text in texts for part in (text, *text.splitlines()) if len(part.strip()) >= _LEAST}
    spelled = {way for text in found for way in (text, repr(text)[1:-1], json.dumps(text)[1:-1])}
    spelled |= {json.dumps(text, ensure_ascii=False)[1:-1] for text in found}
    # A library may quote JSON, and the line itself may be JSON around that.
    spelled |= {json.dumps(way, ensure_ascii=ascii_only)[1:-1] for way in spelled for ascii_only in (True, False)}
    yield from sorted(spelled, key=len, reverse=True)


class _Redacting(logging.Formatter):
    """Formats with another formatter, then takes secrets and users' words out of the finished line."""

    def __init__(self, inner: logging.Formatter, secrets: Iterable[str]) -> None:
        super().__init__()
        self._inner = inner
        self._secrets = [secret for secret in secrets if secret]

    def format(self, record: logging.LogRecord) -> str:
        line = self._inner.format(record)
        for secret in (*self._secrets, *_spellings(_private.get())):
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
