"""Page: verify."""
