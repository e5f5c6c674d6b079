"""The commands of ``python -m bot``."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import __version__, apart, checking_cli, lean
from bot.commandline import fail as _fail
from bot.commandline import settings as _settings
from bot.conversation.desk import Desk, Reply
from bot.knowledge_base import KnowledgeError, load
from bot.presentation import explanation
from bot.presentation.answer_object import answer_object
from bot.presentation.catalogue import catalogue
from bot.presentation.problems import listed
from bot.proposals import cli as proposals
from bot.settings import Settings
from bot.workshop import cli as workshop

app = typer.Typer(name="framework-advisor", add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


_HALVES = re.compile("[\ud800-\udfff]")


class AnswerLanguage(StrEnum):
    """The language of an answer; automatic follows the question."""

    AUTO = "auto"
    EN = "en"
    ZH_HANS = "zh_Hans"
    ZH_HANT = "zh_Hant"

    @property
    def forced(self) -> str | None:
        """The language itself, or none where it follows the question."""
        return None if self is AnswerLanguage.AUTO else self.value


def main() -> None:
    """Runs the command line; the entry point of the console script."""
    for stream in (sys.stdout, sys.stderr):
        # A pipe or a file gets UTF-8 whatever the locale; what a terminal cannot show becomes a question mark.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=stream.encoding if stream.isatty() else "utf-8", errors="replace")
    app()


def _make_desk(settings: Settings) -> Desk:
    return Desk(load(settings.knowledge_dir), default=settings.language)


def _desk(settings: Settings, make: Callable[[], Desk] | None = None) -> Desk:
    try:
        return make() if make else _make_desk(settings)
    except KnowledgeError as error:
        _fail(listed(error.problems, settings.language), code=1)


@app.callback(invoke_without_command=True)
def _start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
) -> None:
    """Answers which framework to take, in Chinese and in English."""
    if version:
        typer.echo(__version__)
        raise typer.Exit
    if context.invoked_subcommand is None:
        settings = _settings()
        if settings.token is not None:
            _run(settings)
        else:
            _try(settings)


@app.command()
def run() -> None:
    """Run on Telegram: long polling, or a webhook if BOT_WEBHOOK_URL is set."""
    settings = _settings()
    if settings.token is None:
        _fail(catalogue(settings.language).text("cli.no_token"))
    _run(settings)


def _run(settings: Settings) -> None:
    first, then = apart.begin(lambda: _make_desk(settings), lambda desk: desk.understanding.lore)
    # Meanwhile; and the terminal need not load Telegram.
    from bot.application import run_on_telegram  # noqa: PLC0415

    desk = _desk(settings, first)

    def prepare() -> None:
        desk.understanding.learn(then())
        lean.give_back()

    code = run_on_telegram(settings, desk, prepare)
    if code:
        raise typer.Exit(code)


def _try(settings: Settings) -> None:
    from bot.trial import NoPlaceError, run_in_browser  # noqa: PLC0415 - the terminal need not load Telegram

    try:
        code = run_in_browser(settings, lambda: _desk(settings), typer.echo)
    except NoPlaceError as error:
        _fail(str(error))
    if code:
        raise typer.Exit(code)


@app.command()
def chat() -> None:
    """Talk in the terminal: the same understanding, the same answers."""
    from bot.terminal import converse  # noqa: PLC0415 - only the conversation needs colours and tables

    settings = _settings()
    try:
        converse(lambda: _make_desk(settings), settings.language, wished="language" in settings.model_fields_set)
    except KnowledgeError as error:
        _fail(listed(error.problems, settings.language), code=1)


@app.command()
def ask(
    question: Annotated[list[str] | None, typer.Argument(help="The question, in your own words.")] = None,
    language: Annotated[AnswerLanguage, typer.Option(help="Language of the answer.")] = AnswerLanguage.AUTO,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as one JSON object.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show why it was understood like that.")] = False,
    as_jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Answer one JSON object a line from standard input.")
    ] = False,
) -> None:
    """Answer one question."""
    settings = _settings()
    desk = _desk(settings)
    if as_jsonl:
        for line in _answer_lines(sys.stdin.buffer, desk, language.forced, explain=explain):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
        return
    text = " ".join(question or []).strip()
    if not text:
        _fail(catalogue(language.forced or settings.language).text("cli.no_question"))
    reply = desk.ask(text, language=language.forced)
    if as_json:
        typer.echo(_as_json(reply, explain=explain))
        return
    typer.echo(reply.message.plain)
    if explain:
        typer.echo()
        for line in explanation.lines(reply.question):
            typer.echo(line)


def _as_json(reply: Reply, *, explain: bool) -> str:
    """The answer object in one line."""
    answer = answer_object(reply)
    if explain:
        answer["explain"] = explanation.explanation(reply.question)
    text = json.dumps(answer, ensure_ascii=False)
    # Half a character, which JSON can carry, cannot be written but as an escape.
    return json.dumps(answer) if _HALVES.search(text) else text


def _answer_lines(stream: Any, desk: Desk, language: str | None, *, explain: bool) -> Iterator[str]:
    """An answer object for each line of ``stream``; a line that is no question gives an error object."""
    conversations: dict[str, Any] = {}
    for number, raw in enumerate(stream, start=1):
        if not raw.strip():
            continue
        try:
            request = json.loads(raw.decode("utf-8"))
            text, own, context = _request(request)
        except (UnicodeDecodeError, ValueError, RecursionError) as error:
            yield json.dumps({"error": f"line {number}: {error}"}, ensure_ascii=False)
            continue
        before = conversations.get(context) if context is not None else None
        reply = desk.ask(text, language=own or language, before=before)
        if context is not None:
            conversations[context] = reply.question
        yield _as_json(reply, explain=explain)


def _request(request: Any) -> tuple[str, str | None, str | None]:
    """The question, its language and its conversation.

    Raises:
        ValueError: the object is not what the contract says.
    """
    if not isinstance(request, dict):
        raise ValueError('not an object such as {"q": "…"}')
    text = request.get("q")
    if not isinstance(text, str):
        raise ValueError('"q" must be a text')
    language = request.get("language")
    if language not in (None, *AnswerLanguage):
        raise ValueError(f'"language" must be one of {", ".join(AnswerLanguage)}')
    context = request.get("context")
    if isinstance(context, bool | list | dict):
        raise ValueError('"context" must be a text or a number')
    return text, None if language == "auto" else language, None if context is None else str(context)


@app.command()
def evaluate(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders of labelled questions.")] = None,
    fit: Annotated[
        bool, typer.Option("--fit", help="Fit the weights to the questions and write weights.yaml.")
    ] = False,
    baselines: Annotated[bool, typer.Option("--baselines", help="Beside plain RapidFuzz and TF-IDF.")] = False,
    wrong: Annotated[int, typer.Option(help="How many wrong answers to list.")] = 0,
    proposal: Annotated[
        Path | None, typer.Option(help="A file of proposed phrases: what would they improve, what spoil?")
    ] = None,
) -> None:
    """Accuracy on labelled questions, per language and kind."""
    from bot.evaluation import command  # noqa: PLC0415 - needs more than the bot does
    from bot.proposals.applying import merged, read  # noqa: PLC0415

    base = _desk(_settings()).base
    try:
        if proposal is not None:
            tried = merged(base, read(proposal, base))
            command.compare(base, tried, paths or [Path("tests/questions")])
            return
        command.evaluate(base, paths or [Path("tests/questions")], fit=fit, wrong=wrong, baselines=baselines)
    except ValueError as error:
        _fail(str(error), code=1)


@app.command()
def stats(
    days: Annotated[int, typer.Option(min=1, max=400, help="How many days, today among them.")] = 7,
) -> None:
    """How much is asked, where, and how well it goes."""
    from bot import owners_cli  # noqa: PLC0415 - only these two look into the store

    settings = _settings()
    _show(lambda: owners_cli.stats(settings, _desk(settings), days))


@app.command()
def unanswered(
    limit: Annotated[int, typer.Option(min=1, max=200, help="How many questions.")] = 20,
    propose: Annotated[
        Path | None, typer.Option(help="Write what they may belong to into this folder, to be reviewed.")
    ] = None,
) -> None:
    """Questions that found no answer or the wrong one, the most frequent first."""
    from bot import owners_cli  # noqa: PLC0415 - only these two look into the store

    settings = _settings()
    desk = _desk(settings)
    if propose is None:
        _show(lambda: owners_cli.unanswered(settings, desk, limit))
    else:
        _show(lambda: owners_cli.propose(settings, desk, propose))


def _show(told: Callable[[], str]) -> None:
    from bot.owners_cli import NothingToTellError  # noqa: PLC0415

    try:
        typer.echo(told())
    except NothingToTellError as error:
        _fail(str(error), code=1)


@app.command()
def bench(
    names: Annotated[list[str] | None, typer.Argument(help="Which benchmarks; all by default.")] = None,
) -> None:
    """Measure how fast it is, as a table."""
    from bot.bench import command  # noqa: PLC0415 - only this command measures

    try:
        command.bench(names or ())
    except ValueError as error:
        _fail(str(error))


checking_cli.register(app)
workshop.register(app)
proposals.register(app)
