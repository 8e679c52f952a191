"""The page of the ballot papers."""
