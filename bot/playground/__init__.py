"""A local Telegram: for the tests, for trying the bot without a token, and for measuring it."""
