"""Conversations in YAML, one test each: those of the knowledge base, and those that need the doors of Telegram."""
