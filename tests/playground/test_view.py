"""What a page is told: all there is at first, then what has changed, and what Telegram refused."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from starlette.applications import Starlette

from bot.playground.acts import ACT, Acting
from bot.playground.playground import Playground
from bot.playground.stage import PEOPLE, Stage
from bot.playground.telegram import Group
from bot.playground.view import Changes

NAMES = {**{key: key.title() for key in PEOPLE}, "group": "Group", "forum": "Forum", "topic": "Topic", "bot": "Bot"}


@pytest_asyncio.fixture
async def playground() -> AsyncIterator[Playground]:
    async with Playground({"texts": {}}, NAMES, loopback=True) as playground:
        yield playground


@pytest.fixture
def stage(playground: Playground) -> Stage:
    return playground.stage


@pytest.fixture
def changes(stage: Stage) -> Changes:
    changes = Changes(stage)
    changes.take()
    return changes


async def call(playground: Playground, method: str, **parameters: Any) -> Any:
    """A call of the bot's."""
    async with httpx.AsyncClient(trust_env=False) as http:
        answer = await http.post(f"{playground.api_url}/bot{playground.token}/{method}", json=parameters)
    return answer.json()


async def do(stage: Stage, act: str, person: str = "english", **about: Any) -> Any:
    return await Acting(stage).do(ACT.validate_python({"act": act, "person": person, **about}))


class TestChanges:
    async def test_at_first_there_are_people_and_places(self, stage: Stage) -> None:
        events = dict(Changes(stage).take())
        assert [person["key"] for person in events["state"]["people"]] == [*PEOPLE]
        assert {place["kind"] for place in events["state"]["places"]} == {"private", "group", "forum", "topic"}
        assert not events["state"]["ready"]

    async def test_nothing_is_told_twice(self, changes: Changes, stage: Stage) -> None:
        assert changes.take() == []
        await do(stage, "say", place="group", text="hello")
        [(name, [message])] = changes.take()
        assert (name, message["place"], message["message"]["text"]) == ("messages", "group", "hello")
        assert changes.take() == []

    async def test_each_topic_has_its_own_messages(self, changes: Changes, stage: Stage) -> None:
        await do(stage, "say", place="forum", text="in general")
        await do(stage, "say", place="topic", text="in the topic")
        [(_, messages)] = changes.take()
        assert {message["message"]["text"]: message["place"] for message in messages} == {
            "in general": "forum",
            "in the topic": "topic",
        }

    async def test_edits_and_deletions_are_told(self, changes: Changes, stage: Stage, playground: Playground) -> None:
        group = stage.places["group"]
        sent = (await call(playground, "sendMessage", chat_id=group.id, text="one"))["result"]["message_id"]
        changes.take()
        await call(playground, "editMessageText", chat_id=group.id, message_id=sent, text="two")
        [(_, [edited])] = changes.take()
        assert edited["message"]["text"] == "two"
        await call(playground, "deleteMessage", chat_id=group.id, message_id=sent)
        [(_, [gone])] = changes.take()
        assert gone == {"place": "group", "id": sent, "chat": group.id, "gone": True}
        at_first = dict(Changes(stage).take())["messages"]
        assert [each for each in at_first if each["place"] == "group"] == []

    async def test_what_telegram_refuses_is_told_in_its_words(
        self, changes: Changes, stage: Stage, playground: Playground
    ) -> None:
        await call(playground, "sendMessage", chat_id=stage.places["group"].id, text="<b>open", parse_mode="HTML")
        [(name, refusal)] = changes.take()
        assert (name, refusal["method"], refusal["code"]) == ("refusal", "sendMessage", "400")
        assert "can't parse entities" in refusal["description"]
        assert dict(Changes(stage).take())["refusal"] == refusal

    async def test_reasons_are_numbered_and_the_oldest_forgotten(
        self, changes: Changes, playground: Playground
    ) -> None:
        for number in range(400):
            playground.tell({"reason": str(number)})
        numbers = [told["number"] for name, told in changes.take() if name == "told"]
        assert numbers == list(range(101, 401))
        playground.tell({"reason": "last"})
        assert [told["number"] for _, told in changes.take()] == [401]


class TestStage:
    async def test_the_bot_comes_and_goes(self, stage: Stage) -> None:
        group = stage.places["group"]
        assert isinstance(group, Group)
        for standing in ("administrator", "left", "administrator", "member", "left", "left", "member"):
            await do(stage, "standing", place="group", standing=standing)
            assert stage.standing(group.chat) == standing

    async def test_who_hears_what_is_known(self, stage: Stage) -> None:
        group = stage.places["group"]
        for text, heard in (
            ("hello", False),
            ("@framebot hello", True),
            ("/help@framebot", True),
            ("/a@otherbot", False),
        ):
            number = (await do(stage, "say", place="group", text=text))["message"]
            assert ((group.id, number) not in stage.unheard) is heard, text

    async def test_a_button_that_is_gone_cannot_be_tapped(self, stage: Stage) -> None:
        number = (await do(stage, "say", place="group", text="hello"))["message"]
        with pytest.raises(LookupError):
            await do(stage, "tap", place="group", message=number, row=0, column=0)

    async def test_the_owner_can_be_written_to_from_the_start(self, stage: Stage, playground: Playground) -> None:
        assert (await call(playground, "sendMessage", chat_id=playground.owner_id, text="hello"))["ok"]
        other = stage.people["english"].id
        assert not (await call(playground, "sendMessage", chat_id=other, text="hello"))["ok"]


class TestFiles:
    @pytest.mark.parametrize(
        ("content", "kind"),
        [
            (b"\x89PNG\r\n\x1a\n", "image/png"),
            (b"<script>alert(1)</script>", "application/octet-stream"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "application/octet-stream"),
        ],
    )
    async def test_only_pictures_are_shown(self, playground: Playground, content: bytes, kind: str) -> None:
        async with httpx.AsyncClient(trust_env=False) as http:
            sent = await http.post(
                f"{playground.api_url}/bot{playground.token}/sendDocument",
                data={"chat_id": playground.owner_id},
                files={"document": ("a.html", content, "text/html")},
            )
        number = sent.json()["result"]["document"]["file_id"]
        app = Starlette(routes=playground.routes())
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as http:
            shown = await http.get(f"/files/{number}")
        assert shown.headers["content-type"] == kind
        assert shown.headers["x-content-type-options"] == "nosniff"

    async def test_out_of_the_loopback_any_name_will_do(self) -> None:
        playground = Playground({"texts": {}}, NAMES, loopback=False)
        app = Starlette(routes=playground.routes())
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://machine.example") as http:
            assert (await http.get("/words")).status_code == 200
