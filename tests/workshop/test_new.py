"""``new``: a file from a few answers, which ``check`` accepts or which says itself what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.conversation import Desk
from bot.knowledge_base import load
from bot.presentation.answer_object import answer_object
from bot.workshop.page import written_as

from .conftest import Run

SCENARIO = """\
Night shift
夜班

🌙
night shift, working at night
夜班，通宵 值班
B1
moka, aeropress
Moka or Aeropress: both keep you awake.
摩卡壶或爱乐压，都提神。
B3
aeropress
Aeropress, and quietly.
爱乐压，还安静。

Strong and quick.
又浓又快。

Quiet, and done in a minute.
安静，一分钟就好。
B3
"""
FRAMEWORK = """\
French Press

🥖
https://example.org/french-press
press pot, plunger
法压壶
Coarse grounds, four minutes, done.
粗粉，四分钟，好了。
B1, B3
"""
ARTICLE = """\
Five cups before noon

A night nurse
2025-11-30
https://example.org/nurse
en
A nurse's notes.
一位护士的笔记。
"""


def test_a_situation_is_written_and_answered(folder: Path, run: Run) -> None:
    result = run("new", "scenario", "--folder", folder, given=SCENARIO)
    assert result.exit_code == 0, result.output
    assert "Still missing" not in result.output
    assert "Which articles say so? With commas between; there are B1 A barista, B2 老王 and B3 A hiker [B1, B3]" in (
        result.output
    )
    assert (folder / "scenarios" / "night_shift.yaml").is_file()
    assert run("check", folder).exit_code == 0
    scenario = load(folder).scenarios["night_shift"]
    assert [verdict.first for verdict in scenario.verdicts] == [("moka", "aeropress"), ("aeropress",)]
    assert {name: fit.sources for name, fit in scenario.fits.items()} == {"moka": ("B1",), "aeropress": ("B3",)}
    desk = Desk(load(folder))
    for text in ("Which coffee maker for the night shift?", "夜班用哪个壶？"):
        found = answer_object(desk.ask(text))
        assert (found["scenarios"], found["frameworks"][0]) == (["night_shift"], "aeropress")


def test_a_framework_is_written_and_answered(folder: Path, run: Run) -> None:
    result = run("new", "framework", "--folder", folder, given=FRAMEWORK)
    assert result.exit_code == 0, result.output
    assert run("check", folder).exit_code == 0, run("check", folder).output
    base = load(folder)
    assert base.frameworks["french_press"].order == 5
    assert base.frameworks["french_press"].names.en == ("press pot", "plunger")
    found = answer_object(Desk(base).ask("法压壶怎么样？"))
    assert (found["kind"], found["frameworks"]) == ("framework", ["french_press"])
    text = (folder / "frameworks" / "french_press.yaml").read_text(encoding="utf-8")
    assert [line for topic in base.topics for line in [f"#   {topic}:"] if line not in text] == []


def test_the_topics_of_a_framework_need_but_their_signs_taken_away(folder: Path, run: Run) -> None:
    run("new", "framework", "--folder", folder, given=FRAMEWORK)
    path = folder / "frameworks" / "french_press.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    bare = [line.removeprefix("# ") if line.startswith(("# topics", "#   ")) else line for line in lines]
    filled = "\n".join(bare).replace('""', '"x"').replace("sources: []", "sources: [B1]")
    path.write_text(f"{filled}\n", encoding="utf-8")
    assert load(folder).frameworks["french_press"].topics.keys() == load(folder).topics.keys()


def test_an_article_is_written_and_listed(folder: Path, run: Run) -> None:
    result = run("new", "article", "--folder", folder, given=ARTICLE)
    assert result.exit_code == 0, result.output
    source = load(folder).sources["B4"]
    assert (source.author, str(source.date), source.language) == ("A night nurse", "2025-11-30", "en")
    assert source.link == "https://example.org/nurse"


ALMOST_NOTHING = {"scenario": "\n\nnight\n", "framework": "\nnight\n", "article": "\nnight\n"}
"""An id, and no more."""


@pytest.mark.parametrize("given", ["", "\n" * 60])
@pytest.mark.parametrize("entry", ["scenario", "framework", "article"])
def test_without_any_answer_nothing_is_written(entry: str, given: str, folder: Path, run: Run) -> None:
    before = sorted(folder.rglob("*"))
    result = run("new", entry, "--folder", folder, given=given)
    assert (result.exit_code, result.stderr) == (1, "Cancelled. Nothing was written.\n")
    assert sorted(folder.rglob("*")) == before


def test_a_fit_whose_articles_nobody_has_named_is_marked(folder: Path, run: Run) -> None:
    given = "\n".join(SCENARIO.splitlines()[:-4])
    run("new", "scenario", "--folder", folder, given=given)
    lines = (folder / "scenarios" / "night_shift.yaml").read_text(encoding="utf-8").splitlines()
    assert [line.strip() for line in lines if "sources:" in line] == [
        "sources: []  # Still missing: the articles that say so"
    ] * 2


def test_the_last_line_can_be_pasted(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.orig_argv", ["python", "-m", "bot", "new"])
    monkeypatch.setattr("sys.argv", ["bot/__main__.py", "new"])
    last = run("new", "scenario", "--folder", folder, given=SCENARIO).output.splitlines()[-1]
    assert last == f"Next: python -m bot check {folder}"
    monkeypatch.setenv("BOT_KNOWLEDGE_DIR", str(folder))
    assert run("new", "article", given=ARTICLE).output.splitlines()[-1] == "Next: python -m bot check"


@pytest.mark.parametrize("entry", ["scenario", "framework", "article"])
def test_what_is_left_open_is_marked_where_it_belongs(entry: str, folder: Path, run: Run) -> None:
    before = set(folder.rglob("*.yaml"))
    result = run("new", entry, "--folder", folder, given=ALMOST_NOTHING[entry])
    assert result.exit_code == 0, result.output
    # What names neither a language nor anything else has no hole where it would stand.
    assert not [line for line in result.output.splitlines() if "  " in line or line.endswith((" in", " of", " "))]
    [path] = set(folder.rglob("*.yaml")) - before
    lines = path.read_text(encoding="utf-8").splitlines()
    marked = {number for number, line in enumerate(lines, start=1) if "# Still missing: " in line}
    assert marked
    assert result.output.count("Still missing") == len(marked)
    checked = run("check", folder)
    assert checked.exit_code == 1
    told = [line for line in checked.output.splitlines() if path.name in line]
    assert told
    assert {int(line.split(":")[1]) for line in told} <= marked


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "What is the situation called"),
        ("zh_CN.UTF-8", "这个场景的英文名称"),
        ("zh_TW.UTF-8", "這個情境的英文名稱"),
    ],
)
def test_it_asks_in_the_language_of_the_terminal(
    language: str, said: str, folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", language)
    assert said in run("new", "scenario", "--folder", folder).output


def test_what_is_set_goes_before_the_terminal(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.setenv("BOT_LANGUAGE", "en")
    monkeypatch.setenv("BOT_KNOWLEDGE_DIR", str(folder))
    assert "What is the situation called" in run("new", "scenario").output


@pytest.mark.parametrize(
    ("entry", "given", "wrong"),
    [
        ("scenario", "Camping\n露营\ncamping\n", "There is camping already."),
        ("scenario", "Camping\n露营\nCamp ing\n", "An id begins with a letter"),
        ("scenario", "X\nX\n\n\n\n\nB9\n", "There is no “B9”, only B1, B2 and B3."),
        ("scenario", "X\nX\n\n\n\n\nB1\nmokka\n", "There is no “mokka”, only moka"),
        ("framework", "X\n\n\nexample.org\n", "A link begins with"),
        ("article", "X\n\nX\nyesterday\n", "That is no date"),
        ("article", "X\nB1\n", "There is B1 already."),
        ("article", "X\n\nX\n\n\nfr\n", "There is no “fr”, only en and zh."),
    ],
)
def test_a_pipe_with_a_wrong_answer_writes_nothing(entry: str, given: str, wrong: str, folder: Path, run: Run) -> None:
    before = sorted(folder.rglob("*"))
    result = run("new", entry, "--folder", folder, given=given)
    assert result.exit_code == 2
    [line] = result.stderr.splitlines()
    assert wrong in line
    assert sorted(folder.rglob("*")) == before


def test_a_title_that_is_taken_gets_another_id(folder: Path, run: Run) -> None:
    run("new", "scenario", "--folder", folder, given="Camping\n露营\n")
    assert (folder / "scenarios" / "camping_2.yaml").is_file()


def test_a_file_that_is_there_is_never_overwritten(folder: Path, run: Run) -> None:
    path = folder / "scenarios" / "night_shift.yaml"
    path.write_text("# mine, and not yet anything\n[]\n", encoding="utf-8")
    result = run("new", "scenario", "--folder", folder, given=SCENARIO)
    assert (result.exit_code, "already" in result.stderr) == (2, True)
    assert path.read_text(encoding="utf-8").startswith("# mine")


def test_the_installed_knowledge_is_not_written_to(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    installed = tmp_path / "_data" / "knowledge"
    folder.rename(tmp_path / "knowledge")
    (tmp_path / "_data").mkdir()
    (tmp_path / "knowledge").rename(installed)
    monkeypatch.setattr("bot.workshop.writing.packaged_folder", lambda: installed)
    result = run("new", "scenario", given=SCENARIO)
    assert (result.exit_code, "copy it" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    "text", ['a "b"', "it's: so", "# no", "yes", "null", "1.0", "a\\b", "夜班", "", " x", "{a}", "[a]", "&a"]
)
def test_every_text_is_read_back_as_it_was(text: str) -> None:
    import yaml

    assert yaml.safe_load(f"key: {written_as(text)}")["key"] == text
    assert yaml.safe_load(f"key: {written_as((text, text))}")["key"] == [text, text]
