"""Answers to look at: comparisons and figures as pictures, with a caption that says the same.

What a picture says comes from the answer and the catalogues (:func:`picture_of`); drawing it is a pure function of that
(:func:`draw`), slow enough to belong off the event loop. Without the library or a font there are no pictures.
"""

from bot.pictures.composing import picture_of
from bot.pictures.content import Picture
from bot.pictures.drawing import Unavailable, draw

__all__ = ["Picture", "Unavailable", "draw", "picture_of"]
