"""The tally: arrays and plain dataclasses in, a frozen `Outcome` out. No Qt, no database, no clock, no chance."""
