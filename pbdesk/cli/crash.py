"""Crash reports: a fault in the program becomes a file that a person can read and send.

And one sentence. The report holds the traceback, versions and the system's name; no ballots, no
words of the command line.
"""

from __future__ import annotations

import platform
import traceback
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from platformdirs import user_log_path

__all__ = ["report", "sentence"]

_HEAD = """\
pbdesk {version} stopped because of a fault in the program, {at}.

Whatever the window or the command had shown as recorded is in the assembly's file. Open it again
and go on. If you report this, please send this file. Read it first: the lines that name a fault may
quote a title or a name, and paths of this computer may occur.

System: {system}, Python {python}

"""


def report(error: BaseException) -> str:
    """The text of a crash report."""
    head = _head()
    return head + "".join(traceback.format_exception(error))


def _head() -> str:
    return _HEAD.format(
        version=version("pbdesk"),
        at=datetime.now().astimezone().isoformat(" ", "seconds"),
        system=platform.platform(),
        python=platform.python_version(),
    )


def sentence(error: BaseException, folder: Path | None = None) -> str:
    """Write the report into `folder`.

    The system's folder for logs and say in one sentence where it is.
    Where the folder cannot be written the report itself is what is said.
    """
    folder = folder or user_log_path("pbdesk", appauthor=False)
    file = folder / _file_name()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(report(error), encoding="utf-8")
    except OSError:
        return report(error)
    return f"pbdesk stopped because of a fault in the program; what happened is written in {file}"


def _file_name() -> str:
    return f"crash-{datetime.now().astimezone():%Y-%m-%d-%H%M%S}.txt"
