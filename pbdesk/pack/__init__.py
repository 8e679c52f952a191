"""The result pack: a signed bundle that anybody can check.

Opens without the record it was made from.
"""
