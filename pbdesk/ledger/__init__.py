"""The record on disk: it knows lines and papers, not their meaning.

The one place that touches SQLite.
"""
