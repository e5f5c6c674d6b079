"""Framework Advisor: answers which framework to take, in Chinese and in English, and says who says so."""

__version__ = "0.1.0"
