"""Answering taps, inline queries and guest messages."""

from __future__ import annotations

import re

from ..core.errors import Refusal, bad_request
from ..core.model import Json, Message
from ..core.queries import CallbackAnswer, InlineAnswer, InlineResult, Query
from ..core.rendering import chat_json, user_json
from ..shapes.inline import RESULT
from ..shapes.kinds import BOOLEAN, INTEGER, STRING, Array
from ..shapes.objects import RESULTS_BUTTON
from ..text.entities import utf16_length
from .results import check_result, content_of
from .table import Call, method

MAX_ANSWER = 200
MAX_RESULTS = 50
MAX_ID_BYTES = 64
MAX_OFFSET_BYTES = 64
_START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")


def _too_old() -> Refusal:
    return bad_request("query is too old and response timeout expired or query ID is invalid")


def _check_open(call: Call, query: Query | None, answer: object, lifetime: float) -> None:
    """Refuse unless the question is this bot's, unanswered and young enough."""
    if query is None or query.bot_id != call.bot.id or answer is not None:
        raise _too_old()
    if call.world.now() - query.asked_at > lifetime:
        raise _too_old()


@method(
    "answerCallbackQuery",
    required={"callback_query_id": STRING},
    optional={"text": STRING, "show_alert": BOOLEAN, "url": STRING, "cache_time": INTEGER},
)
def answer_callback_query(call: Call) -> bool:
    """Stop the spinner on a button, with or without a few words."""
    query = call.world.queries.callbacks.get(call["callback_query_id"])
    answer = query.answer if query else None
    _check_open(call, query, answer, call.world.lifetimes.callback)
    text = call.get("text", "")
    if utf16_length(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if url := call.get("url"):
        prefix = f"t.me/{call.bot.username}?start="
        if prefix.lower() not in url.lower():
            raise bad_request("URL_INVALID")
    if query is not None:
        query.answer = CallbackAnswer(text, call.get("show_alert", False), call.get("url"), call.get("cache_time", 0))
    call.world.pulse.beat()
    return True


@method(
    "answerInlineQuery",
    required={"inline_query_id": STRING, "results": Array(RESULT)},
    optional={
        "cache_time": INTEGER,
        "is_personal": BOOLEAN,
        "next_offset": STRING,
        "button": RESULTS_BUTTON,
    },
)
def answer_inline_query(call: Call) -> bool:
    """Offer up to fifty results."""
    results: list[Json] = call["results"]
    if len(results) > MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    identifiers = [result["id"] for result in results]
    if any(not 1 <= len(identifier.encode()) <= MAX_ID_BYTES for identifier in identifiers):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(identifiers)) != len(identifiers):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(call.get("next_offset", "").encode()) > MAX_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    if call.get("cache_time", 0) < 0:
        raise bad_request("CACHE_TIME_INVALID")
    _check_button(call.get("button"))
    contents = [_prepared(call, result) for result in results]
    query = call.world.queries.inline.get(call["inline_query_id"])
    _check_open(call, query, query.answer if query else None, call.world.lifetimes.inline)
    if query is not None:
        query.answer = InlineAnswer(
            [InlineResult(query, look, made) for look, made in zip(results, contents, strict=True)],
            call.get("cache_time", 300),
            call.get("is_personal", False),
            call.get("next_offset", ""),
            call.get("button"),
        )
        call.world.queries.cache.keep(query, query.answer, call.world.now())
    call.world.pulse.beat()
    return True


def _check_button(button: Json | None) -> None:
    if button is None:
        return
    if not button["text"]:
        raise bad_request("BUTTON_TEXT_INVALID")
    if ("web_app" in button) == ("start_parameter" in button):
        raise bad_request("exactly one of web_app and start_parameter must be specified")
    if "start_parameter" in button and not _START_PARAMETER.fullmatch(button["start_parameter"]):
        raise bad_request("START_PARAM_INVALID")


def _prepared(call: Call, result: Json) -> Json:
    """The content a result would post, once it is found to be right."""
    try:
        check_result(result)
        if markup := result.get("reply_markup"):
            call.keyboard_rules(is_private=False).check(markup)
        return content_of(call, result)
    except Refusal as refusal:
        if refusal.description.isupper():
            raise
        reason = refusal.description.removeprefix("Bad Request: ")
        wrapped = bad_request(f"can't parse inline query result: {reason}")
        wrapped.strict = refusal.strict
        raise wrapped from refusal


@method("answerGuestQuery", required={"guest_query_id": STRING, "result": RESULT})
def answer_guest_query(call: Call) -> Json:
    """Post the one answer a guest may give."""
    content = _prepared(call, call["result"])
    query = call.world.queries.guests.get(call["guest_query_id"])
    _check_open(call, query, query.answer if query else None, call.world.lifetimes.guest)
    if query is None or query.message is None:
        raise _too_old()
    inline_id = f"guest-{call.world.number('inline_message')}"
    query.answer = call.world.post(
        query.message.chat,
        call.bot.user,
        content,
        reply_to=query.message,
        topic=query.message.topic,
        keyboard=call["result"].get("reply_markup"),
        inline_id=inline_id,
        marks=_caller(query.message),
    )
    return {"inline_message_id": inline_id}


def _caller(summons: Message) -> Json:
    """Who summoned the guest: a person, or a chat that speaks for itself."""
    if summons.sender_chat is not None:
        return {"guest_bot_caller_chat": chat_json(summons.sender_chat)}
    return {"guest_bot_caller_user": user_json(summons.sender)} if summons.sender else {}
