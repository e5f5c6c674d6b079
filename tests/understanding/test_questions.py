"""Clear questions, as people ask them, by the packaged knowledge. Judged by the answer that the asker gets."""

from __future__ import annotations

from typing import Any

import pytest

from bot.conversation import Desk
from bot.presentation.answer_object import answer_object
from bot.understanding import LANGUAGES, Language

ALL = {"django", "flask", "fastapi"}


def answer(text: str, desk: Desk) -> dict[str, Any]:
    return answer_object(desk.ask(text))


@pytest.mark.parametrize(
    ("text", "situation", "first"),
    [
        ("Which framework should I take for an online shop?", "ecommerce", "django"),
        ("Best framework for serving a machine learning model?", "ml_serving", "fastapi"),
        ("Which framework for a little tool of my own?", "toy_tool", "flask"),
        ("We need websockets and live updates, which framework?", "async_realtime", "fastapi"),
        ("Which one would you pick for a GraphQL API?", "graphql_api", "fastapi"),
        ("Small team, tight deadline, what should we use?", "rapid_development", "django"),
        ("Django or FastAPI for an internal back office?", "admin_backoffice", "django"),
        ("Recommend a framework for a blog", "content_site", "django"),
        ("做一个商城用哪个框架？", "ecommerce", "django"),
        ("请假审批系统用什么框架好", "admin_backoffice", "django"),
        ("AI 模型部署成服务，选哪个框架？", "ml_serving", "fastapi"),
        ("毕业设计用哪个框架？", "teaching", "flask"),
        ("高并发接口用哪个框架？", "high_performance", "fastapi"),
        ("要做实时聊天，哪个框架合适？", "async_realtime", "fastapi"),
        ("微服务选哪个框架", "microservices", "fastapi"),
        ("內部管理後台選哪一個框架好？", "admin_backoffice", "django"),
        ("機器學習模型上線要用哪個框架？", "ml_serving", "fastapi"),
        ("想做即時聊天室，該選哪個？", "async_realtime", "fastapi"),
        ("部落格用哪個框架比較好", "content_site", "django"),
        ("想 deploy 一个 PyTorch model，选哪个 framework", "ml_serving", "fastapi"),
        ("build REST API 用 Flask 还是 FastAPI", "api_backend", "fastapi"),
        ("which framework for microservces", "microservices", "fastapi"),
    ],
)
def test_a_situation_gets_a_recommendation(text: str, situation: str, first: str, desk: Desk) -> None:
    given = answer(text, desk)
    assert (given["kind"], given["frameworks"][:1]) == ("recommend", [first])
    assert situation in given["scenarios"][:2]


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("Anything but Django for our company website", ["django"]),
        ("Which framework for a REST API, without Flask?", ["flask"]),
        ("不要 Django，做博客用哪个？", ["django"]),
        ("除了 Flask 和 Django，写接口还能选哪个框架", ["flask", "django"]),
        ("不想用 FastAPI，做微服務該選哪個", ["fastapi"]),
    ],
)
def test_what_is_ruled_out_is_not_recommended(text: str, excluded: list[str], desk: Desk) -> None:
    given = answer(text, desk)
    assert given["kind"] == "recommend"
    assert set(given["excluded"]) == set(excluded)
    assert set(given["frameworks"]) == ALL - set(excluded)


@pytest.mark.parametrize(
    ("text", "frameworks"),
    [
        ("Django vs Flask", ["django", "flask"]),
        ("What is the difference between Flask and FastAPI?", ["flask", "fastapi"]),
        ("Flask or FastAPI, which one is faster?", ["flask", "fastapi"]),
        ("Compare all three frameworks", ["django", "fastapi", "flask"]),
        ("Django 和 Flask 有什么区别", ["django", "flask"]),
        ("FastAPI 和 Flask 对比", ["fastapi", "flask"]),
        ("烧瓶和姜戈哪个好", ["django", "flask"]),
        ("Django 跟 FastAPI 差在哪裡？", ["django", "fastapi"]),
        ("帮我 compare Django 和 FastAPI", ["django", "fastapi"]),
    ],
)
def test_frameworks_are_set_side_by_side(text: str, frameworks: list[str], desk: Desk) -> None:
    given = answer(text, desk)
    assert (given["kind"], sorted(given["frameworks"])) == ("compare", sorted(frameworks))


@pytest.mark.parametrize(
    ("text", "framework", "topic"),
    [
        ("Does Flask have an ORM?", "flask", "orm"),
        ("Does FastAPI generate API docs by itself?", "fastapi", "api_docs"),
        ("Is Django async?", "django", "async"),
        ("How fast is FastAPI?", "fastapi", "performance"),
        ("Which companies use Django?", "django", "companies"),
        ("Does Django come with an admin panel?", "django", "admin"),
        ("Flask 有 ORM 吗？", "flask", "orm"),
        ("FastAPI 支持 WebSocket 吗", "fastapi", "websocket"),
        ("Django 支持异步吗", "django", "async"),
        ("哪些大公司在用 Django？", "django", "companies"),
        ("FastAPI 能自动生成接口文档吗", "fastapi", "api_docs"),
        ("Flask 有內建 ORM 嗎？", "flask", "orm"),
        ("FastAPI 支援非同步嗎？", "fastapi", "async"),
        ("FastAPI 的 performance 怎么样", "fastapi", "performance"),
    ],
)
def test_one_side_of_a_framework_is_a_fact(text: str, framework: str, topic: str, desk: Desk) -> None:
    given = answer(text, desk)
    assert (given["kind"], given["frameworks"], given["topics"][:1]) == ("fact", [framework], [topic])


@pytest.mark.parametrize(
    ("text", "component"),
    [
        ("What is Pydantic?", "Pydantic"),
        ("What is Uvicorn used for?", "Uvicorn"),
        ("Celery 是干什么的", "Celery"),
        ("Django admin 是什么", "Django Admin"),
        ("SQLModel 是什麼", "SQLModel"),
    ],
)
def test_what_goes_with_them_is_explained(text: str, component: str, desk: Desk) -> None:
    given = answer(text, desk)
    assert (given["kind"], given["components"]) == ("fact", [component])


@pytest.mark.parametrize(
    ("text", "framework"),
    [
        ("What is Flask?", "flask"),
        ("Tell me about FastAPI", "fastapi"),
        ("Flask 是什么", "flask"),
        ("FastAPI 是什麼", "fastapi"),
        ("聊聊 Django", "django"),
    ],
)
def test_one_framework_is_portrayed(text: str, framework: str, desk: Desk) -> None:
    given = answer(text, desk)
    assert (given["kind"], given["frameworks"]) == ("framework", [framework])


@pytest.mark.parametrize(
    "text",
    [
        "Which framework should I learn first?",
        "新手先学哪个框架？",
        "新手應該先學哪個框架？",
        "零基础学 Web 开发从哪个框架开始",
    ],
)
def test_what_to_learn_is_advised(text: str, desk: Desk) -> None:
    assert answer(text, desk)["kind"] == "learn"


@pytest.mark.parametrize("text", ["Hello", "Thank you!", "What can you do?", "你好", "谢谢", "你是谁", "謝謝你"])
def test_a_greeting_is_returned(text: str, desk: Desk) -> None:
    given = answer(text, desk)
    assert (given["kind"], given["sources"]) == ("smalltalk", [])


@pytest.mark.parametrize(
    "text",
    [
        "Spring Boot or Laravel?",
        "What is the weather like today?",
        "How do I center a div in CSS?",
        "How much does a server cost?",
        "今天天气怎么样",
        "服务器多少钱一年",
        "Go 语言的 Gin 怎么样",
        "今天天氣如何",
        "lunch?",
    ],
)
def test_what_the_articles_do_not_cover_is_said_to_be_outside(text: str, desk: Desk) -> None:
    given = answer(text, desk)
    assert (given["kind"], given["sources"]) == ("out_of_scope", [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_for_newcomers_are_answered(language: Language, desk: Desk) -> None:
    examples = [example.in_(language) for example in desk.base.subject.examples]
    kinds = {example: answer(example, desk)["kind"] for example in examples}
    assert {text: kind for text, kind in kinds.items() if kind in {"clarify", "out_of_scope", "smalltalk"}} == {}
