"""Mirrors bot/server, with the real store and a Telegram that is replaced where requests leave the process."""
