"""What ``compose.yaml`` starts is confined, healthy and given what it needs. The file is read here, not run.

No container engine is needed: what the services do together, ``tests/delivery/test_replicas.py`` shows as processes.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from bot.settings import Settings
from bot.storage.urls import driver_url, is_sqlite

ROOT = Path(__file__).parents[1]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
BOT = SERVICES["bot"]
_VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")

service = pytest.mark.parametrize("name", SERVICES)


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _filled_in(text: str, given: dict[str, str]) -> str:
    """``text`` as Compose fills it in."""
    return _VARIABLE.sub(lambda found: given.get(found[1]) or (found[3] if found[2] == "-" else ""), text)


def _variables(value: object) -> dict[str, str]:
    """All that stands for something in ``.env``: by name, with ``?`` where it must be there and ``-`` where not."""
    return {found[1]: found[2] or "" for found in _VARIABLE.finditer(str(value))}


@service
def test_every_service_is_confined(name: str) -> None:
    found = SERVICES[name]
    assert found["read_only"] is True
    assert found["cap_drop"] == ["ALL"]
    assert found["security_opt"] == ["no-new-privileges:true"]
    # The proxy's program does not start without it.
    assert found.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else [])
    assert not {"privileged", "devices", "pid", "network_mode", "ipc"} & found.keys()


@service
def test_every_service_comes_up_again_and_tells_its_health(name: str) -> None:
    found = SERVICES[name]
    assert found["restart"] == "unless-stopped"
    # The bot's is the image's, which has a test of its own.
    assert ("healthcheck" in found) != (name == "bot")
    assert "HEALTHCHECK" in _read("Dockerfile")


@service
def test_every_image_is_built_here_or_has_a_version(name: str) -> None:
    found = SERVICES[name]
    assert "build" in found or re.fullmatch(r"[a-z]+:\d+-[a-z]+", found["image"])


def test_two_replicas_wait_for_the_database_and_are_given_time_to_end() -> None:
    assert BOT["deploy"]["replicas"] == 2
    assert "container_name" not in BOT
    assert "ports" not in BOT
    assert BOT["depends_on"]["database"]["condition"] == "service_healthy"
    # As in the README: more than the bot takes to end what it has begun.
    assert int(BOT["stop_grace_period"].removesuffix("s")) >= 30


def test_the_world_reaches_the_proxy_alone_and_the_database_reaches_nobody() -> None:
    assert [name for name, found in SERVICES.items() if "ports" in found] == ["proxy"]
    assert COMPOSE["networks"]["back"] == {"internal": True}
    assert {name: found["networks"] for name, found in SERVICES.items()} == {
        "bot": ["front", "back"],
        "proxy": ["front"],
        "database": ["back"],
    }


def test_every_setting_is_passed_on_but_those_that_the_container_fixes() -> None:
    settings = {f"BOT_{name.upper()}" for name in Settings.model_fields}
    given = {name for name in BOT["environment"] if name.startswith("BOT_")}
    assert given == settings - {"BOT_LISTEN", "BOT_KNOWLEDGE_DIR"}
    fixed = {"BOT_WEBHOOK_URL", "BOT_DATABASE_URL"}
    passed_on = {name: _variables(BOT["environment"][name]) for name in given - fixed}
    assert all(list(variables) == [name] for name, variables in passed_on.items())


def test_the_settings_are_right_when_only_what_is_needed_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    needed = {"BOT_TOKEN": "123456:abc", "DOMAIN": "bot.example.org", "POSTGRES_PASSWORD": "p@ss/w:rd"}
    assert {name for name, how in _variables(COMPOSE).items() if how == "?"} == needed.keys()
    for name, text in BOT["environment"].items():
        monkeypatch.setenv(name, _filled_in(text, needed))
    settings = Settings(_env_file=None)
    assert settings.token is not None
    assert settings.token.get_secret_value() == needed["BOT_TOKEN"]
    assert settings.webhook_url == "https://bot.example.org/telegram"
    assert (settings.webhook_secret, settings.log_format) == (None, "json")
    url = driver_url(settings.database_url)
    assert not is_sqlite(url)
    assert url.host in SERVICES
    assert (url.username, url.database, url.password) == (
        SERVICES["database"]["environment"]["POSTGRES_USER"],
        SERVICES["database"]["environment"]["POSTGRES_USER"],
        None,
    )
    assert BOT["environment"]["PGPASSWORD"] == SERVICES["database"]["environment"]["POSTGRES_PASSWORD"]


def test_no_secret_stands_in_the_file() -> None:
    secrets = [text for found in SERVICES.values() for name, text in found["environment"].items() if _secret(name)]
    assert len(secrets) == 4
    assert all(_VARIABLE.fullmatch(text) for text in secrets)
    assert ".env" in _read(".gitignore").split()
    assert "!.env" not in _read(".dockerignore")


def _secret(name: str) -> bool:
    return name.endswith(("TOKEN", "SECRET", "PASSWORD"))


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readmes_tell_what_has_to_stand_in_env(name: str) -> None:
    [block] = re.findall(r"^```sh\n(DOMAIN=.*?)^```$", _read(name), re.MULTILINE | re.DOTALL)
    told = set(re.findall(r"^(\w+)=", block, re.MULTILINE))
    assert told == {variable for variable, how in _variables(COMPOSE).items() if how == "?"}


def test_what_is_mounted_exists() -> None:
    for found in SERVICES.values():
        for mount in found.get("volumes", ()):
            source, target, *more = mount.split(":")
            assert target.startswith("/")
            if source.startswith("."):
                assert (ROOT / source).is_file(), source
                assert more == ["ro"]
            else:
                assert source in COMPOSE["volumes"]
    assert BOT["build"] == "."
    assert (ROOT / "Dockerfile").is_file()


def test_the_proxy_passes_the_webhook_on_to_the_replicas_and_nothing_else() -> None:
    text = re.sub(r"#.*", "", _read("Caddyfile"))
    [path, *others] = re.findall(r"handle (/\S*)", text)
    assert not others
    assert path == urlsplit(_filled_in(BOT["environment"]["BOT_WEBHOOK_URL"], {"DOMAIN": "a"})).path
    [(name, port)] = re.findall(r"dynamic a (\S+) (\d+)", text)
    assert name in SERVICES
    assert re.search(rf"BOT_LISTEN=0\.0\.0\.0:{port}\b", _read("Dockerfile"))
    assert set(re.findall(r"\{\$(\w+)", text)) == SERVICES["proxy"]["environment"].keys()
    assert "respond 404" in text
