"""The commands keep their contract: exit codes, JSON, one line for what is wrong, never a traceback."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot import __version__
from bot.cli import app
from bot.knowledge_base import load
from tests.knowledge_base.tools import COFFEE, break_

ROOT = Path(__file__).parents[1]
TOKEN = "123456789:AAF-abc_DEFghijklmnopqrstuvwxyz01234"
FIELDS: dict[str, type] = {
    "question": str,
    "language": str,
    "kind": str,
    "scenarios": list,
    "topics": list,
    "components": list,
    "frameworks": list,
    "excluded": list,
    "confidence": float,
    "suggestions": list,
    "sources": list,
    "text": str,
    "plain": str,
}

read_once = cache(load)


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty folder, and nothing set but another subject, which is read once; a locale of no language."""
    for name in list(os.environ):
        if name.upper().startswith("BOT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("BOT_KNOWLEDGE_DIR", str(COFFEE))
    monkeypatch.setattr("bot.cli.load", read_once)
    monkeypatch.chdir(tmp_path)


def run(*arguments: str, given: str | bytes = "") -> Result:
    result = CliRunner().invoke(app, arguments, input=given)
    if not (result.exception is None or isinstance(result.exception, SystemExit)):
        raise AssertionError("a traceback") from result.exception
    return result


def refused(*arguments: str, given: str = "") -> str:
    """The one line on standard error that a wrong call gives."""
    result = run(*arguments, given=given)
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    return line


def answers(*lines: str | bytes | dict[str, Any], arguments: Sequence[str] = ()) -> list[dict[str, Any]]:
    """What ``ask --jsonl`` gives for these lines."""
    raw = [
        line if isinstance(line, bytes) else (line if isinstance(line, str) else json.dumps(line)).encode()
        for line in lines
    ]
    result = run("ask", "--jsonl", *arguments, given=b"\n".join(raw))
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout.rstrip("\n").split("\n")]


def test_the_version_is_told() -> None:
    assert run("--version").stdout == f"{__version__}\n"


def test_help_names_every_command() -> None:
    shown = run("--help").stdout
    assert all(command in shown for command in ("run", "chat", "ask", "check", "evaluate"))


# --- ask ---------------------------------------------------------------------------------------


def test_a_question_is_answered_in_its_words_and_its_language() -> None:
    english = run("ask", "Is the Siphon", "hard", "to clean?").stdout
    assert "Glass, cloth and patience." in english
    assert "<b>" not in english
    assert "玻璃、滤布，还有耐心。" in run("ask", "虹吸壶难洗吗？").stdout
    assert "玻璃、濾布，還有耐心。" in run("ask", "虹吸壺難洗嗎？").stdout


@pytest.mark.parametrize("language", ["en", "zh_Hans", "zh_Hant"])
def test_the_language_can_be_forced(language: str) -> None:
    answer = json.loads(run("ask", "露营带哪个壶？", "--json", "--language", language).stdout)
    assert answer["language"] == language


def test_the_operators_language_is_for_what_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_LANGUAGE", "zh-TW")
    assert json.loads(run("ask", "--json", "Moka vs Siphon").stdout)["language"] == "zh_Hant"


@pytest.mark.parametrize(
    "question",
    [
        "Which coffee maker for a camping trip?",
        "which one",
        "Moka vs Siphon",
        "虹吸壶难洗吗？",
        "what is a bialetti",
        "tell me about the chemex",
        "hello",
        "should I buy a teapot",
        "asdf",
    ],
)
def test_json_has_every_field_of_the_contract(question: str) -> None:
    result = run("ask", "--json", question)
    assert result.stdout.count("\n") == 1
    answer = json.loads(result.stdout)
    assert {name: type(value) for name, value in answer.items()} == FIELDS
    assert answer["question"] == question
    assert 0 <= answer["confidence"] <= 1
    for name in ("scenarios", "topics", "components", "frameworks", "excluded", "sources"):
        assert all(isinstance(item, str) for item in answer[name]), name
    for offer in answer["suggestions"]:
        assert set(offer) == {"kind", "scenario", "topic", "frameworks", "label"}


def test_text_is_markup_and_plain_is_the_same_without() -> None:
    answer = json.loads(run("ask", "--json", "Moka vs Siphon").stdout)
    assert "<b>" in answer["text"]
    assert "<" not in answer["plain"]
    assert (answer["kind"], answer["frameworks"], answer["sources"]) == ("compare", ["moka", "siphon"], ["B1", "B2"])


@pytest.mark.parametrize("question", [[], [""], ["  ", "\t"]])
def test_no_question_is_said_in_one_line(question: list[str]) -> None:
    assert "ask" in refused("ask", *question)


# --- ask --jsonl -------------------------------------------------------------------------------


def test_each_line_is_answered_in_its_place() -> None:
    given = answers({"q": "Moka vs Siphon"}, "", {"q": "虹吸壶难洗吗？"}, "   ", {"q": "hello", "more": 1})
    assert [answer["kind"] for answer in given] == ["compare", "fact", "smalltalk"]
    assert all({name: type(value) for name, value in answer.items()} == FIELDS for answer in given)


@pytest.mark.parametrize(
    "bad",
    [
        "not JSON",
        "{",
        '"text"',
        "[]",
        "null",
        "{}",
        '{"q": null}',
        '{"q": 7}',
        '{"q": ["Moka"]}',
        '{"question": "Moka"}',
        '{"q": "Moka", "language": "fr"}',
        '{"q": "Moka", "language": ["en"]}',
        '{"q": "Moka", "context": {}}',
        '{"q": "Moka", "context": true}',
        '{"q": ' + "9" * 5000 + "}",
        "[" * 100_000,
        b'{"q": "\xff\xfe"}',
    ],
)
def test_a_bad_line_gives_an_error_and_the_stream_goes_on(bad: str | bytes) -> None:
    before, wrong, after = answers({"q": "Moka vs Siphon"}, bad, {"q": "hello"})
    assert set(wrong) == {"error"}
    assert wrong["error"].startswith("line 2: ")
    assert (before["kind"], after["kind"]) == ("compare", "smalltalk")


@pytest.mark.parametrize("text", ["\ud83d", "哪个壶好 \ud83d", "\x00", "\u2028", "a\nb", ""])
def test_any_text_is_a_question(text: str) -> None:
    odd, after = answers({"q": text}, {"q": "hello"})
    assert odd["question"] == text
    assert after["kind"] == "smalltalk"


def test_each_line_may_have_its_language() -> None:
    question = "Moka vs Siphon"
    given = answers(
        {"q": question},
        {"q": question, "language": "zh_Hant"},
        {"q": question, "language": "auto"},
        {"q": question, "language": None},
        {"q": question},
    )
    assert [answer["language"] for answer in given] == ["en", "zh_Hant", "en", "en", "en"]
    forced = answers({"q": question}, {"q": question, "language": "en"}, arguments=["--language", "zh_Hans"])
    assert [answer["language"] for answer in forced] == ["zh_Hans", "en"]


def test_lines_of_one_context_are_one_conversation() -> None:
    given = answers(
        {"q": "Is the Moka easy to clean?", "context": "a"},
        {"q": "Chemex vs Aeropress", "context": 7},
        "nonsense",
        {"q": "and the Siphon?", "context": "a"},
        {"q": "and the Siphon?", "context": 7},
        {"q": "and the Siphon?"},
    )
    assert (given[3]["kind"], given[3]["frameworks"], given[3]["topics"]) == ("fact", ["siphon"], ["cleaning"])
    assert (given[4]["kind"], given[4]["frameworks"]) == ("compare", ["chemex", "aeropress", "siphon"])
    assert given[5] == answers({"q": "and the Siphon?"})[0]


async def process(*arguments: str, **environment: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", *arguments),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )


async def test_each_answer_is_flushed_before_the_next_question() -> None:
    stream = await process("ask", "--jsonl")
    assert stream.stdin
    assert stream.stdout
    async with asyncio.timeout(30):
        for question in ("Moka vs Siphon", "露营带哪个壶？"):
            stream.stdin.write(json.dumps({"q": question}).encode() + b"\n")
            assert json.loads(await stream.stdout.readline())["question"] == question
        stream.stdin.close()
        assert await stream.wait() == 0


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "ascii"])
async def test_output_that_is_no_terminal_is_utf_8(encoding: str) -> None:
    asked = await process("ask", "--json", "露营带哪个壶？", PYTHONIOENCODING=encoding)
    async with asyncio.timeout(30):
        out, err = await asked.communicate()
    assert b"Traceback" not in err
    assert json.loads(out.decode("utf-8"))["question"] == "露营带哪个壶？"


# --- check -------------------------------------------------------------------------------------


def test_what_is_packaged_is_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BOT_KNOWLEDGE_DIR")
    result = run("check")
    assert (result.exit_code, result.stdout[:3]) == (0, "OK:")


@pytest.mark.parametrize("arguments", [["check"], ["check", str(COFFEE)]])
def test_a_folder_in_order_is_counted(arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (0, "OK: 4 frameworks, 6 scenarios, 3 topics, 3 sources\n")


def test_every_fault_is_a_line_with_its_place(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(COFFEE, tmp_path / "broken"))
    places = [
        break_(folder, "choose.yaml", "scenario: guests", "scenario: ‸guest"),
        break_(
            folder, "scenarios/home.yaml", '[moka]\n      says: {en: "Siphon,', '[‸mokka]\n      says: {en: "Siphon,'
        ),
    ]
    result = run("check", str(folder))
    assert result.exit_code == 1
    assert [line.partition(": ")[0] for line in result.stdout.splitlines()] == [f"broken/{place}" for place in places]


def test_a_folder_that_is_not_there_is_a_fault() -> None:
    result = run("check", "nowhere")
    assert (result.exit_code, result.stdout) == (1, "nowhere:1:1: K108 there is no such folder; check the path\n")


# --- what is wrong ------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "says"), [("en", "No token"), ("zh_Hans", "没有"), ("zh_Hant", "沒有")])
def test_without_a_token_it_does_not_run_on_telegram(language: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_LANGUAGE", language)
    line = refused("run")
    assert "BOT_TOKEN" in line
    assert says in line


@pytest.mark.parametrize("arguments", [["run"], ["chat"], ["ask", "Moka?"], ["ask", "--jsonl"], ["check"], []])
def test_a_wrong_variable_is_named_in_one_line(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_LISTEN", "here")
    assert refused(*arguments) == "BOT_LISTEN: is not host:port (127.0.0.1:8080)"


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("BOT_LANGUAGE", "zh_Hans", "应写成 host:port"),
        ("BOT_LANGUAGE", "zh-TW", "應寫成 host:port"),
        ("LC_ALL", "zh_TW.UTF-8", "應寫成 host:port"),
    ],
)
def test_a_wrong_variable_is_told_in_the_operators_language(
    variable: str, value: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    monkeypatch.setenv("BOT_LISTEN", "here")
    assert refused("run").startswith(f"BOT_LISTEN: {says}")


def test_a_knowledge_folder_that_is_not_there_is_a_wrong_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_KNOWLEDGE_DIR", "nowhere")
    assert refused("ask", "Moka?").startswith("BOT_KNOWLEDGE_DIR: ")


@pytest.mark.parametrize("url", ["mysql://root:hunter2@db/bot", "nonsense", "sqlite:"])
def test_a_database_that_is_not_supported_is_a_wrong_variable(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("BOT_DATABASE_URL", url)
    line = refused("run")
    assert line.startswith("BOT_DATABASE_URL: ")
    assert "hunter2" not in line


def test_broken_knowledge_is_told_place_by_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(shutil.copytree(COFFEE, tmp_path / "broken"))
    place = break_(folder, "figures.yaml", "value: 300", "value: ‸five")
    monkeypatch.setenv("BOT_KNOWLEDGE_DIR", str(folder))
    result = run("ask", "Moka?")
    assert (result.exit_code, result.stdout) == (1, "")
    assert any(line.startswith(f"{place}: ") for line in result.stderr.splitlines())


@pytest.mark.parametrize(
    "arguments", [["brew"], ["ask", "--brew"], ["ask", "Moka?", "--language", "fr"], ["check", "a", "b"]]
)
def test_an_unknown_command_or_option_is_refused(arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error" in result.stderr


def test_questions_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "labels.yaml").write_text("- {q: a}")
    for file in ("labels.yaml", "nowhere.yaml"):
        result = run("evaluate", file)
        assert result.exit_code != 0
        assert file in result.stderr


# --- chat ---------------------------------------------------------------------------------------


def test_without_a_token_one_talks_in_the_terminal() -> None:
    result = run("chat", given="Is the Moka easy to clean?\n\nand the Siphon?\n/quit\nChemex?\n")
    assert result.exit_code == 0
    assert "Water is enough." in result.stdout
    assert "Glass, cloth and patience." in result.stdout
    assert "Clear taste" not in result.stdout
    assert run("chat", given="").exit_code == 0


@pytest.mark.parametrize("line", ["1", "99", "0", "²", "①", "-1", "\x00"])
def test_a_number_chooses_what_was_offered_and_others_do_no_harm(line: str) -> None:
    assert run("chat", given=f"Moka vs Siphon\n{line}\n").exit_code == 0


def test_check_holds_the_conversations_too(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(COFFEE, tmp_path / "coffee"))
    talks = folder / "conversations"
    talks.mkdir(exist_ok=True)
    (talks / "wrong.yaml").write_text(
        "- name: wrong\n  turns:\n    - say: Moka vs Siphon\n      expect: {kind: learn}\n", encoding="utf-8"
    )
    result = CliRunner().invoke(app, ["check", str(folder)])
    assert result.exit_code == 1
    assert "conversations/wrong.yaml:3:7: R201" in result.output
