"""The pages: one folder a page, listed here in the order of the evening. A folder that nobody lists fails a test."""
