"""Which refusals of decisions a run of the tests meets: a refusal that no test meets may be wrong.

    pytest --every-refusal      fails, and lists them, where there is one

A refusal is a call of `Refusal(…)` below `pbdesk/minutes`, `questions`, `assembly`, `jury` and `halls`.
One that a module makes once, under a name, is met where a function uses the name. The interpreter
itself tells which of these were reached (sys.monitoring), so a run is not slower.
"""

from __future__ import annotations

import ast
import gc
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType

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
    for path, tree in _sources():
        for node in ast.walk(tree):
            if _is_refusal(node):
                yield _place(path, node)


def named() -> dict[Place, Place]:
    """Where functions use a refusal that their module made under a name, and where it stands."""
    found = dict[Place, Place]()
    for path, tree in _sources():
        made = {
            target.id: _place(path, statement.value)
            for statement in tree.body
            if isinstance(statement, ast.Assign)
            and _is_refusal(statement.value)
            for target in statement.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and node.id in made:
                found[_place(path, node)] = made[node.id]
    return found


def _sources() -> Iterator[tuple[str, ast.Module]]:
    for floor in FLOORS:
        for path in sorted((PACKAGE / floor).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            yield str(path.relative_to(PACKAGE)), tree


def _is_refusal(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="Refusal")):
            return True
        case _:
            return False


def _place(path: str, node: ast.expr) -> Place:
    return path, node.lineno, node.col_offset


def _within(code: CodeType) -> Iterator[CodeType]:
    """The code of what is defined in it, and its own."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _within(constant)


class Met:
    """The refusals that tests of this process (and of those that xdist started) have met."""

    def __init__(self) -> None:
        self.places: set[Place] = set()
        self._named = dict[Place, Place]()
        self._files: set[str] = set()

    def listen(self) -> None:
        """Let the interpreter tell of calls; each place that calls something else is told once."""
        self._named = named()
        self._files = {str(PACKAGE / path) for path, _, _ in self._named}
        monitoring = sys.monitoring
        events = monitoring.events
        monitoring.use_tool_id(TOOL, "refusals")
        monitoring.register_callback(TOOL, events.CALL, self._called)
        monitoring.register_callback(TOOL, events.PY_START, self._started)
        monitoring.register_callback(TOOL, events.INSTRUCTION, self._reached)
        monitoring.set_events(TOOL, events.CALL | events.PY_START)
        for each in gc.get_objects():
            if isinstance(each, FunctionType):
                self._watch(each.__code__)

    def _watch(self, code: CodeType) -> None:
        if code.co_filename in self._files:
            for each in _within(code):
                sys.monitoring.set_local_events(
                    TOOL,
                    each,
                    sys.monitoring.events.INSTRUCTION,
                )

    def _started(self, code: CodeType, _offset: int) -> object:
        """A module that is imported: what its functions reach is told from their first call on."""
        if code.co_name == "<module>":
            self._watch(code)
        return sys.monitoring.DISABLE

    def _reached(self, code: CodeType, offset: int) -> object:
        place = self._at(code, offset)
        if place in self._named and code.co_name != "<module>":
            self.places.add(self._named[place])
        return sys.monitoring.DISABLE

    def _called(
        self,
        code: CodeType,
        offset: int,
        called: object,
        _argument: object,
    ) -> object:
        if called is Refusal:
            place = self._at(code, offset)
            if place is not None and place not in self._named.values():
                self.places.add(place)
        return sys.monitoring.DISABLE

    def _at(self, code: CodeType, offset: int) -> Place | None:
        line, _, column, _ = list(code.co_positions())[offset // 2]
        path = Path(code.co_filename)
        if line is None or column is None or not path.is_relative_to(PACKAGE):
            return None
        return str(path.relative_to(PACKAGE)), line, column

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: pytest.Session) -> None:
        """Take over what a process of xdist has met."""
        told: dict[str, list[Place]] = getattr(node, "workeroutput", {})
        self.places |= {
            (path, line, column)
            for path, line, column in told.get("refusals", [])
        }

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Tell the first process, or be it and judge."""
        output: dict[str, object] | None = getattr(
            session.config,
            "workeroutput",
            None,
        )
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
