"""A question a person asked, which can be awaited until the bot answers."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ..core.world import World

Answer = TypeVar("Answer")


class ImpossibleAct(ValueError):  # noqa: N818 - it says what was asked for
    """Somebody was asked to do what Telegram's clients do not let people do."""


@dataclass(frozen=True)
class Question(Generic[Answer]):
    """Asked already; `await question` waits for the answer.

    Attributes:
        id: the query's id, as the bot sees it.
        find: the answer, once it is there.
    """

    world: World
    id: str
    find: Callable[[], Answer | None]

    @property
    def is_answered(self) -> bool:
        """Whether the bot has answered."""
        return self.find() is not None

    async def answered(self, timeout: float = 5.0) -> Answer:  # noqa: ASYNC109
        """The answer.

        Raises:
            TimeoutError: none came.
        """
        answer: Answer = await self.world.until(self.find, timeout)
        return answer

    def __await__(self) -> Generator[Any, None, Answer]:
        return self.answered().__await__()
