"""The bot in a hurry: the same program with shorter pauses, so that tests of its patience do not last."""

from __future__ import annotations

from bot.cli import main
from bot.handlers import handlers, mending
from bot.server import decisions, patience, polling

handlers._RETRIED = {fault: seconds / 10 for fault, seconds in handlers._RETRIED.items()}
mending.LONGEST_WAIT = 0.5
decisions._IN_DOUBT = (0.1, 0.4, 1.6)
patience._FIRST_PAUSE = polling._FIRST_PAUSE = 0.1
patience._LONGEST_PAUSE = polling._LONGEST_PAUSE = 0.5
polling._LONGEST_CONFLICT = 0.1
polling._IN_THE_WAY = 0.3

if __name__ == "__main__":
    main()
