"""A fourth framework needs YAML alone: a contributor brought all that follows, and nothing in ``bot/`` knew it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from typer.testing import CliRunner

from bot.cli import app
from bot.conversation import Desk
from bot.handlers import menus
from bot.knowledge_base import load
from bot.knowledge_base.models import KnowledgeBase
from bot.playground.telegram import TelegramServer
from bot.presentation import guides
from bot.presentation.actions import Choose, Show
from bot.presentation.answer_object import answer_object
from bot.presentation.choice import choose
from bot.presentation.message import Message
from bot.understanding import Reading
from bot.understanding.question import LANGUAGES, Language
from tests.handlers.running import Running, running

pytestmark = pytest.mark.skipif("litestar" in load().frameworks, reason="it is no newcomer any more: take another")

THREE = {"django", "flask", "fastapi"}
ALL = THREE | {"litestar"}


def answer(desk: Desk, text: str, language: str = "en") -> dict[str, Any]:
    return answer_object(desk.ask(text, language))


def labels(message: Message) -> list[str]:
    return [button.label for row in message.buttons for button in row]


def test_the_contributors_folder_is_without_a_fault(with_litestar: Path) -> None:
    checked = CliRunner().invoke(app, ["check", str(with_litestar)])
    assert checked.exit_code == 0, checked.output


def test_the_packaged_knowledge_does_not_know_it(desk: Desk) -> None:
    assert answer(desk, "Litestar")["kind"] == "out_of_scope"


@pytest.mark.parametrize(
    ("text", "client", "language"),
    [
        ("Litestar", "en", "en"),
        ("what about litestar?", "en", "en"),
        ("tell me about Starlite", "en", "en"),
        ("litstar", "en", "en"),
        ("Litesatr", "en", "en"),
        ("Litestar 怎么样？", "en", "zh_Hans"),
        ("轻星怎么样？", "en", "zh_Hans"),
        ("Litestar", "zh-hant", "zh_Hant"),
        ("輕星怎麼樣？", "en", "zh_Hant"),
    ],
)
def test_it_is_understood_by_name_nickname_and_typo(litestar: Desk, text: str, client: str, language: str) -> None:
    found = answer(litestar, text, client)
    assert (found["kind"], found["frameworks"], found["language"]) == ("framework", ["litestar"], language)
    assert found["sources"] == ["L1"]


@pytest.mark.parametrize("text", ["a lodestar for us", "starlet"])
def test_a_word_that_only_looks_like_it_is_not_taken_for_it(litestar: Desk, text: str) -> None:
    assert "litestar" not in answer(litestar, text)["frameworks"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Which framework for an online shop?", ("3 of 5 articles", "A contributor → Litestar", "3. 🌠 Litestar")),
        ("做商城用哪个框架？", ("5 篇里 3 篇", "A contributor 选 Litestar", "3. 🌠 Litestar")),
        ("做商城該用哪個框架？", ("5 篇裡 3 篇", "A contributor 選 Litestar", "3. 🌠 Litestar")),
    ],
)
def test_it_is_ranked_and_its_article_is_counted(litestar: Desk, text: str, said: tuple[str, ...]) -> None:
    found = answer(litestar, text)
    assert found["frameworks"][0] == "django"
    assert set(found["frameworks"]) == ALL
    assert "L1" in found["sources"]
    assert [words for words in said if words not in found["plain"]] == []


@pytest.mark.parametrize("text", ["class based controllers, which framework?", "控制器 类，用哪个框架？"])
def test_it_leads_where_its_article_puts_it_first(litestar: Desk, text: str) -> None:
    found = answer(litestar, text)
    assert (found["scenarios"], found["frameworks"][0]) == (["layered_api"], "litestar")


def test_where_its_article_is_silent_it_is_ranked_without_a_claim(litestar: Desk) -> None:
    found = answer(litestar, "Which framework for serving an AI model?")
    assert set(found["frameworks"]) == ALL
    assert "L1" not in found["sources"]
    assert "Litestar: The articles say nothing on this." in found["plain"]


@pytest.mark.parametrize("text", ["anything but Litestar for a typed api", "不要 Litestar，做带类型的接口"])
def test_it_can_be_ruled_out(litestar: Desk, text: str) -> None:
    found = answer(litestar, text)
    assert found["excluded"] == ["litestar"]
    assert set(found["frameworks"]) == THREE


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("Litestar vs FastAPI", {"litestar", "fastapi"}),
        ("轻星和 Flask 有什么区别？", {"litestar", "flask"}),
        ("Litestar 和 Django 差在哪？", {"litestar", "django"}),
        ("Django vs Flask vs FastAPI vs Litestar", ALL),
        ("compare all four", ALL),
        ("四个都比一比", ALL),
    ],
)
def test_it_is_compared(litestar: Desk, text: str, compared: set[str]) -> None:
    found = answer(litestar, text)
    assert (found["kind"], set(found["frameworks"])) == ("compare", compared)


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Does Litestar have an ORM?", "en", "plugin for SQLAlchemy"),
        ("Litestar 自带 ORM 吗？", "zh_Hans", "SQLAlchemy 插件"),
        ("Litestar 有沒有內建 ORM？", "zh_Hant", "外掛"),
    ],
)
def test_it_is_described_topic_by_topic(litestar: Desk, text: str, language: str, said: str) -> None:
    found = answer(litestar, text)
    assert (found["kind"], found["frameworks"], found["topics"]) == ("fact", ["litestar"], ["orm"])
    assert found["language"] == language
    assert said in found["plain"]


def test_what_was_brought_beside_it_is_known(litestar: Desk) -> None:
    assert "checks and serialises" in answer(litestar, "what is msgspec")["plain"]
    taught = answer(litestar, "What should I learn first?")
    assert set(taught["frameworks"]) == ALL
    assert "A contributor: Flask → Litestar" in taught["plain"]


def test_a_follow_up_reaches_it(litestar: Desk) -> None:
    first = litestar.ask("Does Flask have an ORM?")
    second = answer_object(litestar.ask("and Litestar?", before=first.question))
    assert (second["kind"], second["frameworks"], second["topics"]) == ("fact", ["litestar"], ["orm"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guided_choice_can_rule_it_out(litestar: Desk, language: Language) -> None:
    step = choose("amh", language, litestar.base)
    assert isinstance(step, Message)
    [without] = [
        button
        for row in step.buttons
        for button in row
        if "Litestar" in button.label and isinstance(button.action, Choose)
    ]
    assert isinstance(without.action, Choose)
    end = choose(without.action.path, language, litestar.base)
    assert isinstance(end, Show)
    assert answer_object(litestar.again(end))["excluded"] == ["litestar"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_lead_to_each_of_the_four(litestar: Desk, language: Language) -> None:
    for kind in ("compare", "learn"):
        shown = litestar.show(Reading(kind), language).message
        assert sum("Litestar" in label for label in labels(shown)) == 1
    portrait = litestar.show(Reading("framework", ("litestar",)), language).message
    actions = [button.action for row in portrait.buttons for button in row]
    compared = {
        action.reading.frameworks for action in actions if isinstance(action, Show) and action.reading.kind == "compare"
    }
    assert compared == {("litestar", other) for other in THREE}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_its_command_in_the_menu(litestar: Desk, language: Language) -> None:
    menu = guides.menu(guides.PRIVATE, language, litestar.base)
    assert "Litestar" in menu["litestar"]
    assert "Litestar" in guides.start(language, litestar.base, "FrameBot").plain
    assert "/litestar" in guides.help_text(language, litestar.base, "FrameBot").plain


@pytest_asyncio.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(username="FrameBot") as server:
        yield server
        assert not [f"{entry.method}: {entry.refusal}" for entry in server.refusals]


@pytest_asyncio.fixture
async def bot(server: TelegramServer, litestar: Desk) -> AsyncIterator[Running]:
    async with running(server, litestar) as found:
        yield found


class TestOnTelegram:
    @pytest.mark.parametrize(
        ("said", "told"),
        [
            ("/litestar", "🌠 Litestar"),
            ("/litestar orm", "SQLAlchemy"),
            ("/compare litestar django", "Litestar vs Django"),
            ("/sources", "Notes on Litestar"),
            ("/learn", "Litestar"),
        ],
    )
    async def test_its_commands_answer(self, server: TelegramServer, bot: Running, said: str, told: str) -> None:
        alice = server.person(language_code="en")
        await alice.say(alice.private(), said)
        [reply] = await server.replies(alice.private())
        assert told in reply.text

    async def test_a_button_of_it_answers_in_a_group(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person(language_code="zh-hans")
        group = server.group(members=[alice])
        await alice.say(group, "/compare@FrameBot")
        [compared] = await server.replies(group)
        await alice.tap(compared.button("Litestar"))
        [portrait] = await server.replies(group)
        assert "自带主张的 API 工具箱" in portrait.text

    async def test_inline_offers_it(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person(language_code="en")
        offered = await alice.inline("")
        assert any("Litestar" in result.title for result in offered.results)

    async def test_its_command_is_registered(self, server: TelegramServer, bot: Running, litestar: Desk) -> None:
        await bot.handlers.introduce()
        alice = server.person(language_code="en")
        assert {"command": "litestar", "description": "Litestar at a glance"} in server.menu(alice, alice.private())
        assert "litestar" in guides.menu(menus._PRIVATE, "zh_Hans", litestar.base)


def test_nothing_of_it_is_in_the_packaged_knowledge(base: KnowledgeBase) -> None:
    assert set(base.frameworks) == THREE
