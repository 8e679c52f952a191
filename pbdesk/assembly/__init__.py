"""What an assembly is and what may happen in it: pure decisions, entries and what they add up to.

No disk, no clock.
"""
