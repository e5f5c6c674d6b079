"""What people do: they speak, tap, ask inline, join and manage groups."""

from .business import Business
from .person import Person
from .places import Channel, Group, Place, PrivateChat, Topic
from .waiting import Question

__all__ = ["Business", "Channel", "Group", "Person", "Place", "PrivateChat", "Question", "Topic"]
