"""Every command in the guides does what they say: each is run, in a folder of its own, in the order of the page."""

from __future__ import annotations

import asyncio
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from bot.cli import app
from bot.conversation import Desk
from bot.evaluation import command
from bot.evaluation.labels import Labelled
from bot.knowledge_base import KnowledgeBase
from bot.presentation.answer_object import answer_object
from bot.rehearsal.wording import Expected
from bot.storage import open_store
from tests.evaluation.test_fitting import examples
from tests.knowledge_base.tools import COFFEE

ROOT = Path(__file__).parents[1]
GUIDES = sorted((ROOT / "docs").glob("*.md"))
COMMAND = re.compile(r"`(?:bot|framework-advisor) ([^`]+)`|^bot (.+?)(?:\s+#.*)?$", re.MULTILINE)
ARTICLE = '- {id: A0, title: "X", author: "X", language: en, about: {en: "X", zh_Hans: "X"}}\n'
"""An article with the id that the guides give as an example."""
ANSWERS = "a_new_one\n" + "something\n" * 60
"""What is typed where a command asks; what is of no use, it says so and goes on or ends."""


def commands(page: Path) -> Iterator[list[str]]:
    for match in COMMAND.finditer(page.read_text(encoding="utf-8")):
        yield shlex.split(match[1] or match[2])


@pytest.fixture
def desk_of_a_contributor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with knowledge, labelled questions and a store in which a question is open."""
    monkeypatch.chdir(tmp_path)
    knowledge = Path(shutil.copytree(COFFEE, tmp_path / "FOLDER"))
    with (knowledge / "sources.yaml").open("a", encoding="utf-8") as sources:
        sources.write(ARTICLE)
    monkeypatch.setenv("BOT_KNOWLEDGE_DIR", str(knowledge))
    monkeypatch.setenv("BOT_DATABASE_URL", f"sqlite:///{tmp_path}/bot.sqlite3")
    monkeypatch.setattr(command, "packaged_folder", lambda: tmp_path)
    questions = tmp_path / "tests" / "questions"
    questions.mkdir(parents=True)
    labels = [{"q": one.q, "language": "en", "kind": one.kind} for one in examples()]
    (questions / "coffee.yaml").write_text(yaml.safe_dump(labels), encoding="utf-8")

    async def ask() -> None:
        async with open_store(f"sqlite:///{tmp_path}/bot.sqlite3") as store:
            await store.questions.unanswered("which pot for camping on a volcano", "en", ())

    asyncio.run(ask())
    return tmp_path


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.name)
def test_every_command_runs(page: Path, desk_of_a_contributor: Path) -> None:
    named = list(commands(page))
    english = page.with_name(page.name.replace(".zh-CN", ""))
    run_there = [] if english == page else list(commands(english))
    for words in named:
        if words in run_there:
            continue
        result = CliRunner().invoke(app, words, input=ANSWERS if words[0] == "new" else None)
        # A line that asks or refuses is fine where answers are made up; a traceback or an unknown option never is.
        allowed = {0, 2} if words[0] == "new" else {0}
        assert result.exit_code in allowed, (words, result.output, result.exception)
        assert "No such" not in result.output, (words, result.output)
    if page.name.startswith(("contributing", "operating")):
        assert len(named) >= 4


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.name)
def test_every_target_of_make_exists(page: Path) -> None:
    for target in set(re.findall(r"(?:^|`)make (\w+)", page.read_text(encoding="utf-8"), re.MULTILINE)):
        dry = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603, S607
        assert dry.returncode == 0, dry.stderr


CONTRIBUTING = [page for page in GUIDES if page.name.startswith("contributing")]


@pytest.mark.parametrize("page", CONTRIBUTING, ids=lambda page: page.name)
def test_the_question_that_it_does_not_understand_is_one(page: Path, desk: Desk) -> None:
    """If this fails, the bot has learned it: choose another question."""
    [question] = [words[1] for words in commands(page) if words[0] == "try"]
    assert answer_object(desk.ask(question))["kind"] == "out_of_scope"


@pytest.mark.parametrize("page", CONTRIBUTING, ids=lambda page: page.name)
def test_the_labelled_question_is_one(page: Path, base: KnowledgeBase) -> None:
    [block] = re.findall(r"^```yaml\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    [label] = map(Labelled.model_validate, yaml.safe_load(block))
    assert label.scenario in base.scenarios
    assert set(label.top_ok) <= base.frameworks.keys()
    assert (ROOT / "tests" / "questions" / "asked.yaml").is_file()
    assert (ROOT / "tests" / "questions" / "asked_zh.yaml").is_file()


@pytest.mark.parametrize("page", CONTRIBUTING, ids=lambda page: page.name)
def test_every_field_of_what_is_expected_stands_there_and_no_other(page: Path) -> None:
    [table] = re.findall(
        r"^\| [^|\n]*`expect`.*\n\|---.*\n((?:\|.*\n)+)", page.read_text(encoding="utf-8"), re.MULTILINE
    )
    named = [field for row in table.splitlines() for field in re.findall(r"`(\w+)`", row.split("|")[1])]
    assert sorted(named) == sorted(Expected.model_fields)


def test_both_languages_show_the_same_commands() -> None:
    for page in GUIDES:
        other = page.with_name(page.name.replace(".md", ".zh-CN.md"))
        if ".zh-CN" not in page.name and other.exists():
            assert [words[0] for words in commands(page)] == [words[0] for words in commands(other)]
