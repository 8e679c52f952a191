"""Page: record."""
