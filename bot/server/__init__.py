"""How updates come in: polling or webhook; health and metrics."""
