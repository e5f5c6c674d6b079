"""The stage sees what is wrong: a conversation that expects the opposite fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.conversation import Desk
from bot.rehearsal import read_scripts
from tests.conversations.stage import perform


@pytest.mark.parametrize(
    ("turn", "missed"),
    [
        ("{say: Does Flask have an ORM?, how: command, expect: {silent: true}}", {"silent"}),
        ("{say: Does Flask have an ORM?, expect: {kind: fact}}", {"silent"}),
        ("{say: Does Flask have an ORM?, how: mention, expect: {kind: compare, topic: admin}}", {"kind", "topic"}),
        ("{say: Does Flask have an ORM?, how: mention, expect: {kind: fact, topic: orm}}", set()),
    ],
)
async def test_the_opposite_fails(desk: Desk, tmp_path: Path, turn: str, missed: set[str]) -> None:
    path = tmp_path / "some.yaml"
    path.write_text(f"- name: x\n  place: group\n  turns:\n    - {turn}\n", encoding="utf-8")
    [script] = read_scripts([path], desk.base)
    failures = await perform(desk, script)
    assert {miss.field for failure in failures for miss in failure.misses} == missed
