"""The shapes a bot may send: kinds of values, objects made of them, keyboards, results."""
