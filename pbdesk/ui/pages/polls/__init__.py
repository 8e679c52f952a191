"""The page that opens and closes the vote."""
