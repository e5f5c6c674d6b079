"""What ``make`` uses to look after the project; no part of the bot."""
