"""Pictures of answers: what they say, how they are set and drawn."""
