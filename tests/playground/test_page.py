"""The page without a browser: who is let in, what is served, what comes back."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.handlers.facts import Door
from bot.handlers.policy import Action, Reason
from bot.playground.web import PAGE
from bot.presentation.catalogue import load
from bot.understanding.question import KINDS, LANGUAGES

from .trying import Trial, Visitor

FILES = sorted(path for path in PAGE.rglob("*") if path.is_file())
SCRIPTS = "\n".join(path.read_text(encoding="utf-8") for path in FILES if path.suffix in {".js", ".html"})
OPEN_ENDED = ("about.", "action.", "cast.", "door.", "kind.", "page.name", "person.", "place.", "reason.", "standing.")
"""Texts whose keys the scripts put together."""


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    with Trial(tmp_path_factory.mktemp("trial")) as trial:
        yield trial


@pytest.fixture(scope="module")
def visitor(trial: Trial) -> Iterator[Visitor]:
    visitor = Visitor(trial.url)
    # Whoever comes before the bot listens waits for it, as the page does.
    visitor.wait("state", lambda state: bool(state["ready"]))
    with closing(visitor.http):
        yield visitor


class TestServing:
    def test_the_page_and_all_its_files_are_served(self, visitor: Visitor) -> None:
        page = visitor.http.get("/")
        assert page.headers["content-type"].startswith("text/html")
        for path in re.findall(r'(?:src|href)="(/[^"]+)"', page.text):
            assert visitor.http.get(path).status_code == 200, path
        for file in FILES:
            assert visitor.http.get(f"/page/{file.relative_to(PAGE).as_posix()}").content == file.read_bytes()

    def test_scripts_name_only_files_that_exist(self) -> None:
        imported = set(re.findall(r'from "\./([a-z]+\.js)"', SCRIPTS))
        assert imported <= {file.name for file in FILES}

    def test_nothing_is_fetched_from_elsewhere(self, visitor: Visitor) -> None:
        for file in FILES:
            found = re.findall(r"https?://[^\s\"'`)]+", file.read_text(encoding="utf-8"))
            assert {address for address in found if "w3.org" not in address} <= {"https://${text}"}, file.name
        policy = visitor.http.get("/").headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy

    @pytest.mark.parametrize("sign", ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("])
    def test_no_text_of_anybodys_becomes_markup(self, sign: str) -> None:
        assert sign not in SCRIPTS

    def test_health_and_metrics_stay(self, visitor: Visitor) -> None:
        assert visitor.http.get("/healthz").text == "ok\n"
        assert visitor.http.get("/readyz").status_code == 200
        assert "advisor_updates" in visitor.http.get("/metrics").text

    @pytest.mark.parametrize(
        "path", ["/nowhere", "/page/", "/page/../web.py", "/page/%2e%2e/web.py", "/files/none", "/act"]
    )
    def test_nothing_else_is_there(self, visitor: Visitor, path: str) -> None:
        assert visitor.http.get(path).status_code in {404, 405}


class TestGuard:
    @pytest.mark.parametrize(
        "headers",
        [
            {"Host": "evil.example"},
            {"Host": "evil.example:8080"},
            {"Host": "127.0.0.1.evil.example"},
            {"Host": "localhost.evil.example"},
            {"Host": "[evil]"},
            {"Host": ""},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
        ],
    )
    @pytest.mark.parametrize("path", ["/", "/events", "/words", "/menu"])
    def test_others_may_not_read(self, visitor: Visitor, path: str, headers: dict[str, str]) -> None:
        assert visitor.http.get(path, headers=headers).status_code == 403

    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "http://evil.example"},
            {"Origin": "null"},
            {"Origin": "http://[evil"},
            {"Origin": ""},
            {"Origin": "http://127.0.0.1:1"},
            {"Content-Type": "text/plain"},
            {"Content-Type": "application/x-www-form-urlencoded"},
        ],
    )
    def test_others_may_not_act(self, visitor: Visitor, headers: dict[str, str]) -> None:
        body = '{"act": "say", "person": "english", "place": "group", "text": "hello"}'
        given = {"Content-Type": "application/json", **headers}
        assert visitor.http.post("/act", content=body, headers=given).status_code == 403

    def test_this_machine_has_other_names(self, visitor: Visitor) -> None:
        port = visitor.url.rpartition(":")[2]
        for name in (f"localhost:{port}", f"127.0.0.2:{port}", f"[::1]:{port}", "localhost"):
            assert visitor.http.get("/", headers={"Host": name}).status_code == 200


class TestActs:
    @pytest.mark.parametrize(
        ("person", "text", "language", "reads"),
        [
            ("english", "Which one for an online shop?", "en", "Go with"),
            ("admin", "做网店用哪个框架？", "zh_Hans", "选"),
            ("taiwan", "做購物網站該用哪個框架？", "zh_Hant", "選"),
        ],
    )
    def test_a_question_is_answered_and_explained(
        self, visitor: Visitor, person: str, text: str, language: str, reads: str
    ) -> None:
        place = f"private.{person}"
        number = visitor.say(person, place, text)
        answer = visitor.answer(place, number)
        assert reads in answer["text"]
        assert answer["reply_markup"]["inline_keyboard"]
        why = visitor.told(number, answer["chat"]["id"])
        assert (why["door"], why["action"], why["reason"]) == ("private", "answer", Reason.ASKED_PRIVATELY)
        assert (why["answer"]["kind"], why["answer"]["language"]) == ("recommend", language)
        assert 0 < why["answer"]["confidence"] <= 1
        assert why["answer"]["question"] == text
        assert why["explain"]["signals"][0]["spans"]
        assert {source["id"] for source in why["sources"]} == set(why["answer"]["sources"]) != set()
        assert why["titles"]["ecommerce"].keys() == set(LANGUAGES)

    def test_what_is_not_for_the_bot_does_not_reach_it(self, visitor: Visitor) -> None:
        number = visitor.say("english", "group", "good morning")
        shown = visitor.wait("messages", lambda each: each["place"] == "group" and each["id"] == number)
        assert shown["unheard"]

    def test_silence_has_a_reason_too(self, visitor: Visitor) -> None:
        visitor.act("standing", "admin", place="forum", standing="administrator")
        number = visitor.say("english", "forum", "good morning")
        chat = visitor.wait("messages", lambda each: each["place"] == "forum" and each["id"] == number)["chat"]
        why = visitor.told(number, chat)
        assert (why["action"], why["reason"]) == (Action.SILENT, Reason.NOT_ADDRESSED)

    def test_a_tap_brings_words_back(self, visitor: Visitor) -> None:
        number = visitor.say("admin", "topic", "/settings@framebot")
        settings = visitor.answer("topic", number)
        about = {"place": "topic", "message": settings["message_id"], "row": 1, "column": 1}
        refused = visitor.act("tap", "stranger", **about)
        assert refused["alert"]
        assert refused["text"]
        assert not visitor.act("tap", "admin", **about)["alert"]

    def test_inline_results_are_offered_and_posted(self, visitor: Visitor) -> None:
        offered = visitor.act("inline", "english", place="group", text="flask or fastapi for a small API")
        assert offered["results"][0]["title"]
        number = visitor.act("choose", "english", place="group", query=offered["query"], index=0)["message"]
        posted = visitor.wait("messages", lambda each: each["place"] == "group" and each["id"] == number)
        assert posted["message"]["via_bot"]["username"] == "framebot"

    def test_out_of_the_group_it_comes_as_a_guest(self, visitor: Visitor) -> None:
        visitor.act("standing", "admin", place="group", standing="left")
        number = visitor.say("english", "group", "@framebot which one for a blog?")
        answer = visitor.answer("group", number)
        assert answer["guest_bot_caller_user"]["first_name"] == "Emma"
        visitor.act("standing", "admin", place="group", standing="member")
        assert "@framebot" in visitor.answer("group", answer["message_id"])["text"]

    def test_an_edited_question_edits_its_answer(self, visitor: Visitor) -> None:
        number = visitor.say("stranger", "private.stranger", "Does Flask have an ORM?")
        before = visitor.answer("private.stranger", number)
        visitor.act("edit", "stranger", place="private.stranger", message=number, text="Is FastAPI fast?")
        after = visitor.wait(
            "messages", lambda each: each["id"] == before["message_id"] and "edit_date" in each.get("message", {})
        )
        assert after["message"]["text"] != before["text"]

    def test_menus_follow_scope_and_language(self, visitor: Visitor) -> None:
        def menu(person: str, place: str) -> dict[str, str]:
            found = visitor.http.get("/menu", params={"person": person, "place": place}).json()
            return {each["command"]: each["description"] for each in found}

        visitor.wait("state", lambda state: any(each["what"] == "name" for each in state["bot"]["texts"]))
        assert "settings" in menu("admin", "group")
        assert "settings" not in menu("english", "group")
        assert "reload" in menu("admin", "private.admin")
        assert menu("english", "group")["help"].isascii()
        visitor.act("language", "english", code="zh-hans")
        assert not menu("english", "group")["help"].isascii()
        visitor.act("language", "english", code="en")

    @pytest.mark.parametrize(
        ("status", "act"),
        [
            (400, {}),
            (400, {"act": "fly"}),
            (400, {"act": "say", "place": "group"}),
            (400, {"act": "say", "place": "group", "text": "a", "more": 1}),
            (400, {"act": "tap", "place": "group", "message": 1, "row": -1, "column": 0}),
            (400, {"act": "language", "code": "../en"}),
            (404, {"act": "say", "person": "nobody", "place": "group", "text": "a"}),
            (404, {"act": "say", "place": "nowhere", "text": "a"}),
            (404, {"act": "edit", "place": "group", "message": 999, "text": "a"}),
            (404, {"act": "choose", "place": "group", "query": "none", "index": 0}),
            (409, {"act": "say", "place": "group", "text": " "}),
            (409, {"act": "say", "place": "group", "text": "a" * 5000}),
            (409, {"act": "say", "place": "private.admin", "text": "a"}),
            (404, {"act": "standing", "place": "private.english", "standing": "member"}),
            (413, {"act": "say", "place": "group", "text": "a" * 200_000}),
        ],
    )
    def test_what_no_client_does_is_refused(self, visitor: Visitor, status: int, act: dict[str, Any]) -> None:
        answer = visitor.http.post("/act", json={"person": "english", **act})
        assert answer.status_code == status
        assert answer.json()["error"]

    def test_the_bot_made_no_call_that_telegram_refuses(self, visitor: Visitor) -> None:
        with visitor.news() as events:
            for name, data in events:
                assert name != "refusal", data
                if name == "told":
                    break


class TestWords:
    def test_every_text_of_the_page_exists(self) -> None:
        known = load("en", domain="page").keys
        named = set(re.findall(r'data-t(?:-label|-placeholder)?="([^"]+)"', SCRIPTS))
        named |= set(re.findall(r'\b(?:t|tool)\("([^"]+)"', SCRIPTS))
        named |= {key for pair in re.findall(r'\bt\([^"()]+\? "([^"]+)" : "([^"]+)"\)', SCRIPTS) for key in pair}
        assert "send" in named
        assert named <= known

    def test_every_text_is_used(self) -> None:
        for key in load("en", domain="page").keys:
            assert key.startswith(OPEN_ENDED) or f'"{key}"' in SCRIPTS, key

    def test_all_that_the_policy_may_say_is_told_in_words(self) -> None:
        known = load("en", domain="page").keys
        for reason in Reason:
            slug = re.sub("[^a-z]+", "_", reason.value).strip("_")
            assert f"reason.{slug}" in known
        assert {f"kind.{kind}" for kind in (*KINDS, "clarify")} <= known
        assert {f"action.{action.value}" for action in Action} <= known
        shown = {Door.PRIVATE, Door.GROUP, Door.INLINE, Door.CHOSEN, Door.GUEST, Door.BUTTON, Door.MEMBERSHIP}
        assert {f"door.{door.value}" for door in shown} <= known

    def test_the_page_gets_every_language(self, visitor: Visitor) -> None:
        words = visitor.http.get("/words").json()
        assert words["texts"].keys() == set(LANGUAGES)
        assert all(texts.keys() == words["texts"]["en"].keys() for texts in words["texts"].values())
        assert all(example.keys() == set(LANGUAGES) for example in words["examples"])


class TestRunning:
    def test_it_says_where_in_one_line(self, trial: Trial) -> None:
        assert trial.url in trial.line
        assert "BOT_TOKEN" in trial.line

    def test_a_port_that_is_taken_is_told_in_one_line(self, tmp_path: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            address = f"127.0.0.1:{other.getsockname()[1]}"
            code, out, err = Trial(tmp_path, BOT_LISTEN=address, BOT_LANGUAGE="zh_Hans").ended()
        assert (code, out) == (2, "")
        [line] = err.splitlines()
        assert line.startswith("BOT_LISTEN: ")
        assert address in line

    def test_it_ends_at_once_and_leaves_nothing_though_a_page_listens(self, tmp_path: Path) -> None:
        # A proxy of the surroundings, which is not there, is none of its business.
        with Trial(tmp_path, HTTP_PROXY="http://127.0.0.1:9", http_proxy="http://127.0.0.1:9") as trial:
            visitor = Visitor(trial.url)
            visitor.wait("state", lambda state: bool(state["ready"]))
            with closing(visitor.http), visitor.news() as events:
                next(events)
                assert trial.stop() == (0, "")
        assert not list(trial.scratch.iterdir())
        assert {path.name for path in tmp_path.iterdir()} == {"scratch"}
