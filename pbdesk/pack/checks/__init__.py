"""The numbered checks, in their order.

A number is for ever: docs/pack-format.md says what each one is. A check whose `needs` did not pass
is not reached: what takes long is looked at only after the files, the manifests and the signatures
were found right, so that nobody without a key can keep a computer busy.
"""

from __future__ import annotations

from dataclasses import dataclass

from pbdesk.pack.bag import FOLLOWING_KINDS
from pbdesk.pack.checks import (
    bagging,
    codes,
    conditions,
    derived,
    halls,
    happened,
    heard,
    made,
    record,
    recount,
    result,
    signatures,
    stamps,
    summed,
    trace,
)
from pbdesk.pack.checks.case import Case, Look, Unchecked
from pbdesk.words import Words, say

__all__ = ["CHECKS", "Case", "Numbered", "Unchecked"]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A check with its number, its name, and the numbers of those that must have passed before.

    `kinds`: those of the packs that give ground for it, None for every kind.
    """

    number: int
    name: Words
    look: Look
    needs: tuple[int, ...] = ()
    kinds: frozenset[str] | None = None


_VOUCHED = (4, 5, 6, 12)
"""Files, manifests, signatures."""
_RESULTS = frozenset({"result"})

CHECKS = (
    Numbered(1, say("The zip opens"), bagging.opens),
    Numbered(2, say("One folder, nothing else"), bagging.one_folder, (1,)),
    Numbered(3, say("The bag’s own words"), bagging.bag_files, (2,)),
    Numbered(
        4,
        say("Contents by SHA-256"),
        bagging.manifest("manifest-sha256.txt"),
        (2,),
    ),
    Numbered(
        5,
        say("Contents by SHA-512"),
        bagging.manifest("manifest-sha512.txt"),
        (2,),
    ),
    Numbered(6, say("The manifests"), bagging.tag_manifests, (2,)),
    Numbered(7, say("The result reads"), result.reads, (2,)),
    Numbered(8, say("Files the result names"), result.digests, (7,)),
    Numbered(9, say("Pack code"), result.code, (3,)),
    Numbered(10, say("The assembly asked for"), result.assembly, (3, 7)),
    Numbered(11, say("Rehearsal or final"), result.stage, (3, 7)),
    Numbered(12, say("Signatures"), signatures.signatures, (3,)),
    Numbered(13, say("Signature files"), signatures.signature_files, (12,)),
    Numbered(14, say("The record’s chain"), record.chain, _VOUCHED),
    Numbered(15, say("The record’s end"), record.head, (7, 14)),
    Numbered(
        16,
        say("Ballots add up"),
        result.ballots,
        (7, *_VOUCHED),
        _RESULTS,
    ),
    Numbered(17, say("Money adds up"), result.money, (7, *_VOUCHED), _RESULTS),
    Numbered(18, say("The report"), result.report, (3, *_VOUCHED)),
    Numbered(
        19,
        say("Counted again"),
        recount.recount,
        (7, *_VOUCHED),
        _RESULTS,
    ),
    Numbered(20, say("Round by round"), trace.trace, (7, 17), _RESULTS),
    Numbered(21, say("Time stamps"), stamps.stamps, _VOUCHED),
    Numbered(
        22,
        say("The record makes the result"),
        made.made,
        (15, 16, 17),
        _RESULTS,
    ),
    Numbered(23, say("The table of projects"), derived.table, (20,), _RESULTS),
    Numbered(24, say("The page in the pack"), derived.page, _VOUCHED),
    Numbered(
        25,
        say("The conditions"),
        conditions.conditions,
        (7, 15),
        _RESULTS,
    ),
    Numbered(
        26,
        say("What followed"),
        happened.happened,
        (7, 15),
        FOLLOWING_KINDS,
    ),
    Numbered(
        27,
        say("What was decided"),
        codes.codes,
        (7, *_VOUCHED),
        _RESULTS,
    ),
    Numbered(
        28,
        say("What all halls have alike"),
        halls.alike,
        (7, 15, 16, 17),
        _RESULTS,
    ),
    Numbered(
        29,
        say("The sum of the halls"),
        summed.sum_of_halls,
        (16, 17),
        _RESULTS,
    ),
    Numbered(
        30,
        say("Signatures of the halls"),
        summed.halls_signed,
        (29,),
        _RESULTS,
    ),
    Numbered(
        31,
        say("What the case tells"),
        heard.heard,
        (7, 15),
        frozenset({"case"}),
    ),
)
