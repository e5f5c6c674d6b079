"""Mirrors bot/proposals."""
