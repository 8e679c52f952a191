"""Page: agenda."""
