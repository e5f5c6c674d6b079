"""Mirrors bot/advice: what follows from the verdicts on coffee, and that nothing packaged is without an answer."""
