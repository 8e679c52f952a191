"""Who was in the room: the equality slips, added up and merged until no figure is below ten."""

from __future__ import annotations

from collections.abc import Sequence

from pbdesk.assembly.equality import LEAST
from pbdesk.paper.report.source import Source
from pbdesk.paper.typeset import Json
from pbdesk.words import say

__all__ = ["equality"]


def equality(source: Source) -> Sequence[Json]:
    """Question by question, with its answers; nothing before the slips were added up."""
    pen = source.pen
    rows: list[Json] = []
    for question, answers in source.figures.equality:
        rows.append({"strong": True, "cells": [pen(question), ""]})
        rows += [{"cells": [pen(answer), pen.number(slips)]} for answer, slips in answers]
        if not answers:
            rows.append({"cells": [pen(say("Fewer than {n} answered it; nothing of it is told.", n=LEAST)), ""]})
    columns: list[Json] = [{"head": pen(say("Answer")), "width": "1fr"},
                           {"head": pen(say("Slips")), "width": "auto", "figures": True}]
    return [{
        "kind": "minutes", "name": "equality", "title": pen(say("Who was in the room")),
        "lead": pen(say("Asked on a slip of its own, which nobody can lay beside a ballot or a name. Answers given by "
                        "fewer than {n} are taken together.", n=LEAST)),
        "table": {"columns": columns, "rows": rows},
    }] if rows else []
