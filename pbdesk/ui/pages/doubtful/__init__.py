"""The page of doubtful papers: each is ruled on in view of the room."""
