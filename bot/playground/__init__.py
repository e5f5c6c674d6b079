"""A Telegram of one's own in the browser, for trying the bot without a token, and the local Telegram behind it.

The bot is the real one: it speaks HTTP with the local Telegram (`telegram`) as it would with the real one. The page is
what people see of that Telegram. Nothing here knows the bot; what is told of its decisions comes in as plain data.
"""
