from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.handlers import Outcome
from bot.handlers.facts import Door
from bot.handlers.faults import Fault
from bot.server.decisions import lane, pause_before_another_try, too_late, waited, words

from .tools import inline, message, update

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SENT = Outcome(Door.GROUP)
FLOODED = Outcome(Door.GROUP, fault=Fault.FLOOD, retry_after=7.0)
LOST = Outcome(Door.GROUP, fault=Fault.MAYBE_SENT)
FORBIDDEN = Outcome(Door.GROUP, fault=Fault.BUSY)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (message(1, chat=-100), "chat -100"),
        (inline(1, person=5), "person 5"),
        ({"update_id": 9}, "update 9"),
    ],
)
def test_an_update_waits_for_its_chat_or_else_for_its_person(data: dict[str, Any], expected: str) -> None:
    assert lane(update(data)) == expected


def test_all_that_people_wrote_is_kept_out_of_logs() -> None:
    data = message(1, text="which one?")
    data["message"] |= {
        "reply_to_message": {**message(2)["message"], "text": "earlier words"},
        "quote": {"text": "earlier", "position": 0},
    }
    assert set(words(update(data))) >= {"which one?", "earlier words"}
    assert list(words(update(inline(1, person=5)))) == ["hi"]


@pytest.mark.parametrize(
    ("dates", "seconds"), [({"date": 0}, 60.0), ({"date": -600, "edit_date": -10}, 70.0)], ids=["written", "edited"]
)
def test_an_update_has_waited_since_it_was_written_or_edited(dates: dict[str, int], seconds: float) -> None:
    start = int((NOW - timedelta(seconds=60)).timestamp())
    data = message(1)
    data["message"] |= {name: start + shift for name, shift in dates.items()}
    assert waited(update(data), NOW) == seconds
    assert waited(update(inline(1, person=5)), NOW) is None


@pytest.mark.parametrize(
    ("seconds", "stale_after", "late"),
    [(None, 60, False), (59, 60, False), (60, 60, False), (61, 60, True), (10_000, 0, False)],
)
def test_an_answer_comes_too_late_after_a_while(seconds: float | None, stale_after: float, late: bool) -> None:
    assert too_late(seconds, stale_after) is late


@pytest.mark.parametrize(
    ("outcome", "doubts", "answered", "timed_out", "again"),
    [
        (None, 1, False, False, False),
        (SENT, 1, False, False, False),
        (FLOODED, 1, False, False, True),
        (FLOODED, 9, False, False, True),
        (FLOODED, 1, True, False, False),
        (LOST, 1, False, False, True),
        (LOST, 3, False, False, True),
        (LOST, 4, False, False, False),
        (LOST, 1, False, True, False),
        (LOST, 1, True, False, False),
        (FORBIDDEN, 1, False, False, False),
    ],
)
def test_an_answer_is_tried_again_where_that_helps_and_does_not_repeat_it(
    outcome: Outcome | None, doubts: int, answered: bool, timed_out: bool, again: bool
) -> None:
    pause = pause_before_another_try(outcome, doubts=doubts, answered=answered, timed_out=timed_out)
    assert (pause is not None) is again
    if outcome is FLOODED and again:
        assert pause == 7.0
