from __future__ import annotations

import pytest

from bot.pasting import command


@pytest.mark.parametrize(
    ("original", "seen", "pasted"),
    [
        (
            [".venv/bin/python", "-m", "bot", "new", "article"],
            ["/home/me/bot/__main__.py", "new", "article"],
            ".venv/bin/python -m bot check 'my folder'",
        ),
        (
            ["python3", "-X", "utf8", "-m", "bot"],
            ["/home/me/bot/__main__.py"],
            "python3 -X utf8 -m bot check 'my folder'",
        ),
        (
            ["/usr/bin/python3", "/usr/local/bin/framework-advisor", "new", "article"],
            ["/usr/local/bin/framework-advisor", "new", "article"],
            "/usr/local/bin/framework-advisor check 'my folder'",
        ),
    ],
)
def test_a_command_begins_as_this_run_did(
    original: list[str], seen: list[str], pasted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.orig_argv", original)
    monkeypatch.setattr("sys.argv", seen)
    assert command("check", "my folder") == pasted
