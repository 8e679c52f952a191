"""The page of the door."""
