"""Mirrors bot/playground."""
