"""Mirrors bot/understanding. Rules are tried on coffee makers, data on the packaged knowledge."""
