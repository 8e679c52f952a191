"""`python -m pbdesk`: the same as the command `pbdesk`."""

from __future__ import annotations

from pbdesk.cli import main

if __name__ == "__main__":
    main(prog_name="pbdesk")
