"""The batches page: papers are keyed twice, blind, until they agree."""
