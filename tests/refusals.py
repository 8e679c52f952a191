"""Which refusals of decisions a run of the tests meets: a refusal that no test meets may be wrong.

    pytest --every-refusal      fails, and lists them, where there is one

A refusal is a call of `Refusal(…)` below `pbdesk/minutes`, `questions`, `assembly`, `jury` and `halls`.
The interpreter itself tells which of these calls were made (sys.monitoring), so a run is not slower.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType

import pytest

from pbdesk.minutes.decision import Refusal

PACKAGE = Path(__file__).parent.parent / "pbdesk"
FLOORS = ("minutes", "questions", "assembly", "jury", "halls")
TOOL = 4
"""One of the numbers that sys.monitoring leaves to whoever wants one."""

type Place = tuple[str, int, int]
"""A file of pbdesk, a line and a column."""


def written() -> Iterator[Place]:
    """Where each refusal stands in the source."""
    for floor in FLOORS:
        for path in sorted((PACKAGE / floor).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                match node:
                    case ast.Call(func=ast.Name(id="Refusal")):
                        yield (
                            str(path.relative_to(PACKAGE)),
                            node.lineno,
                            node.col_offset,
                        )
                    case _:
                        pass


class Met:
    """The refusals that tests of this process (and of those that xdist started) have met."""

    def __init__(self) -> None:
        self.places: set[Place] = set()

    def listen(self) -> None:
        """Let the interpreter tell of calls; each place that calls something else is told once."""
        monitoring = sys.monitoring
        monitoring.use_tool_id(TOOL, "refusals")
        monitoring.register_callback(TOOL, monitoring.events.CALL, self._called)
        monitoring.set_events(TOOL, monitoring.events.CALL)

    def _called(
        self,
        code: CodeType,
        offset: int,
        called: object,
        _argument: object,
    ) -> object:
        if called is Refusal:
            line, _, column, _ = list(code.co_positions())[offset // 2]
            path = Path(code.co_filename)
            if path.is_relative_to(PACKAGE) and line is not None and column is not None:
                self.places.add((str(path.relative_to(PACKAGE)), line, column))
        return sys.monitoring.DISABLE

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: pytest.Session) -> None:
        """Take over what a process of xdist has met."""
        told: dict[str, list[Place]] = getattr(node, "workeroutput", {})
        self.places |= {
            (path, line, column) for path, line, column in told.get("refusals", [])
        }

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Tell the first process, or be it and judge."""
        output: dict[str, object] | None = getattr(session.config, "workeroutput", None)
        if output is not None:
            output["refusals"] = sorted(self.places)
        elif session.config.getoption("--every-refusal") and self.never():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(
        self,
        terminalreporter: pytest.TerminalReporter,
    ) -> None:
        """List the refusals that nobody met."""
        if not terminalreporter.config.getoption("--every-refusal"):
            return
        never = self.never()
        terminalreporter.section(
            f"refusals: {len(set(written()))}, {len(never)} met by no test",
        )
        for path, line, _ in never:
            terminalreporter.line(f"pbdesk/{path}:{line}")

    def never(self) -> list[Place]:
        """The refusals that were not met, in their order."""
        return sorted(set(written()) - self.places)
