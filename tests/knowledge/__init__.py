"""Knowledge that others bring: a framework more, an article more, another subject altogether. YAML alone."""
