"""How fast the bot is, measured in one run beside something to compare it with."""
