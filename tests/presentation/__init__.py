"""Answers put into words, in every language, over a small knowledge base of the tests' own."""
