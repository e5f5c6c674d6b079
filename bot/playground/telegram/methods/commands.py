"""The menu of commands, per scope and language."""

from __future__ import annotations

import json
import re
from typing import Any

from ..core.errors import bad_request
from ..core.lookup import require_inside
from ..core.model import Json
from ..shapes.kinds import STRING, Array, Kind
from ..shapes.objects import BOT_COMMAND, COMMAND_SCOPE
from .table import Call, method

MAX_COMMANDS = 100
MAX_COMMAND = 32
MAX_DESCRIPTION = 256
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_WHERE: dict[str, Kind] = {"scope": COMMAND_SCOPE, "language_code": STRING}


@method("setMyCommands", required={"commands": Array(BOT_COMMAND)}, optional=_WHERE)
def set_my_commands(call: Call) -> bool:
    """Register commands; an empty list takes them away."""
    commands: list[Json] = call["commands"]
    key = _key(call)
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        _check(command["command"], command["description"])
    names = [command["command"] for command in commands]
    if len(set(names)) != len(names):
        raise bad_request("BOT_COMMAND_DUPLICATE")
    if commands:
        call.bot.commands[key] = commands
    else:
        call.bot.commands.pop(key, None)
    return True


def _check(name: str, description: str) -> None:
    if not name:
        raise bad_request("command must be non-empty")
    if len(name) > MAX_COMMAND:
        raise bad_request(f"command length must not exceed {MAX_COMMAND}")
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not description.strip():
        raise bad_request("command description must be non-empty")
    if len(description) > MAX_DESCRIPTION:
        raise bad_request(f"command description length must not exceed {MAX_DESCRIPTION}")


@method("getMyCommands", optional=_WHERE)
def get_my_commands(call: Call) -> list[Json]:
    """The commands registered for exactly this scope and language."""
    return call.bot.commands.get(_key(call), [])


@method("deleteMyCommands", optional=_WHERE)
def delete_my_commands(call: Call) -> bool:
    """Forget the commands of this scope and language."""
    call.bot.commands.pop(_key(call), None)
    return True


def language_of(call: Call) -> str:
    """The language code, two letters or none.

    Raises:
        Refusal: Telegram knows no "zh-hans" here.
    """
    code = str(call.get("language_code", ""))
    if code and not _LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def scope_key(scope: dict[str, Any] | None) -> str:
    """A scope as a key."""
    return json.dumps(scope or {"type": "default"}, sort_keys=True)


def _key(call: Call) -> tuple[str, str]:
    scope = call.get("scope")
    if scope is not None and "chat_id" in scope:
        require_inside(call.bot, Call(call.world, call.bot, scope).chat())
    return scope_key(scope), language_of(call)
