"""What the bot is measured beside: the echo bot of python-telegram-bot's own documentation.

It is run as a file; where Telegram is, and whether it polls, stands in the environment.
"""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Says what was said."""
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def main() -> None:
    """Runs it until a signal comes."""
    root, token = os.environ["BOT_API_URL"], os.environ["BOT_TOKEN"]
    application = Application.builder().token(token).base_url(f"{root}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
    if webhook := os.environ.get("BOT_WEBHOOK_URL"):
        parts = urlsplit(webhook)
        application.run_webhook(
            listen="127.0.0.1",
            port=parts.port or 80,
            url_path=parts.path,
            secret_token=os.environ["BOT_WEBHOOK_SECRET"],
            webhook_url=webhook,
            allowed_updates=Update.ALL_TYPES,
        )
    else:
        application.run_polling(allowed_updates=Update.ALL_TYPES)


if __name__ == "__main__":
    main()
