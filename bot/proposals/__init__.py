"""From unanswered to answered: what the open questions have in common, and what they may belong to."""
