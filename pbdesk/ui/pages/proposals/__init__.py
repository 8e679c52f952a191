"""Page: proposals."""
