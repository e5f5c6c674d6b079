"""Another subject altogether: a folder of YAML about databases, and the same program answers from it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from typer.testing import CliRunner

from bot.cli import app
from bot.conversation import Desk
from bot.playground.telegram import TelegramServer
from bot.presentation import guides
from bot.presentation.answer_object import answer_object
from bot.presentation.lists import situations, sources
from bot.presentation.problems import told
from bot.rehearsal import rehearsed
from bot.understanding.question import LANGUAGES, Language
from tests.handlers.running import Running, running

from .conftest import HERE

FOLDER = HERE / "databases"
FOREIGN = ("ramework", "框架", "Django", "Flask", "FastAPI", "Python", "five", "五篇")
"""What the packaged subject is about: none of it may come up in another one."""


@pytest.fixture
def command_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> CliRunner:
    monkeypatch.setenv("BOT_KNOWLEDGE_DIR", str(FOLDER))
    monkeypatch.chdir(tmp_path)
    return CliRunner()


def test_it_is_as_small_as_a_beginning_is(databases: Desk) -> None:
    base = databases.base
    assert len(base.frameworks) == 3
    assert [len(base.scenarios), len(base.topics), len(base.sources)] == [6, 8, 2]


@pytest.mark.parametrize(
    ("text", "language", "kind", "first"),
    [
        ("Which database for a web shop?", "en", "recommend", "postgresql"),
        ("Which databse for a web shop?", "en", "recommend", "postgresql"),
        pytest.param(
            *("which databse should i use for caching", "en", "recommend", "redis"),
            marks=pytest.mark.xfail(strict=True, reason="the weights know how frameworks are asked for"),
        ),
        ("SQLite or PostgreSQL for a mobile app?", "en", "recommend", "sqlite"),
        ("postgres", "en", "framework", "postgresql"),
        ("sqlit", "en", "framework", "sqlite"),
        ("Does Redis have transactions?", "en", "fact", "redis"),
        ("PostgreSQL vs Redis", "en", "compare", "postgresql"),
        ("做网店用哪个数据库？", "zh_Hans", "recommend", "postgresql"),
        ("缓存用哪个？", "zh_Hans", "recommend", "redis"),
        ("大象怎么样？", "zh_Hans", "framework", "postgresql"),
        ("sqlite 和 redis 有什么区别", "zh_Hans", "compare", "sqlite"),
        ("Redis 支持事务吗？", "zh_Hans", "fact", "redis"),
        ("手機應用用哪個資料庫？", "zh_Hant", "recommend", "sqlite"),
        ("Redis 支援事務嗎？", "zh_Hant", "fact", "redis"),
    ],
)
def test_ask_answers(command_line: CliRunner, text: str, language: str, kind: str, first: str) -> None:
    result = command_line.invoke(app, ["ask", "--json", text])
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert (found["language"], found["kind"], found["frameworks"][0]) == (language, kind, first)
    assert set(found["sources"]) <= {"D1", "D2"}


@pytest.mark.parametrize("text", ["How do I cook rice?", "MongoDB or SQLite?", "Does Django have an ORM?"])
def test_what_is_outside_of_it_is_refused(databases: Desk, text: str) -> None:
    assert answer_object(databases.ask(text))["kind"] == "out_of_scope"


def test_check_finds_no_fault(command_line: CliRunner) -> None:
    checked = command_line.invoke(app, ["check", str(FOLDER)])
    assert checked.exit_code == 0, checked.output


def test_a_conversation_on_standard_input(command_line: CliRunner) -> None:
    asked = ["Which database for a web shop?", "why?", "SQLite 怎么备份？", "那 PostgreSQL 呢？"]
    lines = "".join(json.dumps({"q": text, "context": 1}) + "\n" for text in asked)
    result = command_line.invoke(app, ["ask", "--jsonl"], input=lines)
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [found["kind"] for found in answers] == ["recommend", "recommend", "fact", "fact"]
    assert "A database admin" in answers[1]["plain"]
    assert (answers[3]["frameworks"], answers[3]["topics"]) == (["postgresql"], ["backup"])


def test_its_own_conversations_go_well(databases: Desk) -> None:
    assert [told(problem, "en") for problem in rehearsed(databases, FOLDER)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_speaks_of_the_packaged_subject(databases: Desk, language: Language) -> None:
    base = databases.base
    pages = [
        guides.start(language, base, "DataBot").plain,
        guides.welcome(language, base, "DataBot").plain,
        guides.help_text(language, base, "DataBot").plain,
        guides.help_text(language, base, "DataBot", hearing="all").plain,
        sources(language, base).plain,
        situations(0, language, base).plain,
        *guides.profile(language, base).values(),
        *guides.menu(guides.PRIVATE, language, base).values(),
        *(databases.ask(text, language=language).message.plain for text in ("hello", "help", "haha", "rice?", "谢谢")),
    ]
    assert [f"{word}: {page}" for page in pages for word in FOREIGN if word in page] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_profile_is_short_enough_for_telegram(databases: Desk, language: Language) -> None:
    shown = guides.profile(language, databases.base)
    assert shown["name"]
    assert [len(shown["name"]) <= 64, len(shown["description"]) <= 512, len(shown["short_description"]) <= 120] == [
        True,
        True,
        True,
    ]


@pytest_asyncio.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(username="DataBot") as server:
        yield server
        assert not [f"{entry.method}: {entry.refusal}" for entry in server.refusals]


@pytest_asyncio.fixture
async def bot(server: TelegramServer, databases: Desk) -> AsyncIterator[Running]:
    async with running(server, databases) as found:
        yield found


class TestOnTelegram:
    @pytest.mark.parametrize(
        ("said", "told"),
        [
            ("/start", "Databases"),
            ("/postgresql", "🐘 PostgreSQL"),
            ("/redis memory", "has to fit into memory"),
            ("/compare sqlite redis", "SQLite vs Redis"),
            ("/choose", "What is it for?"),
            ("/scenarios", "situations"),
            ("/sources", "Three places for your rows"),
            ("/recommend a cache", "Go with Redis"),
            ("Which database for a web shop?", "Go with PostgreSQL"),
        ],
    )
    async def test_in_private(self, server: TelegramServer, bot: Running, said: str, told: str) -> None:
        alice = server.person(language_code="en")
        await alice.say(alice.private(), said)
        [reply] = await server.replies(alice.private())
        assert told in reply.text

    async def test_in_a_group_in_chinese(self, server: TelegramServer, bot: Running) -> None:
        lin = server.person("Lin", language_code="zh-hans")
        group = server.group(members=[lin])
        await lin.say(group, "@DataBot 做网店用哪个数据库？")
        [answer] = await server.replies(group)
        assert answer.text.startswith("🐘 选 PostgreSQL")
        await lin.say(group, "为什么？", reply_to=answer)
        [reasons] = await server.replies(group)
        assert "订单离不开事务" in reasons.text
        await lin.tap(answer.button("对比"))
        [compared] = await server.replies(group)
        assert "PostgreSQL vs SQLite" in compared.text

    async def test_inline(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person(language_code="en")
        found = await alice.inline("cache")
        assert any("Cache" in result.title or "Redis" in result.title for result in found.results)

    async def test_the_guided_choice(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person(language_code="en")
        await alice.say(alice.private(), "/choose")
        [panel] = await server.replies(alice.private())
        await alice.tap(panel.button("A shop"))
        await server.until(lambda: panel.history)
        await alice.tap(panel.button("No server"))
        await server.until(lambda: "SQLite" in panel.text)
        assert "Go with SQLite" in panel.text
