from __future__ import annotations

from collections.abc import Callable

from bot.conversation import Desk
from bot.conversation.recent import Recent


def once(value: int, calls: list[int]) -> Callable[[], int]:
    def work_out() -> int:
        calls.append(value)
        return value

    return work_out


def test_what_was_asked_a_moment_ago_is_not_worked_out_again() -> None:
    recent: Recent[str, int] = Recent()
    calls: list[int] = []
    assert [recent.get("a", once(1, calls)) for _ in range(3)] == [1, 1, 1]
    assert calls == [1]


def test_it_is_forgotten_after_a_while() -> None:
    now = 0.0
    recent: Recent[str, int] = Recent(seconds=60, clock=lambda: now)
    recent.get("a", lambda: 1)
    now = 59
    recent.get("b", lambda: 2)
    assert len(recent) == 2
    now = 60
    recent.get("b", lambda: 3)
    assert len(recent) == 1
    assert recent.get("a", lambda: 4) == 4


def test_of_many_the_oldest_is_forgotten() -> None:
    recent: Recent[int, int] = Recent(most=3)
    for number in range(5):
        recent.get(number, lambda number=number: number)  # type: ignore[misc]
    assert len(recent) <= 3
    assert recent.get(4, lambda: -1) == 4
    assert recent.get(0, lambda: -1) == -1


def test_the_same_question_has_the_same_answer_and_another_one_has_its_own(desk: Desk) -> None:
    text = "Does Flask have an ORM?"
    reply = desk.ask(text, "en")
    assert desk.ask(text, "en") is reply
    assert desk.ask(text, "en", language="zh_Hans").answer.language == "zh_Hans"
    assert desk.ask("Django", "zh-tw").answer.language == "zh_Hant"
    assert desk.ask("Django", "en").answer.language == "en"
    assert desk.ask(text, "en", short=True).message != desk.ask("Django", "en").message
    assert desk.ask("and Django?", "en", before=reply.question).question.follows
    assert not desk.ask("and Django?", "en").question.follows
