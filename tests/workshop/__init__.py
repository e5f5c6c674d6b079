"""The tools of those who write knowledge."""
