"""Conversations written down: how they are read, played and judged."""
