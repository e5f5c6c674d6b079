"""Texts as Telegram reads them: UTF-16 lengths, entities, HTML markup, limits."""
