"""Mirrors bot/evaluation."""
