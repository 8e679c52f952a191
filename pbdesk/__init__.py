"""pbdesk: a neighbourhood assembly from mandate to signed result, offline, on one laptop."""
