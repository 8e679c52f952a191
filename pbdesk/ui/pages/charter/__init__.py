"""Page: charter."""
