"""The bot as a process of its own, against a Telegram that has bad days and an operator who pulls the plug."""
