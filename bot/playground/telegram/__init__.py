"""A strict local Telegram: the Bot API over HTTP, with people to play the other side.

It refuses what Telegram refuses, in Telegram's words, and delivers what Telegram would
deliver, by long polling or to a webhook::

    async with TelegramServer(username="framebot") as server:
        alice = server.person("Alice", language_code="zh-hans")
        group = server.group("Pythonistas", members=[alice])

        ...  # start the bot with server.token and server.url (or server.base_url)

        await alice.say(group, "/ask@framebot 哪个框架适合做后台？")
        [reply] = await server.replies(group)
        answer = await alice.tap(reply.button("比较"))     # waits until the bot answers the tap
        await server.until(lambda: reply.history)          # … and until it edited its message

        found = await alice.inline("a shop")               # an InlineAnswer
        await alice.choose(found.results[0], group)

        await alice.say(group, "good morning")             # not for the bot: privacy mode
        await server.silence(group)
        assert not server.refusals                         # every call was a good one

`server.faults` makes bad days, `server.limits` sets rate limits, `server.skip(60)` lets time
pass, `server.calls` remembers everything. The folders: `core` is the state, free of HTTP;
`text` and `shapes` are the rules; `methods` are the Bot API's methods; `people` act;
`transport` carries.
"""

from .core.bots import Abilities, Bot
from .core.model import Button, Message
from .core.queries import CallbackAnswer, InlineAnswer, InlineResult
from .core.world import Lifetimes
from .people import Business, Channel, Group, Person, Place, PrivateChat, Question, Topic
from .people.waiting import ImpossibleAct
from .server import TelegramServer
from .transport.faults import Fault, Faults
from .transport.journal import Entry
from .transport.limits import RateLimits

__all__ = [
    "Abilities",
    "Bot",
    "Business",
    "Button",
    "CallbackAnswer",
    "Channel",
    "Entry",
    "Fault",
    "Faults",
    "Group",
    "ImpossibleAct",
    "InlineAnswer",
    "InlineResult",
    "Lifetimes",
    "Message",
    "Person",
    "Place",
    "PrivateChat",
    "Question",
    "RateLimits",
    "TelegramServer",
    "Topic",
]
