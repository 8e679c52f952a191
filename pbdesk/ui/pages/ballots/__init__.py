"""Looking into somebody else’s ballot file: two rules side by side. Nothing is recorded."""
