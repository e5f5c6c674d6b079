"""Answers put into words: documents, buttons and catalogues; no network and no Telegram library."""

from bot.presentation.actions import Action, decode, encode, question_of
from bot.presentation.answer_object import answer_object
from bot.presentation.message import Button, Message
from bot.presentation.messages import explain, render

__all__ = ["Action", "Button", "Message", "answer_object", "decode", "encode", "explain", "question_of", "render"]
