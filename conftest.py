"""What pytest needs to know before it looks into any folder."""

pytest_plugins = ["tests.conversations.collector"]
