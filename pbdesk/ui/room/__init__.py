"""The room window: what hangs on the wall of the hall, made for ten metres."""
