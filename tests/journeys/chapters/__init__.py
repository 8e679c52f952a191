"""The chapters of a small assembly, as one person goes through them.

Each begins where the one before ended.
"""
