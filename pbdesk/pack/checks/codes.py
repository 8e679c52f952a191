"""Check 27: decided.json and the result code of each question follow from the result."""

from __future__ import annotations

import msgspec

from pbdesk.pack.checks.case import Case, Finding, Unchecked
from pbdesk.pack.decided import decided, decided_json, result_code
from pbdesk.pack.refused import PackRefused
from pbdesk.words import say

__all__ = ["DECIDED", "codes"]

DECIDED = "data/decided.json"


def codes(case: Case) -> Finding:
    """What was decided is said once more without words or times, and each code is its own."""
    said = case.result
    found = case.bag.files.get(DECIDED)
    raw = msgspec.json.decode(
        case.bag.result,
        type=dict[str, object],
    )
    objects = decided(raw, assembly=said.assembly, stage=said.stage)
    named = {each["question"]: " ".join(result_code(each)) for each in objects}
    for question in said.questions:
        if question.result_code != named.get(question.id):
            raise PackRefused(
                say(
                    "Question {number} bears another code than its result.",
                    number=question.id,
                ),
            )
    if case.info.stage == "part":
        if found is not None:
            raise PackRefused(say("One hall of several decides nothing."))
        return say(
            "One hall of several decides nothing, so no question bears a code.",
        )
    if found is None:
        return Unchecked(say("The pack does not list what was decided."))
    if found != decided_json(objects):
        raise PackRefused(
            say("“{name}” says otherwise than the result.", name=DECIDED),
        )
    return say(
        "Result code {code}: the same in every language and pack of this result.",
        code=" ".join(result_code(found)),
    )
