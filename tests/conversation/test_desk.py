"""The desk answers texts and taps, in the right language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation import Desk
from bot.knowledge_base import KnowledgeBase
from bot.presentation.actions import Show
from bot.understanding import Language, Reading


@pytest.mark.parametrize(
    ("text", "preferences", "language"),
    [
        ("Which framework for a shop?", ("zh-hans",), "en"),
        ("做商城用哪个框架", ("en",), "zh_Hans"),
        ("請假系統用哪個框架", ("zh-hans",), "zh_Hant"),
        ("Django Flask FastAPI", ("zh-tw",), "zh_Hant"),
        ("Django Flask FastAPI", (None, None, "zh-CN"), "zh_Hans"),
        ("Django Flask FastAPI", ("en", "zh-CN"), "en"),
        ("Django Flask FastAPI", ("fr",), "en"),
    ],
)
def test_the_language_is_the_questions_own_or_the_first_that_is_preferred(
    desk: Desk, text: str, preferences: tuple[str | None, ...], language: Language
) -> None:
    assert desk.ask(text, *preferences).answer.language == language


def test_the_default_speaks_where_nothing_else_does(base: KnowledgeBase) -> None:
    assert Desk(base, "zh_Hant").ask("Django").answer.language == "zh_Hant"


@pytest.mark.parametrize("language", ["en", "zh_Hans", "zh_Hant"])
def test_a_language_can_be_insisted_on(desk: Desk, language: Language) -> None:
    reply = desk.ask("做商城用哪个框架", language=language)
    assert reply.question.language == reply.answer.language == language


def test_the_same_answer_has_the_same_key_in_any_words(desk: Desk) -> None:
    keys = {desk.ask(text).key for text in ("Does Flask have an ORM?", "Flask 有 ORM 吗？", "flask orm")}
    assert len(keys) == 1
    assert keys != {desk.ask("Does Django have an ORM?").key}


def test_to_name_all_is_to_name_none(desk: Desk) -> None:
    names = tuple(desk.base.frameworks)
    none = desk.show(Reading("recommend", scenario="ml_serving"), "en").key
    assert desk.show(Reading("recommend", names, scenario="ml_serving"), "en").key == none
    two = desk.show(Reading("compare", names[:2]), "en").key
    assert two == desk.show(Reading("compare", names[1::-1]), "zh_Hans").key
    assert desk.show(Reading("compare", names[:2]), "en").key != desk.show(Reading("compare"), "en").key


def test_what_is_no_answer_has_no_key(desk: Desk) -> None:
    assert desk.show(Reading("smalltalk"), "en").key is None
    assert desk.show(Reading("out_of_scope"), "en").key is None


def test_a_short_answer_is_the_head_of_the_full_one(desk: Desk) -> None:
    reading = Reading("recommend", scenario="ml_serving")
    full, short = desk.show(reading, "en"), desk.show(reading, "en", short=True)
    assert full.message.plain.startswith(short.message.plain)
    assert len(short.message.plain) < len(full.message.plain)


def test_a_reading_that_was_chosen_is_answered(desk: Desk) -> None:
    reading = Reading("framework", ("flask",))
    assert desk.show(reading, "en").message == desk.again(Show(reading, "en")).message
    assert desk.show(reading, "en").reading == reading


def test_the_evidence_can_be_shown_alone(desk: Desk) -> None:
    show = Show(Reading("recommend", scenario="ml_serving"), "en")
    assert len(desk.explain(show).plain) > 100


def test_the_version_changes_with_the_knowledge(base: KnowledgeBase, desk: Desk) -> None:
    assert desk.version == Desk(base).version
    other = base.model_copy(update={"sources": dict(list(base.sources.items())[1:])})
    assert Desk(other).version != desk.version


def test_a_question_is_never_changed_by_answering(desk: Desk) -> None:
    reply = desk.ask("Which framework for a shop?")
    assert desk.answer(replace(reply.question)) == reply
