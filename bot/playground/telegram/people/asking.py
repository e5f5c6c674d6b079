"""People ask: they tap buttons, query inline, choose results, summon guests."""

from __future__ import annotations

from typing import Literal

from ..core.bots import Bot
from ..core.model import Button, Chat, Json, Message
from ..core.queries import CallbackAnswer, CallbackQuery, GuestQuery, InlineAnswer, InlineQuery
from ..core.queries import InlineResult as Result
from ..core.rendering import inaccessible_json, message_json, user_json
from .actor import Actor
from .places import Place, text_content
from .waiting import ImpossibleAct, Question

Source = Literal["sender", "private", "group", "supergroup", "channel"]


class Asking(Actor):
    """The acts that expect an answer; each is done at once and may then be awaited."""

    def tap(self, button: Button | Message, callback_data: str | None = None) -> Question[CallbackAnswer]:
        """Tap a button, or send any data from a message as an old client would."""
        message = button.message if isinstance(button, Button) else button
        data = button.callback_data if isinstance(button, Button) else callback_data
        if data is None:
            raise ImpossibleAct("this button sends nothing to the bot")
        bot = self._owner(message)
        number = str(4_000_000_000_000_000_000 + self.world.number("callback"))
        query = CallbackQuery(number, bot.id, self.user, self.world.now(), data, message)
        self.world.queries.callbacks[query.id] = query
        shown: Json = {
            "id": query.id,
            "from": user_json(self.user),
            "chat_instance": str(7_000_000_000_000 + abs(message.chat.id)),
            "data": data,
        }
        if message.via_bot is not None or "guest_bot_caller_user" in message.marks:
            shown["inline_message_id"] = message.inline_id
        elif message.is_deleted:
            shown["message"] = inaccessible_json(message)
        else:
            shown["message"] = message_json(message)
        bot.updates.put("callback_query", shown, message.chat.id)
        return Question(self.world, query.id, lambda: query.answer)

    def inline(
        self,
        text: str,
        offset: str = "",
        *,
        chat_type: Source | None = None,
        bot: Bot | None = None,
    ) -> Question[InlineAnswer]:
        """Write `@bot text` into an input field; a cached answer spares the bot the question."""
        asked = bot or self.bot
        if not asked.abilities.supports_inline_queries:
            raise ImpossibleAct(f"@{asked.username} has no inline mode")
        number = str(3_000_000_000_000_000_000 + self.world.number("inline_query"))
        query = InlineQuery(number, asked.id, self.user, self.world.now(), text, offset)
        query.answer = self.world.queries.cache.find(query, query.asked_at)
        if query.answer is not None:
            return Question(self.world, query.id, lambda: query.answer)
        self.world.queries.inline[query.id] = query
        shown: Json = {
            "id": query.id,
            "from": user_json(self.user),
            "query": text,
            "offset": offset,
        }
        if chat_type is not None:
            shown["chat_type"] = chat_type
        asked.updates.put("inline_query", shown, self.id)
        return Question(self.world, query.id, lambda: query.answer)

    async def choose(self, result: Result, place: Place) -> Message:
        """Post an inline result; the bot is told if it wants feedback."""
        bot = next(b for b in self.world.bots.values() if b.id == result.query.bot_id)
        keyboard = result.look.get("reply_markup")
        inline_id = f"inline-{self.world.number('inline_message')}"
        message = self.world.post(
            place.chat,
            self.user,
            result.content,
            topic=place.thread,
            via_bot=bot.user,
            keyboard=keyboard,
            inline_id=inline_id if keyboard else None,
        )
        if bot.abilities.inline_feedback:
            shown: Json = {
                "result_id": result.id,
                "from": user_json(self.user),
                "query": result.query.text,
            }
            if keyboard:
                shown["inline_message_id"] = inline_id
            bot.updates.put("chosen_inline_result", shown, self.id)
        return message

    def guest(
        self,
        place: Place,
        text: str,
        *,
        reply_to: Message | None = None,
        bot: Bot | None = None,
    ) -> Question[Message]:
        """Mention a bot in a chat it is not in; it may answer once."""
        asked = bot or self.bot
        _check_guest(asked, place.chat, text)
        number = f"guest-query-{self.world.number('guest_query')}"
        message = self.world.post(place.chat, self.user, text_content(text), reply_to=reply_to, topic=place.thread)
        query = GuestQuery(number, asked.id, self.user, self.world.now(), message)
        self.world.queries.guests[query.id] = query
        shown = message_json(message) | {"guest_query_id": query.id}
        asked.updates.put("guest_message", shown, place.id)
        return Question(self.world, query.id, lambda: query.answer)

    def _owner(self, message: Message) -> Bot:
        """The bot whose keyboard this is."""
        users = (message.via_bot, message.posted_by)
        for bot in self.world.bots.values():
            if bot.user in users:
                return bot
        raise ImpossibleAct("no bot stands behind this message")


def _check_guest(bot: Bot, chat: Chat, text: str) -> None:
    member = chat.members.get(bot.id)
    if not bot.abilities.supports_guest_queries:
        raise ImpossibleAct(f"@{bot.username} does not come as a guest")
    if member is not None and member.is_inside:
        raise ImpossibleAct(f"@{bot.username} is at home in {chat.title!r}")
    if f"@{bot.username}".lower() not in text.lower():
        raise ImpossibleAct(f"the text does not mention @{bot.username}")
