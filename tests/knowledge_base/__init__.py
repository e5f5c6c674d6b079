"""Mirrors bot/knowledge_base; coffee/ is a knowledge base on another subject, with four things to choose among."""
