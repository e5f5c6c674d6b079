"""How a bot gets its updates: long polling and webhooks."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from ..core.bots import Webhook
from ..core.errors import bad_request, conflict, surely_a_bug
from ..core.model import Json
from ..core.updates import ALL_KINDS
from ..core.world import World
from ..shapes.kinds import BOOLEAN, FILE, INTEGER, STRING, Array
from .table import Call, method

PORTS = frozenset({80, 88, 443, 8443})
LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
_TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"


@method(
    "getUpdates",
    optional={
        "offset": INTEGER,
        "limit": INTEGER,
        "timeout": INTEGER,
        "allowed_updates": Array(STRING),
    },
)
async def get_updates(call: Call) -> list[Json]:
    """Wait for updates; those below the offset are confirmed and gone."""
    bot = call.bot
    if bot.webhook is not None:
        raise conflict(_WEBHOOK_ACTIVE)
    bot.polls += 1
    poll = bot.polls
    _remember_kinds(call)
    if offset := call.get("offset", 0):
        bot.updates.confirm_below(offset)
    limit = min(max(call.get("limit", 100), 1), 100)
    call.world.pulse.beat()
    try:
        await call.world.until(lambda: bot.updates.pending or bot.polls != poll, call.get("timeout", 0))
    except TimeoutError:
        return []
    if bot.polls != poll:
        raise conflict("terminated by setWebhook request" if bot.webhook is not None else _TERMINATED)
    return [update.body for update in bot.updates.pending[:limit]]


def _remember_kinds(call: Call) -> None:
    kinds = call.get("allowed_updates")
    if kinds is None:
        return
    unknown = set(kinds) - ALL_KINDS
    if unknown and call.world.strict:
        raise surely_a_bug(f"unknown kind of update {min(unknown)}")
    call.bot.updates.allow(kinds)


@method(
    "setWebhook",
    required={"url": STRING},
    optional={
        "certificate": FILE,
        "ip_address": STRING,
        "max_connections": INTEGER,
        "allowed_updates": Array(STRING),
        "drop_pending_updates": BOOLEAN,
        "secret_token": STRING,
    },
)
def set_webhook(call: Call) -> bool:
    """Have updates pushed to a URL; an empty URL ends that."""
    bot = call.bot
    if call["url"]:
        _check_url(call.world, call["url"])
    secret = call.get("secret_token")
    if secret and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = call.get("max_connections", 40)
    if not 1 <= connections <= 100:
        raise surely_a_bug("max_connections must be from 1 to 100")
    _remember_kinds(call)
    if call.get("drop_pending_updates"):
        bot.updates.clear()
    bot.webhook = None
    if call["url"]:
        bot.webhook = Webhook(call["url"], secret or None, connections, call.get("ip_address"))
        bot.polls += 1
    call.world.pulse.beat()
    return True


def _check_url(world: World, url: str) -> None:
    try:
        parts, port = urlsplit(url), urlsplit(url).port
    except ValueError:
        raise bad_request("bad webhook: invalid webhook URL specified") from None
    if parts.hostname in LOCAL and world.local_webhooks:
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (port or 443) not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if parts.hostname in LOCAL:
        raise bad_request(f"bad webhook: IP address {parts.hostname} is reserved")


@method("deleteWebhook", optional={"drop_pending_updates": BOOLEAN})
def delete_webhook(call: Call) -> bool:
    """Go back to long polling."""
    if call.get("drop_pending_updates"):
        call.bot.updates.clear()
    call.bot.webhook = None
    call.world.pulse.beat()
    return True


@method("getWebhookInfo")
def get_webhook_info(call: Call) -> Json:
    """How the webhook is doing."""
    webhook = call.bot.webhook
    shown: Json = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(call.bot.updates.pending),
    }
    if call.bot.updates.allowed_by_bot is not None:
        shown["allowed_updates"] = call.bot.updates.allowed_by_bot
    if webhook is None:
        return shown
    shown["max_connections"] = webhook.max_connections
    for name in ("ip_address", "last_error_date", "last_error_message"):
        if (value := getattr(webhook, name)) is not None:
            shown[name] = value
    return shown


@method("logOut")
def log_out(call: Call) -> bool:
    """Leave this server; every later call is unauthorised."""
    call.bot.is_logged_out = True
    return True


@method("close")
def close(_call: Call) -> bool:
    """End the bot's instance, as before a move to another server."""
    return True
