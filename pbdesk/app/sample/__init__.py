"""The sample evening.

Millbrook, an invented neighbourhood, played through the same decisions that the window uses.
"""
