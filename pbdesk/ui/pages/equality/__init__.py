"""Page: equality slips."""
