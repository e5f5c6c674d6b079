"""Neither the token nor the webhook's secret nor what people wrote reaches a line, whoever wrote it."""

from __future__ import annotations

import json
import logging
import warnings
from collections.abc import Callable, Iterator

import pytest
import structlog

from bot.journal import configure, hiding

TOKEN = "123456789:AAF-abc_DEFghijklmnopqrstuvwxyz01234"
SECRET = "open-sesame_42"
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    """Puts the process's logging back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    names = ("httpx", "httpcore", "telegram", "uvicorn", "asyncio", "aiohttp", "sqlalchemy", "alembic")
    levels = {name: logging.getLogger(name).level for name in names}
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)
    structlog.reset_defaults()


def in_message() -> None:
    logging.getLogger("library").warning("GET https://api.telegram.org/bot%s/getMe, %s", TOKEN, SECRET)


def in_structure() -> None:
    structlog.get_logger("room").warning("called", url=f"/bot{TOKEN}/getMe", headers={"secret": [SECRET]})


def in_name() -> None:
    logging.getLogger(f"client.{TOKEN}").warning("hello")


def in_traceback() -> None:
    try:
        raise ValueError(f"no route to /bot{TOKEN}/getMe with {SECRET}")
    except ValueError:
        logging.getLogger("library").exception("failed")


def in_own_traceback() -> None:
    try:
        raise ValueError(f"no route to /bot{TOKEN}/getMe with {SECRET}")
    except ValueError as error:
        structlog.get_logger("room").exception("failed", error=error)


def in_cause() -> None:
    try:
        try:
            raise KeyError(TOKEN)
        except KeyError as error:
            raise RuntimeError("outer") from error
    except RuntimeError:
        logging.getLogger("library").exception(SECRET)


def in_stack() -> None:
    logging.getLogger("library").warning("here", extra={"token": TOKEN}, stack_info=True)


def in_warning() -> None:
    logging.captureWarnings(True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn(f"deprecated: {TOKEN}", stacklevel=1)
    finally:
        logging.captureWarnings(False)


def of_another_bot() -> None:
    logging.getLogger("library").warning("bot987654321:ZZF-abc_DEFghijklmnopqrstuvwxyz01234")


@pytest.mark.parametrize("form", ["console", "json"])
@pytest.mark.parametrize(
    "write",
    [
        in_message,
        in_structure,
        in_name,
        in_traceback,
        in_own_traceback,
        in_cause,
        in_stack,
        in_warning,
        of_another_bot,
    ],
)
def test_a_secret_is_hidden(write: Callable[[], None], form: str, capsys: Capture) -> None:
    configure("debug", form, [TOKEN, SECRET])
    write()
    written = capsys.readouterr().err
    assert written.strip()
    for secret in (TOKEN, TOKEN.partition(":")[2], SECRET, "ZZF-abc"):
        assert secret not in written


def test_what_is_no_secret_stays(capsys: Capture) -> None:
    configure("info", "console", [TOKEN, ""])
    logging.getLogger("library").warning("12:30 at https://example.org:8080/a?b=c, chat 123456789")
    assert "12:30 at https://example.org:8080/a?b=c, chat 123456789" in capsys.readouterr().err


def test_a_line_of_json_holds_what_was_said(capsys: Capture) -> None:
    configure("info", "json", [TOKEN])
    structlog.get_logger("room").info("已回答", reason="mention")
    logging.getLogger("library").warning("a %s", "b")
    own, foreign = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert (own["event"], own["reason"], own["level"], own["logger"]) == ("已回答", "mention", "info", "room")
    assert (foreign["event"], foreign["level"], foreign["logger"]) == ("a b", "warning", "library")
    assert own["timestamp"].endswith("Z")


def test_a_traceback_is_one_line_of_json(capsys: Capture) -> None:
    configure("info", "json", [TOKEN])
    in_traceback()
    (line,) = capsys.readouterr().err.splitlines()
    assert "ValueError" in json.loads(line)["exception"]


def test_the_level_is_the_least_that_is_written(capsys: Capture) -> None:
    configure("warning", "console", [])
    structlog.get_logger("room").info("quiet")
    logging.getLogger("library").info("quiet")
    structlog.get_logger("room").warning("loud")
    written = capsys.readouterr().err
    assert "loud" in written
    assert "quiet" not in written


@pytest.mark.parametrize("library", ["httpx", "httpcore.http11", "telegram.ext", "sqlalchemy.engine", "aiohttp"])
def test_libraries_that_tell_urls_and_texts_are_silent_even_for_debugging(library: str, capsys: Capture) -> None:
    configure("debug", "console", [])
    logging.getLogger(library).debug("what somebody wrote")
    logging.getLogger(library).info("what somebody wrote")
    assert capsys.readouterr().err == ""
    logging.getLogger(library).warning("trouble")
    assert "trouble" in capsys.readouterr().err


def test_configuring_twice_writes_once(capsys: Capture) -> None:
    configure("info", "console", [])
    configure("info", "console", [])
    structlog.get_logger("room").info("once")
    assert capsys.readouterr().err.count("once") == 1


WORDS = ['哪个框架适合 "我们"？', "first line of it\nsecond line of it", "ok"]


@pytest.mark.parametrize("form", ["console", "json"])
def test_what_people_wrote_is_hidden_while_it_is_handled(form: str, capsys: Capture) -> None:
    configure("debug", form, [])
    with hiding(WORDS):
        logging.getLogger("library").warning("cannot send %s and %r", WORDS[0], WORDS[1])
        logging.getLogger("library").warning("got %s", json.dumps({"text": WORDS[0]}))
        structlog.get_logger("room").warning("look", lines=WORDS[1])
        try:
            raise ValueError(WORDS[1])
        except ValueError:
            structlog.get_logger("room").exception("failed")
    written = capsys.readouterr().err
    assert "look" in written
    for part in ("哪个框架", "\\u54ea", "line of it"):
        assert part not in written


def test_words_too_short_to_tell_anything_stay(capsys: Capture) -> None:
    configure("info", "console", [])
    with hiding(["ok", "  ", ""]):
        logging.getLogger("library").warning("looking up tokens")
    assert "looking up tokens" in capsys.readouterr().err


def test_nothing_is_hidden_any_more_afterwards(capsys: Capture) -> None:
    configure("info", "console", [])
    with hiding(["question"]):
        pass
    logging.getLogger("library").warning("a question of style")
    assert "a question of style" in capsys.readouterr().err
