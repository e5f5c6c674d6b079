"""How often the bot is right: labelled questions, scores, baselines, and the fitting of the weights."""
