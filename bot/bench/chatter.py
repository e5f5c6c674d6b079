"""What comes in where many people are: mostly talk that is not meant for the bot, and questions of every kind."""

from __future__ import annotations

import random
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.bench.obliging import BOT_ID, USERNAME, Obliging

Json = dict[str, Any]

_PEOPLE = 200_000
"""Far more than any memory has places for, and so are the groups: each place is soon taken."""
_GROUPS = 20_000
_EDITABLE = 256
"""How many of the last questions may still be edited."""
_LANGUAGES = ("en", "zh-hans", "zh-hant", "zh-tw", "de", None)
_TALK = ("lunch?", "who broke the build", "👍", "see the docs", "+1", "brb", "works for me")
_COMMANDS = ("/start", "/help", "/choose", "/scenarios", "/sources", "/settings", "/privacy", "/language", "/forgetme")
_LETTERS = str.maketrans("0123456789", "ghijklmnop")
_ME = {"id": BOT_ID, "is_bot": True, "first_name": "Frame", "username": USERNAME}


class Chatter:
    """Makes updates, the same ones for the same seed.

    Args:
        questions: what people ask.
        telegram: where the bot's buttons are, for people to tap.
        seed: of the chance.
    """

    def __init__(self, questions: Sequence[str], telegram: Obliging, seed: int = 7) -> None:
        self._questions = questions
        self._telegram = telegram
        self._random = random.Random(seed)  # noqa: S311 - made-up talk, no secrets
        self._number = 0
        self._asked: deque[Json] = deque(maxlen=_EDITABLE)
        self._acts: Mapping[Callable[[], Json], int] = {
            self._talk: 70,
            self._service_message: 10,
            self._private_question: 5,
            self._mention: 4,
            self._tap: 3,
            self._inline: 3,
            self._command: 1,
            self._edit: 1,
            self._guest: 1,
            self._membership: 1,
            self._chosen: 1,
        }
        """What happens, and how often in a hundred times."""

    def next(self) -> Json:
        """The next update."""
        self._number += 1
        [act] = self._random.choices(list(self._acts), list(self._acts.values()))
        return {"update_id": self._number, **act()}

    def _talk(self) -> Json:
        return {"message": self._message(self._group(), text=self._random.choice(_TALK))}

    def _service_message(self) -> Json:
        return {"message": self._message(self._group(), new_chat_members=[self._person()])}

    def _private_question(self) -> Json:
        return self._asked_here(self._message(None, text=self._question()))

    def _mention(self) -> Json:
        replied = {"reply_to_message": self._message(self._group(), text="?")} if self._random.random() < 0.2 else {}
        return self._asked_here(self._message(self._group(), text=f"@{USERNAME} {self._question()}", **replied))

    def _asked_here(self, message: Json) -> Json:
        self._asked.append(message)
        return {"message": message}

    def _command(self) -> Json:
        command = self._random.choice(_COMMANDS)
        group = self._group() if self._random.random() < 0.5 else None
        text = f"{command}@{USERNAME}" if group else command
        entities = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        return {"message": self._message(group, text=text, entities=entities)}

    def _edit(self) -> Json:
        if not self._asked:
            return self._mention()
        message = self._random.choice(self._asked)
        again = message["text"].partition(" ")[0] if message["chat"]["id"] < 0 else ""
        text = f"{again} {self._question()}".strip()
        return {"edited_message": {**message, "text": text, "edit_date": int(time.time())}}

    def _tap(self) -> Json:
        if not self._telegram.offered:
            return self._private_question()
        data, message_id, chat = self._random.choice(self._telegram.offered)
        person = self._person()
        place = self._place(None if int(chat) > 0 else int(chat), person)
        message = {"message_id": message_id, "date": int(time.time()), "chat": place, "from": _ME, "text": "…"}
        query = {"id": str(self._number), "from": person, "chat_instance": "1", "data": data, "message": message}
        return {"callback_query": query}

    def _inline(self) -> Json:
        query = {"id": str(self._number), "from": self._person(), "query": self._question(), "offset": ""}
        return {"inline_query": query}

    def _chosen(self) -> Json:
        chosen = {"result_id": f"r{self._number}", "from": self._person(), "query": self._question()}
        return {"chosen_inline_result": chosen}

    def _guest(self) -> Json:
        message = self._message(self._group(), text=f"@{USERNAME} {self._question()}")
        return {"guest_message": {**message, "guest_query_id": str(self._number)}}

    def _membership(self) -> Json:
        inside = {"status": "member", "user": _ME}
        outside = {"status": "left", "user": _ME}
        old, new = self._random.choice([(inside, outside), (outside, inside)])
        person = self._person()
        change = {"chat": self._place(self._group(), person), "from": person, "date": int(time.time())}
        return {"my_chat_member": {**change, "old_chat_member": old, "new_chat_member": new}}

    def _message(self, group: int | None, **content: object) -> Json:
        person = self._person()
        place = self._place(group, person)
        return {"message_id": self._number, "date": int(time.time()), "chat": place, "from": person, **content}

    def _person(self) -> Json:
        number = self._random.randint(1, _PEOPLE)
        language = _LANGUAGES[number % len(_LANGUAGES)]
        person: Json = {"id": number, "is_bot": False, "first_name": f"P{number}"}
        return person | ({"language_code": language} if language else {})

    def _place(self, group: int | None, person: Json) -> Json:
        if group is None:
            return {"id": person["id"], "type": "private", "first_name": person["first_name"]}
        return {"id": group, "type": "supergroup", "title": f"Group {-group}"}

    def _group(self) -> int:
        return -1_000_000_000_000 - self._random.randint(1, _GROUPS)

    def _question(self) -> str:
        """A question, with words that nobody has used before: what is kept for each word must be bounded, too."""
        made_up = (f"{self._random.randrange(10**9):x}".translate(_LETTERS) for _ in range(self._random.randrange(5)))
        return " ".join([self._random.choice(self._questions), *made_up])
