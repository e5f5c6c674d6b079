from __future__ import annotations

import stat
from pathlib import Path

import pytest

from bot.terminal import keeping
from bot.terminal.keeping import Choices, Keeping, state_folder
from bot.terminal.pages import REMEMBERED
from bot.terminal.remembering import history_in

ROOT = Path(__file__).parents[2]


def kept(file: Path | None) -> list[str]:
    """What a later conversation finds, the newest first."""
    return [*history_in(file).load_history_strings()]


def test_it_is_kept_where_the_system_wants_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert not state_folder().is_relative_to(ROOT)
    assert state_folder().name == "framework-advisor"


def test_choices_outlive_the_conversation(folder: Path) -> None:
    assert Keeping(folder).choices() == Choices()
    assert Keeping(folder).keep(Choices("zh_Hant", short=True))
    assert Keeping(folder).choices() == Choices("zh_Hant", short=True)


@pytest.mark.parametrize("content", [b"", b"{", b'{"language": "fr"}', b"\xff", b"[]"])
def test_a_file_that_is_not_understood_says_nothing(folder: Path, content: bytes) -> None:
    folder.mkdir(parents=True)
    (folder / "settings.json").write_bytes(content)
    assert Keeping(folder).choices() == Choices()


def test_nobody_else_can_read_it(folder: Path) -> None:
    own = Keeping(folder)
    own.keep(Choices("en"))
    history_in(own.history).append_string("Moka vs Siphon")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


def test_lines_are_found_again_and_numbers_are_not(folder: Path) -> None:
    file = Keeping(folder).history
    history = history_in(file)
    for line in ("Moka vs Siphon", "2", "２", "虹吸壶难洗吗？", "two\nlines", "\udcff", "/quit", "退出"):
        history.append_string(line)
    assert kept(file) == ["?", "two\nlines", "虹吸壶难洗吗？", "Moka vs Siphon"]


def test_only_the_newest_lines_stay(folder: Path) -> None:
    file = Keeping(folder).history
    history = history_in(file)
    for number in range(2 * REMEMBERED):
        history.append_string(f"question {number}")
    newest = [f"question {number}" for number in range(2 * REMEMBERED - 1, REMEMBERED - 1, -1)]
    assert kept(file) == newest
    assert file
    assert file.read_text(encoding="utf-8").count("\n+") == REMEMBERED


def test_without_a_place_nothing_outlives_the_conversation(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for nowhere in (Keeping(), Keeping(tmp_path / "file" / "state")):
        assert nowhere.keep(Choices("en"))
        assert nowhere.forget()
        history_in(nowhere.history).append_string("Moka")
        assert kept(nowhere.history) == []
        assert nowhere.choices() == Choices()


def test_what_cannot_be_written_is_no_fault(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise OSError

    own = Keeping(folder)
    monkeypatch.setattr(keeping, "private", refuse)
    assert not own.keep(Choices("en"))
