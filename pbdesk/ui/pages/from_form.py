"""From a form: a decision, of what its fields give.

A day is written out, and the choice of a number is a number.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from pbdesk.minutes.decision import Decided

__all__ = ["from_form"]


def from_form(
    decision: Callable[..., Decided],
) -> Callable[..., Decided]:
    """The decision, of what stands in the fields of a form; an empty field says nothing or 0."""
    kinds = {
        name: each.annotation
        for name, each in inspect.signature(decision).parameters.items()
    }

    @wraps(decision)
    def decide(state: Any, moment: Any, **given: Any) -> Decided:
        said = {name: _as(kinds[name], value) for name, value in given.items()}
        return decision(state, moment, **said)

    return decide


def _as(kind: object, value: Any) -> Any:
    match kind:
        case "int":
            return int(value or 0)
        case "int | None":
            return value
        case "bool":
            return bool(value)
        case _ if isinstance(value, date):
            return value.isoformat()
        case _:
            return "" if value is None else value
