"""Explanations that need more than one count: what it would have taken to win."""
