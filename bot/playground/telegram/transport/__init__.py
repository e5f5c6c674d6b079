"""How bots reach the state: HTTP, webhooks, faults, rate limits, the journal of calls."""
