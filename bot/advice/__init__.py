"""Question to :class:`Answer`: ranking, reasons, evidence, dissent. No markup and no Telegram."""

from bot.advice.advisor import Advisor, as_question
from bot.advice.answer import Answer

__all__ = ["Advisor", "Answer", "as_question"]
