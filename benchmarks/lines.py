"""A plugin of pytest: which tests come through each line of pbdesk, the quickest first.

`-p benchmarks.lines` writes `lines.json` where pytest runs. The interpreter tells of each line once
a test (sys.monitoring), so the run is hardly slower.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Generator
from pathlib import Path
from time import perf_counter
from types import CodeType

import pytest

TOOL = 4
PACKAGE = Path.cwd() / "pbdesk"

_through: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
_seconds: dict[str, float] = {}
_here = ""


def _line(code: CodeType, number: int) -> object:
    if _here and code.co_filename.startswith(str(PACKAGE)):
        _through[str(Path(code.co_filename).relative_to(PACKAGE.parent))][
            number
        ].add(
            _here,
        )
    return sys.monitoring.DISABLE


def pytest_configure() -> None:
    """Listen."""
    sys.monitoring.use_tool_id(TOOL, "lines")
    sys.monitoring.register_callback(TOOL, sys.monitoring.events.LINE, _line)
    sys.monitoring.set_events(TOOL, sys.monitoring.events.LINE)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, bool, bool]:
    """Each test begins with every line untold; what its fixtures do is its own too."""
    global _here  # noqa: PLW0603 - the interpreter calls back without saying for whom
    _here = item.nodeid
    sys.monitoring.restart_events()
    begun = perf_counter()
    done = yield
    _seconds[item.nodeid] = perf_counter() - begun
    _here = ""
    return done


def pytest_sessionfinish() -> None:
    """Write what was found."""
    found = {
        path: {
            str(line): sorted(tests, key=lambda test: _seconds.get(test, 0))
            for line, tests in lines.items()
        }
        for path, lines in _through.items()
    }
    Path("lines.json").write_text(json.dumps(found), encoding="utf-8")
