"""The peer jury: complaints heard by people who use the same service."""
