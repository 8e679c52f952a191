"""The tally page: urn, lot and count, in this order."""
