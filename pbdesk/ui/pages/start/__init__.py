"""Before an assembly is open.

Three doors, the form that begins one, and the passphrase of the people file.
"""
