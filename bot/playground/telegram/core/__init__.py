"""The state of a small Telegram: users, chats, messages, bots. It knows nothing of HTTP."""
