"""Before an assembly is open: three doors, the form that begins one, and the passphrase of the people file."""
