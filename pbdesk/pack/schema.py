"""The JSON schema of result.json, for whoever reads it with a program of their own.

`python -m pbdesk.pack.schema`.
Made from the types that the checks read it with, so that the two cannot part.
"""

from __future__ import annotations

import json

import msgspec

from pbdesk.canonical import JsonObject
from pbdesk.pack.contents import Result
from pbdesk.voting.trace import Trace

__all__ = ["result_schema"]


def result_schema() -> str:
    """JSON Schema (2020-12) of what a pack's result.json must hold; it may hold more."""
    (result, trace), parts = msgspec.json.schema_components(
        (Result, Trace),
        schema_hook=lambda _: {"description": "Any value"},
        ref_template="#/$defs/{name}",
    )
    parts["Question"]["properties"]["trace"] = {
        "anyOf": [{"type": "null"}, trace],
        "default": None,
    }
    whole: JsonObject = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "result.json of a result pack, format 1",
        **result,
        "$defs": parts,
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(result_schema(), end="")  # noqa: T201  this is its output
