"""Page: trade-offs."""
