"""Runs the bot without a token: on a Telegram of its own, with a page to talk to it.

It is the same application as on Telegram, with another address of the Bot API. The store is a temporary one, because
people, chats and messages are gone with the process, and a store that remembered them would mistake the next ones for
them.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from babel import Locale
from pydantic import SecretStr
from telegram import Update

from bot import application
from bot.conversation.desk import Desk
from bot.handlers import Outcome
from bot.journal import configure
from bot.knowledge_base import KnowledgeBase
from bot.playground import stage
from bot.playground.playground import Playground
from bot.presentation import answer_object, explanation
from bot.presentation.catalogue import catalogue, load
from bot.presentation.guides import profile
from bot.server.web import listen
from bot.settings import Settings
from bot.understanding.question import LANGUAGES

_LOOPBACK = ("127.", "localhost", "::1")


class NoPlaceError(Exception):
    """The page cannot be served where it should be; the message says so."""


def run_in_browser(settings: Settings, make_desk: Callable[[], Desk], say: Callable[[str], None]) -> int:
    """Runs until a signal comes; returns the exit code of the process.

    Args:
        settings: the operator's, none of which concerns Telegram here.
        make_desk: makes the desk that answers, once there is a place for the page.
        say: shows a line to whoever started the program.

    Raises:
        NoPlaceError: the address is taken.
    """
    # A line with the address is all that there is to see, unless somebody wants to see more.
    level = settings.log_level if "log_level" in settings.model_fields_set else "warning"
    configure(level, settings.log_format, [])
    try:
        listener = listen(settings.host, settings.port)
    except OSError as error:
        words = catalogue(settings.language)
        raise NoPlaceError(
            words.text("cli.taken", address=settings.listen, reason=error.strerror or str(error))
        ) from None
    return asyncio.run(_run(settings, make_desk(), listener, say))


async def _run(settings: Settings, desk: Desk, listener: socket.socket, say: Callable[[str], None]) -> int:
    _pass_by_proxies()
    stopping = application.stop_on_signals()
    texts = {language: load(language, domain="page").templates for language in LANGUAGES}
    words = {"texts": texts, "examples": _examples(desk.base), "languages": _languages()}
    local = settings.host.startswith(_LOOPBACK)
    with TemporaryDirectory() as folder:
        async with Playground(words, _names(texts[settings.language], settings, desk), loopback=local) as playground:
            here = settings.model_copy(
                update={
                    "token": SecretStr(playground.token),
                    "api_url": playground.api_url,
                    "database_url": f"sqlite:///{Path(folder) / 'playground.sqlite3'}",
                    "webhook_url": None,
                    "owner_ids": frozenset({playground.owner_id}),
                }
            )
            closing = asyncio.create_task(_close_at(stopping, playground))
            say(catalogue(settings.language).text("cli.playground", address=_address(listener)))
            try:
                return await application.run(
                    here,
                    desk,
                    listener,
                    stopping,
                    beside=playground.routes(),
                    witness=lambda update, outcome, desk: playground.tell(explained(update, outcome, desk.base)),
                )
            finally:
                closing.cancel()


def explained(update: Update, outcome: Outcome, base: KnowledgeBase) -> dict[str, Any]:
    """Why the bot did what it did, as plain data for JSON."""
    told: dict[str, Any] = {
        "door": outcome.door.value,
        "action": outcome.action.value,
        "reason": outcome.reason,
        "fault": outcome.fault.value if outcome.fault else None,
        **_where(update),
    }
    if (reply := outcome.reply) is None:
        return told
    answer = answer_object(reply)
    for markup in ("text", "plain"):
        del answer[markup]
    why = explanation.explanation(reply.question)
    named = {found["id"] for group in ("scenarios", "topics") for found in why[group]}
    named.update(answer["scenarios"], answer["topics"])
    titles = {id_: scenario.title for id_, scenario in base.scenarios.items()}
    titles |= {id_: topic.title for id_, topic in base.topics.items()}
    return told | {
        "answer": answer,
        "explain": why,
        "sources": [
            {"id": source.id, "title": source.title, "author": source.author}
            for source in (base.sources[id_] for id_ in answer["sources"])
        ],
        "titles": {id_: {each: titles[id_].in_(each) for each in LANGUAGES} for id_ in sorted(named)},
        "names": {framework.id: framework.name for framework in base.frameworks.values()},
    }


def _where(update: Update) -> dict[str, Any]:
    """Whose update it is, and at which message it happened if it happened at one."""
    message = update.effective_message
    return {
        "person": update.effective_user.id if update.effective_user else None,
        "chat": message.chat.id if message else None,
        "message": message.message_id if message else None,
    }


def _names(texts: Mapping[str, str], settings: Settings, desk: Desk) -> dict[str, str]:
    """What people, places and the bot are called."""
    people = {key: texts[f"cast.{key}"] for key in stage.PEOPLE}
    places = {place: texts[f"place.{place}"] for place in ("group", "forum", "topic")}
    return {**people, **places, "bot": profile(settings.language, desk.base)["name"]}


def _examples(base: KnowledgeBase) -> list[dict[str, str]]:
    return [{language: example.in_(language) for language in LANGUAGES} for example in base.subject.examples]


def _languages() -> dict[str, str]:
    """The languages of clients, each called by its own speakers."""
    return {code: str(Locale.parse(code, sep="-").get_display_name()) for code in sorted(set(stage.PEOPLE.values()))}


def _address(listener: socket.socket) -> str:
    """Where a browser on this machine finds the page."""
    host, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - a comparison, nothing is bound
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _pass_by_proxies() -> None:
    """The local Telegram is on this machine: no proxy of the surroundings leads there."""
    for name in ("NO_PROXY", "no_proxy"):
        os.environ[name] = ",".join(filter(None, (os.environ.get(name), "127.0.0.1")))


async def _close_at(stopping: asyncio.Event, playground: Playground) -> None:
    """Lets go of the pages that listen, for which the server would wait."""
    await stopping.wait()
    playground.close()
