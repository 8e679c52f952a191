"""Page: pack."""
