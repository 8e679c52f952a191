"""The desk: one open assembly, and long work as plain functions."""
