"""Where nothing is compiled yet, each process of a run compiles a part, not each of them everything."""

from __future__ import annotations

import compileall
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest
from _pytest.assertion import rewrite
from hypothesis.internal.constants_ast import constants_from_module

from tests.once import once

ROOT = Path(__file__).resolve().parent.parent
PARTS = 16


def compile_together(config: pytest.Config) -> None:
    """Compile the program and its tests, this process what no other has begun, and wait for the others."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if not worker or sys.dont_write_bytecode:
        return
    first = int(worker.removeprefix("gw")) * PARTS // 4
    for number in range(first, first + PARTS):
        part = slice(number % PARTS, None, PARTS)
        once(f"compiled-{part.start}", lambda _: _compile(config, part))  # noqa: B023 - played at once


def _compile(config: pytest.Config, part: slice) -> None:
    for file in sorted((ROOT / "pbdesk").rglob("*.py"))[part]:
        _ = compileall.compile_file(file, quiet=2)
        _keep_constants(file)
    for file in sorted((ROOT / "tests").rglob("*.py"))[part]:
        if file.name.startswith("test_") or file.name == "conftest.py":
            _rewrite(config, file)
        else:
            _ = compileall.compile_file(file, quiet=2)


def _rewrite(config: pytest.Config, file: Path) -> None:
    """As pytest would when it imports a file of tests: its assertions tell what they compared."""
    kept = rewrite.get_cache_dir(file) / f"{file.stem}{rewrite.PYC_TAIL}"
    if kept.exists():
        return
    source_hash, code = rewrite._rewrite_test(file, config)
    kept.parent.mkdir(exist_ok=True)
    _ = rewrite._write_pyc(
        config.stash[rewrite.assertstate_key],
        code,
        source_hash,
        kept,
    )


def _keep_constants(file: Path) -> None:
    """As Hypothesis would before its first case: it tries numbers and words that the program knows."""
    module = ModuleType(file.stem)
    module.__file__ = str(file)
    _ = constants_from_module(module)
