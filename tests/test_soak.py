"""The soak runs the real bot; how it comes out, ``python -m bot bench soak`` tells in minutes, not the suite."""

from __future__ import annotations

from itertools import islice

import pytest

from bot.bench import command, soak
from bot.bench.chatter import Chatter
from bot.bench.obliging import Obliging
from bot.server.shape import read_update


def test_the_talk_is_what_telegram_sends() -> None:
    chatter = Chatter(["Django or Flask?", "哪个好"], Obliging())
    kinds: set[str] = set()
    for number, data in enumerate(islice(iter(chatter.next, None), 2_000), start=1):
        assert read_update(data, None).update_id == number
        kinds |= data.keys()
    assert kinds >= {"message", "edited_message", "inline_query", "chosen_inline_result", "my_chat_member"}


async def test_the_bot_answers_and_every_answer_is_taken(caplog: pytest.LogCaptureFixture) -> None:
    figures = await soak.soak(400)
    assert len(figures.held) == soak.SAMPLES + 1
    assert figures.calls > 30
    assert figures.warm >= 0
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


def test_the_growth_is_the_slope_of_what_comes_after_the_warm_up() -> None:
    steady = soak.Figures(200_000, held=[100.0, *[150.0] * 20])
    assert (steady.warm, steady.growth) == (150.0, 0.0)
    growing = soak.Figures(200_000, held=[float(number) for number in range(21)])
    assert growing.growth == pytest.approx(10.0)


def test_what_takes_minutes_runs_by_name_alone() -> None:
    assert "soak" in command.LONG
    assert "soak" not in command.BENCHMARKS
    with pytest.raises(ValueError, match="soak"):
        command.bench(["nothing of that name"])
