"""The studio: what draws, walks and times the window. The window does not know it."""
