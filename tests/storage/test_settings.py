from __future__ import annotations

from bot.storage import ChatSettings, PersonSettings, Store, open_store

from .tools import Clock, rows

GROUP = -1002147483648123
"""A supergroup's id, beyond 32 bits."""
PERSON = 7_000_000_001


async def test_who_set_nothing_has_the_defaults_and_no_row(store: Store, url: str) -> None:
    assert await store.chats.get(GROUP) == ChatSettings(
        language=None, ambient=False, cooldown=600, short=False, delete_fallbacks=0
    )
    assert await store.people.get(PERSON) == PersonSettings(language=None, short=False)
    assert await rows(url, "SELECT * FROM chats") == []
    assert await rows(url, "SELECT * FROM people") == []


async def test_settings_are_kept(store: Store, url: str) -> None:
    chat = ChatSettings(language="zh_Hant", ambient=True, cooldown=60, short=True, delete_fallbacks=30)
    person = PersonSettings(language="en", short=True)
    assert await store.chats.set(GROUP, chat)
    assert await store.people.set(PERSON, person)
    async with open_store(url) as another:
        assert await another.chats.get(GROUP) == chat
        assert await another.people.get(PERSON) == person


async def test_settings_can_be_changed(store: Store, url: str) -> None:
    await store.chats.set(GROUP, ChatSettings(ambient=True))
    await store.chats.set(GROUP, ChatSettings(short=True))
    async with open_store(url) as another:
        assert await another.chats.get(GROUP) == ChatSettings(short=True)


async def test_going_back_to_the_defaults_removes_the_row(store: Store, url: str) -> None:
    await store.chats.set(GROUP, ChatSettings(ambient=True))
    await store.people.set(PERSON, PersonSettings(short=True))
    await store.chats.set(GROUP, ChatSettings())
    await store.people.set(PERSON, PersonSettings())
    assert await rows(url, "SELECT * FROM chats") == []
    assert await rows(url, "SELECT * FROM people") == []
    assert await store.chats.get(GROUP) == ChatSettings()


async def test_another_replicas_change_arrives_within_seconds(store: Store, url: str, clock: Clock) -> None:
    assert await store.chats.get(GROUP) == ChatSettings()
    async with open_store(url, now=clock) as another:
        await another.chats.set(GROUP, ChatSettings(language="en"))
    assert await store.chats.get(GROUP) == ChatSettings()
    clock.advance(seconds=5)
    assert await store.chats.get(GROUP) == ChatSettings(language="en")


async def test_a_chat_that_was_left_keeps_its_settings_for_the_retention(store: Store, clock: Clock) -> None:
    await store.chats.set(GROUP, ChatSettings(ambient=True))
    assert await store.chats.active(GROUP)
    await store.chats.deactivate(GROUP)
    assert not await store.chats.active(GROUP)
    clock.advance(days=29)
    await store.purge()
    assert await store.chats.get(GROUP) == ChatSettings(ambient=True)
    clock.advance(days=2)
    await store.purge()
    assert await store.chats.get(GROUP) == ChatSettings()
    assert await store.chats.active(GROUP)


async def test_a_chat_that_was_left_and_joined_again_is_as_before(store: Store, clock: Clock) -> None:
    await store.chats.set(GROUP, ChatSettings(ambient=True))
    await store.chats.deactivate(GROUP)
    await store.chats.activate(GROUP)
    assert await store.chats.active(GROUP)
    clock.advance(days=60)
    await store.purge()
    assert await store.chats.get(GROUP) == ChatSettings(ambient=True)


async def test_joining_and_leaving_without_settings_leaves_no_row(store: Store, url: str) -> None:
    await store.chats.activate(GROUP)
    await store.chats.deactivate(GROUP)
    assert not await store.chats.active(GROUP)
    await store.chats.activate(GROUP)
    assert await rows(url, "SELECT * FROM chats") == []


async def test_a_group_that_becomes_a_supergroup_takes_its_settings_along(store: Store) -> None:
    old, settings = -4242, ChatSettings(language="en", ambient=True)
    await store.chats.set(old, settings)
    assert await store.chats.get(GROUP) == ChatSettings()
    await store.chats.migrate(old, GROUP)
    await store.chats.migrate(old, GROUP)
    assert await store.chats.get(GROUP) == settings
    assert await store.chats.get(old) == ChatSettings()


async def test_a_group_that_was_reported_as_left_is_not_left_as_a_supergroup(store: Store, url: str) -> None:
    settings = ChatSettings(language="en")
    await store.chats.set(-4242, settings)
    await store.chats.deactivate(-4242)
    await store.chats.migrate(-4242, GROUP)
    assert await store.chats.active(GROUP)
    assert await store.chats.get(GROUP) == settings
    await store.chats.deactivate(-4243)
    await store.chats.migrate(-4243, GROUP - 1)
    assert await rows(url, "SELECT chat_id FROM chats") == [(GROUP,)]


async def test_what_was_set_in_the_supergroup_already_stays(store: Store, url: str) -> None:
    await store.chats.set(-4242, ChatSettings(language="en"))
    await store.chats.set(GROUP, ChatSettings(language="zh_Hans"))
    await store.chats.migrate(-4242, GROUP)
    assert await store.chats.get(GROUP) == ChatSettings(language="zh_Hans")
    assert await rows(url, "SELECT chat_id FROM chats") == [(GROUP,)]
