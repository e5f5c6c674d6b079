"""People who talk to the bot, and know what they were answered."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import groupby

from bot.playground.telegram import Group, Person, Place, TelegramServer

SIGNS = {"/sources": "articles", "/scenarios": "situation", "/privacy": "keep", "/choose": "What are you building"}
"""What can be asked, and what is found in the first lines of its answer and of no other."""


@dataclass
class Talk:
    """One chat."""

    person: Person
    place: Place
    asked: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Account:
    """What became of the questions."""

    asked: int
    lost: int
    doubled: int
    disordered: int


class Crowd:
    """Many chats with the bot, private ones and, if that is wanted, some groups among them."""

    def __init__(self, server: TelegramServer, size: int, seed: int = 1, groups: int = 0) -> None:
        self._server = server
        self._random = random.Random(seed)  # noqa: S311 - a test that can be repeated
        people = [server.person(f"P{number}", language_code="en") for number in range(size)]
        self.talks = [
            Talk(person, server.group(members=[person]) if number < groups else server.private(person))
            for number, person in enumerate(people)
        ]
        self._answers: dict[str, str] = {}

    async def ask(self, count: int) -> None:
        """Some of them ask something, each another thing than before."""
        for talk in self._random.sample(self.talks, count):
            await self.ask_in(talk)

    async def ask_in(self, talk: Talk) -> None:
        """One of them asks."""
        before = talk.asked[-1] if talk.asked else ""
        question = self._random.choice([question for question in SIGNS if question != before])
        talk.asked.append(question)
        to_whom = f"@{self._server.bot.username}" if isinstance(talk.place, Group) else ""
        await talk.person.say(talk.place, question + to_whom)

    def answers(self, talk: Talk) -> list[str]:
        """The questions that the bot's messages in a chat answer."""
        return [
            _question(message.text) for message in talk.place.messages if message.posted_by is self._server.bot.user
        ]

    def account(self) -> Account:
        """Counts. Where nothing was lost, each chat's answers without repetitions are its questions, in order."""
        asked = lost = doubled = disordered = 0
        for talk in self.talks:
            answers = self.answers(talk)
            asked += len(talk.asked)
            lost += sum(max(0, talk.asked.count(question) - answers.count(question)) for question in SIGNS)
            doubled += sum(max(0, answers.count(question) - talk.asked.count(question)) for question in SIGNS)
            doubled += sum(answer not in SIGNS for answer in answers)
            disordered += [answer for answer, _ in groupby(answers)] != talk.asked
        return Account(asked, lost, doubled, disordered)


def _question(answer: str) -> str:
    head = answer[:200]
    return next((question for question, sign in SIGNS.items() if sign in head), head)
