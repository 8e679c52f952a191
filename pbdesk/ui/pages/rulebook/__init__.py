"""Page: rulebook."""
