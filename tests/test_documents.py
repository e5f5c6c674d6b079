"""The documents say what the program does: what they name exists, and what exists is named."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import metadata
from pathlib import Path
from threading import Thread

import pytest
import yaml
from packaging.requirements import Requirement
from pydantic import SecretStr

from bot.cli import AnswerLanguage, app
from bot.conversation import Desk
from bot.conversation.commands import asking
from bot.handlers.errands import ERRANDS
from bot.knowledge_base import KnowledgeBase
from bot.knowledge_base.models import Scenario
from bot.presentation.answer_object import answer_object
from bot.settings import Settings
from bot.terminal import talk

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")
NOTHING = "–"

readme = pytest.mark.parametrize("name", READMES)


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _blocks(name: str, language: str) -> list[str]:
    """The fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", _read(name), re.MULTILINE | re.DOTALL)


def _prose(name: str) -> str:
    """All but the fenced blocks, in which a # is no heading."""
    return re.sub(r"^```.*?^```$", "", _read(name), flags=re.MULTILINE | re.DOTALL)


def _tables(name: str) -> Iterator[dict[str, list[str]]]:
    """Each table: the cells behind the first one, by what stands in code in the first one."""
    for table in re.findall(r"(?:^\|.*\|\n)+", _prose(name), re.MULTILINE):
        rows: dict[str, list[str]] = {}
        for line in table.splitlines()[2:]:
            first, *others = (cell.strip() for cell in line.strip("|").split(" |"))
            for named in re.findall(r"`([^`]+)`", first):
                rows[named] = others
        yield rows


def _table(name: str, entry: str) -> dict[str, list[str]]:
    """The table with a row for ``entry``."""
    [found] = [table for table in _tables(name) if entry in table]
    return found


def _variables() -> dict[str, str]:
    """Every variable with its default, as the documents write it."""
    defaults = {f"BOT_{name.upper()}": field.default for name, field in Settings.model_fields.items()}
    return {name: f"`{value}`" if value not in (None, frozenset()) else NOTHING for name, value in defaults.items()}


class TestReadmes:
    def test_both_have_the_same_headings(self) -> None:
        english, chinese = (re.findall(r"^(#+) ", _prose(name), re.MULTILINE) for name in READMES)
        assert english == chinese

    def test_both_show_the_same_commands_of_the_shell(self) -> None:
        english, chinese = ([re.sub(r" *#.*", "", block) for block in _blocks(name, "sh")] for name in READMES)
        assert english == chinese != []

    @readme
    def test_every_variable_stands_there_with_its_default(self, name: str) -> None:
        rows = _table(name, "BOT_TOKEN")
        assert {variable: cells[0] for variable, cells in rows.items()} == _variables()

    @readme
    def test_no_other_variable_is_named(self, name: str) -> None:
        assert set(re.findall(r"\bBOT_[A-Z_]+", _read(name))) == _variables().keys()

    @readme
    def test_every_command_of_the_command_line_stands_there_and_no_other(self, name: str) -> None:
        commands = {command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands}
        assert _table(name, "evaluate").keys() == commands

    @readme
    def test_every_command_of_telegram_stands_there_and_no_other(self, name: str, desk: Desk) -> None:
        assert _table(name, "/start").keys() == {f"/{command}" for command in (*asking(desk), *ERRANDS)}

    @readme
    def test_no_other_command_of_telegram_is_named(self, name: str, desk: Desk) -> None:
        of_botfather = {"newbot", "mybots", "setinline", "setinlinefeedback", "setprivacy", "setcommands"}
        of_the_server = {"healthz", "readyz", "metrics", "data"}
        named = set(re.findall(r"`(?:GET )?/([a-z]+)\b", _prose(name)))
        assert named <= {*asking(desk), *ERRANDS, *of_botfather, *of_the_server}

    @readme
    def test_every_field_of_the_answer_object_stands_there_and_no_other(self, name: str, desk: Desk) -> None:
        assert list(_table(name, "confidence")) == list(answer_object(desk.ask("Django or Flask?")))

    @readme
    def test_every_language_of_an_answer_is_named(self, name: str) -> None:
        cell = _table(name, "confidence")["language"][0]
        assert {f"`{language}`" for language in AnswerLanguage if language is not AnswerLanguage.AUTO} == set(
            re.findall(r"`[^`]+`", cell)
        )

    @readme
    def test_every_make_target_exists(self, name: str) -> None:
        targets = re.findall(r"^([a-z]+):", _read("Makefile"), re.MULTILINE)
        named = set(re.findall(r"^make ([a-z]+)|`make ([a-z]+)`", _read(name), re.MULTILINE))
        assert {"run", "test"} <= {first or second for first, second in named} <= set(targets)

    @readme
    def test_every_file_that_is_linked_exists(self, name: str) -> None:
        links = re.findall(r"\]\(([^)#]+)\)", _prose(name))
        assert not [link for link in links if "://" not in link and not (ROOT / link).exists()]

    @readme
    def test_every_source_stands_there(self, name: str, base: KnowledgeBase) -> None:
        rows = re.findall(r"^\| (A\d+) \| (.+?) \|", _read(name), re.MULTILINE)
        assert dict(rows) == {source.id: source.title for source in base.sources.values()}

    @readme
    def test_the_example_of_a_scenario_is_one(self, name: str, base: KnowledgeBase) -> None:
        [example] = _blocks(name, "yaml")
        scenario = Scenario.model_validate(yaml.safe_load(example))
        assert scenario.title == base.scenarios[scenario.id].title.model_copy(update={"zh_Hant": ""})
        named = {framework for verdict in scenario.verdicts for framework in verdict.first} | scenario.fits.keys()
        assert named <= base.frameworks.keys()
        assert {verdict.source for verdict in scenario.verdicts} <= base.sources.keys()

    @readme
    def test_the_conversations_are_what_the_bot_says(
        self, name: str, desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """If this fails, the answers have changed: copy the new ones from ``python -m bot chat``."""
        conversations = [block for block in _blocks(name, "text") if block.startswith("> ")]
        assert len(conversations) == 3
        for conversation in conversations:
            turns = [turn.split("\n", 1) for turn in re.split(r"^> ", conversation, flags=re.MULTILINE)[1:]]
            said = _talk(desk, [question for question, _ in turns], monkeypatch, capsys)
            for (_, printed), answer in zip(turns, said, strict=True):
                expected = _lines(printed)
                shown = _lines(answer)
                if expected[-1] == "…":
                    expected.pop()
                    shown = shown[: len(expected)]
                assert shown == expected


def _talk(
    desk: Desk, questions: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> list[str]:
    """What the terminal prints after each question."""
    monkeypatch.setenv("COLUMNS", "1000")
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(questions) + "\n"))
    talk(desk, desk.default)
    return capsys.readouterr().out.split("> ")[1:-1]


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    _run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], ROOT)
    [wheel] = folder.glob("*.whl")
    return wheel


class TestPackage:
    def test_the_wheel_holds_knowledge_and_catalogues(self, wheel: Path) -> None:
        with zipfile.ZipFile(wheel) as archive:
            packed = {name: archive.read(name) for name in archive.namelist()}
        data = [*(ROOT / "knowledge").rglob("*.yaml"), *(ROOT / "locales").rglob("*.po")]
        assert {file.suffix for file in data} == {".yaml", ".po"}
        for file in data:
            assert packed[f"bot/_data/{file.relative_to(ROOT).as_posix()}"] == file.read_bytes()

    def test_the_wheel_holds_the_page(self, wheel: Path) -> None:
        with zipfile.ZipFile(wheel) as archive:
            packed = {name: archive.read(name) for name in archive.namelist()}
        files = [path for path in (ROOT / "bot" / "playground" / "page").rglob("*") if path.is_file()]
        assert {path.suffix for path in files} == {".html", ".css", ".js", ".svg"}
        for path in files:
            assert packed[path.relative_to(ROOT).as_posix()] == path.read_bytes()

    def test_the_wheel_holds_nothing_else(self, wheel: Path) -> None:
        with zipfile.ZipFile(wheel) as archive:
            names = archive.namelist()
        assert {name.split("/")[0].split("-")[0] for name in names} == {"bot", "framework_advisor_bot"}
        assert not [name for name in names if "__pycache__" in name or name.endswith((".pyc", ".sqlite3", ".env"))]

    def test_what_is_installed_answers_outside_of_the_checkout(self, wheel: Path, tmp_path: Path) -> None:
        installed = tmp_path / "installed"
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(installed)
        question = "训练好的模型想给一万人用，用哪个框架？"
        printed = _run([sys.executable, "-m", "bot", "ask", question], tmp_path, installed)
        assert "FastAPI" in printed.splitlines()[0]
        assert _run([sys.executable, "-m", "bot", "check"], tmp_path, installed).startswith("OK")

    def test_the_lock_holds_every_dependency(self) -> None:
        """If this fails, run ``make lock``: a fresh clone does not start."""
        project = tomllib.loads(_read("pyproject.toml"))["project"]
        locked = _locked("requirements.lock")
        assert {Requirement(line).name.lower() for line in project["dependencies"]} <= locked
        assert {Requirement(line).name.lower() for line in project["optional-dependencies"]["dev"]} <= _locked(
            "requirements-dev.lock"
        )
        assert locked <= _locked("requirements-dev.lock")

    def test_the_image_takes_all_that_builds_the_wheel_from_the_lock(self) -> None:
        [taken] = re.findall(r"keep = /\^\(([^)]+)\)==/", _read("Dockerfile"))
        assert set(taken.split("|")) == _required("hatchling") <= _locked("requirements-dev.lock")

    def test_the_image_sets_variables_that_exist(self) -> None:
        named = dict(re.findall(r"\b(BOT_[A-Z_]+)=(\S+)", _read("Dockerfile")))
        assert named.keys() == {"BOT_LISTEN", "BOT_DATABASE_URL"} <= _variables().keys()
        assert Settings(token=SecretStr("1:a"), listen=named["BOT_LISTEN"]).port == 8080

    @pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])  # noqa: S104 - as in a container
    def test_the_image_asks_for_its_health(self, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
        [command] = re.findall(
            r"HEALTHCHECK [^\[]*?CMD (\[.*?\])$", _read("Dockerfile").replace("\\\n", ""), re.MULTILINE
        )
        program, *arguments = json.loads(command)
        assert program == "python"
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
        with HTTPServer(("127.0.0.1", 0), _Health) as server:
            monkeypatch.setenv("BOT_LISTEN", f"{host}:{server.server_port}")
            Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
            codes = []
            for _Health.status in (200, 503):
                done = subprocess.run([sys.executable, *arguments], capture_output=True, check=False, timeout=60)  # noqa: S603
                codes.append(done.returncode)
            server.shutdown()
        assert codes == [0, 1]


class _Health(BaseHTTPRequestHandler):
    """A bot that is well, or not."""

    status = 200

    def do_GET(self) -> None:
        self.send_response(self.status if self.path == "/healthz" else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def _run(command: list[str], folder: Path, packages: Path | None = None) -> str:
    """Runs a program as if nothing were set, in ``folder``."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("BOT_", "PYTHON"))}
    environment |= {"PYTHONPATH": str(packages)} if packages else {}
    environment |= {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(  # noqa: S603 - our own command
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _locked(name: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9_.-]+)==", _read(name), re.MULTILINE))


def _required(name: str) -> set[str]:
    """A distribution and all that it needs here."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop().lower()
        if current in found:
            continue
        found.add(current)
        requirements = map(Requirement, metadata.requires(current) or ())
        waiting += [one.name for one in requirements if one.marker is None or one.marker.evaluate({"extra": ""})]
    return found
