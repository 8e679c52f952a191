"""The minute book of any kind of file: entries, decisions, what they add up to, the clock.

Pure. It knows no chapter that stands above it.
"""
