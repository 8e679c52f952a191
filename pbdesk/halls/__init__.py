"""Halls: one vote in several halls on one evening, sealed once by their parent.

The parent is a file of its own kind: it asks, seals and draws up as an assembly does, names the
halls and who signs the sum, and hands all of it out as one export. Each hall is an assembly.
"""
