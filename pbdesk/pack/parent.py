"""The parent's export: what all halls of one vote have alike, and which halls there are.

A file of its own kind seals it; each hall begins from these bytes and its pack holds them again, so
that whoever adds the halls up can see that all asked the same. The code of the lot is not in it:
only its SHA-256.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import Annotated

import msgspec
from babel.numbers import list_currencies

from pbdesk.i18n import locale_of
from pbdesk.pack.bag import WHO, is_assembly_id
from pbdesk.pack.contents import Json, canonical, canonically_read, question_in
from pbdesk.pack.refused import PackRefused
from pbdesk.questions.terms import KINDS
from pbdesk.voting.constraints import Constraints
from pbdesk.voting.constraints_json import constraints_from
from pbdesk.words import Words, code_groups, say

__all__ = [
    "MOST_HALLS",
    "PARENT_FILE",
    "PARENT_FORMAT",
    "Combiner",
    "Parent",
    "ParentHall",
    "ParentOption",
    "ParentQuestion",
    "parent_bytes",
    "parent_code",
    "parent_digest",
    "read_parent",
]

PARENT_FORMAT = "pbdesk-parent/1"
PARENT_FILE = "parent.json"
"""The name of the export below `data/` of a pack."""

MOST_BYTES = 4 * 2**20
MOST_HALLS = 2_000
MOST_QUESTIONS = 99
MOST_OPTIONS = 2_000
_MOST_MINOR = 2**53 - 1

type _Text = Annotated[str, msgspec.Meta(max_length=2_000)]
type _Long = Annotated[str, msgspec.Meta(max_length=20_000)]
type _Digest = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
type _Minor = Annotated[int, msgspec.Meta(ge=0, le=_MOST_MINOR)]


class _Exact(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
):
    """What has these keys and no others."""


class ParentOption(_Exact, frozen=True, kw_only=True):
    """What may be marked, with the code that was drawn for it; `cost` in minor units.

    `category` and `excludes` (ids) say which limits of the rulebook it falls under. `person`: it is
    somebody who stands for election and agreed in writing to be named.
    """

    id: _Text
    code: _Text
    title: _Text
    summary: _Long = ""
    cost: _Minor = 0
    category: _Text = ""
    excludes: tuple[_Text, ...] = ()
    person: bool = False


class ParentQuestion(_Exact, frozen=True, kw_only=True):
    """One question, with its options in the order of the sheet.

    `rulebook` is the number of the sealed document that has its rules, from 1. `seed` is what the
    order was drawn from, empty where the options stand in their own order. `budget` is null unless
    it shares out money. `constraints`: what a count has to obey (`constraints_json`), or null.
    """

    id: _Text
    kind: _Text
    wording: _Text
    force: _Text
    way: _Text
    round: _Text
    rulebook: int
    seed: _Text
    budget: _Minor | None
    options: tuple[ParentOption, ...]
    constraints: dict[str, object] | None

    @property
    def obeyed(self) -> Constraints | None:
        """What a count has to obey, projects by id."""
        if self.constraints is None:
            return None
        return constraints_from(self.constraints)


class ParentHall(_Exact, frozen=True, kw_only=True):
    """A hall: the id that its file and its packs bear, what it is called, and where it meets."""

    id: _Text
    name: _Text
    place: _Text


class Combiner(_Exact, frozen=True, kw_only=True):
    """Who signs the sum: the role, and the public key as a line of OpenSSH."""

    role: _Text
    key: _Text


class Parent(_Exact, frozen=True, kw_only=True):
    """What one vote in several halls has alike. `assembly` is the id that the sum bears.

    `rulebooks` are the sealed documents, as result.json has them; `lot_codes` the SHA-256 (hex) of
    the code that was sealed for each round.
    """

    format: str
    assembly: _Text
    name: _Text
    day: _Text
    currency: _Text
    language: _Text
    rulebooks: tuple[dict[str, object], ...]
    lot_codes: dict[str, _Digest]
    questions: tuple[ParentQuestion, ...]
    halls: tuple[ParentHall, ...]
    combiners: tuple[Combiner, ...]

    def question(self, id: str) -> ParentQuestion | None:
        """The question of that id; None where it has none."""
        return next((each for each in self.questions if each.id == id), None)

    def hall(self, id: str) -> ParentHall | None:
        """The hall of that id; None where it is no hall of this vote."""
        return next((each for each in self.halls if each.id == id), None)

    def sealed(self, question: ParentQuestion) -> Json:
        """What the sealed document says of a question: its charter, rulebook, options and ties."""
        said = question_in(self.rulebooks[question.rulebook - 1], question.id)
        if said is None:
            raise KeyError(question.id)
        return said


class _Headed(msgspec.Struct, frozen=True):
    format: str = ""


def parent_bytes(parent: Parent) -> bytes:
    """The export as the bytes that every hall gets, JCS (RFC 8785).

    Raises PackRefused where it is more than an export holds, or does not go together.
    """
    data = canonical(parent)
    _ = read_parent(data)
    return data


def parent_digest(data: bytes) -> str:
    """SHA-256 (hex) of an export's bytes."""
    return hashlib.sha256(data).hexdigest()


def parent_code(digest: str) -> tuple[str, ...]:
    """The fingerprint that people compare, 8 groups of 4, from the digest (hex) of an export."""
    return code_groups(bytes.fromhex(digest))


def read_parent(data: bytes) -> Parent:
    """An export from bytes that somebody brought.

    Raises PackRefused with a sentence where they are none, are too much, or do not go together.
    """
    if len(data) > MOST_BYTES:
        raise PackRefused(
            say("This is larger than an export of a parent can be."),
        )
    try:
        value = canonically_read(data)
    except ValueError as error:
        raise PackRefused(
            say(
                "This is no export of a parent, or it was changed after it was written.",
            ),
        ) from error
    try:
        if msgspec.convert(value, _Headed).format != PARENT_FORMAT:
            raise PackRefused(
                say(
                    "This is no export of a parent that this version can read.",
                ),
            )
        parent = msgspec.convert(value, Parent)
    except msgspec.ValidationError as error:
        raise PackRefused(
            say(
                "The export lacks a part, or has one it should not: {what}",
                what=str(error),
            ),
        ) from error
    fault = _fault(parent)
    if fault is not None:
        raise PackRefused(fault)
    return parent


def _fault(parent: Parent) -> Words | None:
    """What of an export does not go together; None for nothing."""
    halls = [each.id for each in parent.halls]
    questions = [each.id for each in parent.questions]
    if not is_assembly_id(parent.assembly) or not all(
        map(is_assembly_id, halls),
    ):
        return say("The export has an id that no assembly bears.")
    if not _is_language(parent.language):
        return say(
            "Nobody knows the language of this export: {code}",
            code=parent.language,
        )
    if parent.currency not in list_currencies():
        return say(
            "Nobody knows the currency of this export: {code}",
            code=parent.currency,
        )
    if not 0 < len(halls) <= MOST_HALLS:
        return say(
            "The export names no hall, or more than {most}.",
            most=MOST_HALLS,
        )
    if _twice((*halls, parent.assembly)):
        return say("The export names a hall twice.")
    if not 0 < len(questions) <= MOST_QUESTIONS or _twice(questions):
        return say("The export has no question, or one of them twice.")
    if any(each.role not in WHO for each in parent.combiners):
        return say("The export names somebody who signs no packs.")
    if _twice([each.role for each in parent.combiners]):
        return say("The export names a signer of the sum twice.")
    return next(
        filter(
            None,
            (_question_fault(parent, each) for each in parent.questions),
        ),
        None,
    )


def _is_language(code: str) -> bool:
    """Whether a page can be set in it: its direction and its figures are known."""
    try:
        _ = locale_of(code)
    except ValueError:
        return False
    return True


def _question_fault(parent: Parent, question: ParentQuestion) -> Words | None:
    ids = [each.id for each in question.options]
    codes = [each.code for each in question.options]
    if not 0 < len(ids) <= MOST_OPTIONS or _twice(ids) or _twice(codes):
        return say(
            "Question {number} of the export has no options, or one of them twice.",
            number=question.id,
        )
    if question.kind not in KINDS or question.way != "sheet":
        return say(
            "Question {number} of the export is not one that is answered on a sheet.",
            number=question.id,
        )
    if (question.kind == "fund") != (question.budget is not None):
        return say(
            "The sum of question {number} of the export is missing.",
            number=question.id,
        )
    if question.round not in parent.lot_codes:
        return say(
            "Question {number} of the export has no sealed lot.",
            number=question.id,
        )
    if not 0 < question.rulebook <= len(parent.rulebooks) or not _is_sealed(
        parent,
        question,
    ):
        return say(
            "The rules of question {number} are not in the export.",
            number=question.id,
        )
    try:
        _ = question.obeyed
    except ValueError:
        return say(
            "The limits of question {number} cannot be read.",
            number=question.id,
        )
    return None


def _is_sealed(parent: Parent, question: ParentQuestion) -> bool:
    try:
        _ = parent.sealed(question)
    except KeyError:
        return False
    return True


def _twice(names: Collection[str]) -> bool:
    return len(set(names)) < len(names)
