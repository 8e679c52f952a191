"""Audit annex: every paper accounted for, the lot's certificate, how anybody checks the pack.

And the signatures.
"""

from __future__ import annotations

from collections.abc import Sequence

from pbdesk.assembly.figures import Figures, KeyedLine, RulingLine
from pbdesk.paper.pen import Pen, page_of
from pbdesk.paper.report.source import Source
from pbdesk.paper.typeset import Json
from pbdesk.words import Listing, Words, code_groups, say, several

__all__ = ["accounted", "check_it", "lot_certificate"]

_DIGESTS = "sha256sum --strict -c tagmanifest-sha256.txt manifest-sha256.txt"
_SIGNATURE = """\
ssh-keygen -Y verify -f ../allowed_signers -n pbdesk-result-pack-v1 \\
  -I facilitator@{id} \\
  -s signatures/facilitator.sshsig < tagmanifest-sha256.txt"""
_CODE = """\
openssl dgst -sha256 -binary data/result.json | head -c 20 |
  base32 | tr 'A-Z2-7' '0-9A-HJKMNP-TV-Z'"""


_ERASED = say("(these words were erased)")


def accounted(source: Source) -> Sequence[Json]:
    """Where every paper is, what was rejected and why, and how it was checked."""
    figures, pen = source.figures, source.pen
    return [
        {
            "kind": "audit",
            "name": "audit",
            "title": pen(say("Every paper accounted for")),
            "lead": pen(
                say("Issued = counted + rejected + spoilt + unreturned, and what is named besides.")
            ),
            "parts": [
                {"title": "", "table": _papers(figures, pen)},
                {
                    "title": "",
                    "beside": [
                        {
                            "title": pen(say("Ways to vote")),
                            "table": _channels(figures, pen),
                            "note": pen(
                                say(
                                    "Ways with fewer than ten ballots are put together: nobody can "
                                    "be told by them."
                                )
                            ),
                        },
                        {
                            "title": pen(say("Rejected, by reason")),
                            "table": _rejected(figures, pen),
                        },
                    ],
                },
                {
                    "title": pen(say("How it was checked")),
                    "words": [pen(words) for words in _checked(figures)],
                },
                {
                    "title": pen(say("Objections")),
                    "words": [pen(words or _ERASED) for words in figures.objections]
                    or [pen(say("Nobody objected to the declaration."))],
                },
                {
                    "title": pen(say("Doubtful papers, ruled on in view of the room")),
                    **(
                        {"table": _rulings(figures, pen)}
                        if figures.rulings
                        else {"words": [pen(say("No paper was in doubt."))]}
                    ),
                },
            ],
        }
    ]


def _papers(figures: Figures, pen: Pen) -> Json:
    """The terms of the identity, as `Identity` has them; rare ones only where there are any."""
    papers = figures.identity
    rows = [
        (say("Issued"), papers.issued, say("papers given out at the door"), True),
        (say("Unreturned"), papers.unreturned, say("taken home or left in the hall"), False),
        (say("Handed back"), papers.spoilt, say("spoilt, or given by mistake"), False),
        (say("Rejected"), papers.rejected, say("reasons below"), False),
    ]
    rare = [
        (say("Not ruled on"), papers.to_rule, say("doubtful, without a ruling"), False),
        (say("Not keyed"), papers.to_key, say("in the box, not entered"), False),
        (say("Missing"), papers.missing, say("nobody knows where they are"), False),
    ]
    rows += [row for row in rare if row[1]]
    rows.append(
        (
            say("Counted paper ballots"),
            papers.counted,
            say("in the count, besides those of the kiosk"),
            True,
        )
    )
    return {
        "columns": [
            _column(pen(say("Papers")), "1fr"),
            _column(pen(say("All")), 22, figures=True),
            _column(pen(say("What it means")), 76, small=True),
        ],
        "rows": [
            {
                "strong": strong,
                "line": i == len(rows) - 1,
                "cells": [pen(name), pen.number(n), pen(what)],
            }
            for i, (name, n, what, strong) in enumerate(rows)
        ],
    }


def _rulings(figures: Figures, pen: Pen) -> Json:
    """The last table of the page: there may be many."""
    return {
        "stacked": True,
        "columns": [
            _column(pen(say("Batch and paper")), 40),
            _column(pen(say("Ruling")), 42),
            _column(pen(say("Reason")), "1fr"),
        ],
        "rows": [
            {
                "cells": [
                    pen(
                        say("Batch {batch}, paper {paper}", batch=ruling.batch, paper=ruling.paper)
                    ),
                    pen(ruling.what),
                    pen(_reason(ruling)),
                ]
            }
            for ruling in figures.rulings
        ],
    }


def _reason(ruling: RulingLine) -> Words | str:
    reason = ruling.reason or _ERASED
    if ruling.objection is None:
        return reason
    return say("{told} Objection: {objection}", told=reason, objection=ruling.objection or _ERASED)


def _column(head: str, width: str | int, *, figures: bool = False, small: bool = False) -> Json:
    return {"head": head, "width": width, "figures": figures, "small": small}


def _channels(figures: Figures, pen: Pen) -> Json:
    return {
        "columns": [
            _column(pen(say("Way")), "1fr"),
            _column(pen(say("Given out")), "auto", figures=True),
            _column(pen(say("Returned")), "auto", figures=True),
        ],
        "rows": [
            {"cells": [pen(c.name), pen.number(c.given), pen.number(c.returned)]}
            for c in figures.channels
        ],
    }


def _rejected(figures: Figures, pen: Pen) -> Json:
    rows: list[Json] = [
        {"cells": [pen(words), pen.number(n)]} for _, words, n in figures.rejected_by
    ]
    rows.append(
        {
            "strong": True,
            "line": bool(rows),
            "cells": [pen(say("Rejected")), pen.number(figures.rejected)],
        }
    )
    return {
        "columns": [
            _column(pen(say("Reason")), "1fr"),
            _column(pen(say("All")), "auto", figures=True),
        ],
        "rows": rows,
    }


def _checked(figures: Figures) -> list[Words]:
    """Only what the record knows is claimed; who keyed which batch, batches alike in one line."""
    if not figures.keyed:
        return [say("No paper was entered: every ballot was cast at the kiosk.")]
    batches = several(
        "The papers came in {n} batch.", "The papers came in {n} batches.", len(figures.keyed)
    )
    twice = say("Each paper was entered twice, and the second time without sight of the first.")
    told = say("{batches} {twice}", batches=batches, twice=twice)
    if figures.looked_again:
        again = several(
            "The entries of {n} paper differed and were settled against the paper.",
            "The entries of {n} papers differed and were settled against the paper.",
            figures.looked_again,
        )
        told = say("{told} {again}", told=told, again=again)
    return [told, *_keyers(figures.keyed)]


def _keyers(keyed: Sequence[KeyedLine]) -> list[Words]:
    """One sentence for all batches that the same people keyed."""
    alike: dict[tuple[tuple[str, ...], ...], list[KeyedLine]] = {}
    for line in keyed:
        if line.papers:
            alike.setdefault((line.first, line.second, line.third), []).append(line)
    return [_keyers_told(lines) for lines in alike.values()]


def _keyers_told(lines: Sequence[KeyedLine]) -> Words:
    one = lines[0]
    told = several(
        "Batch {numbers}: first entered by {first}, then by {second}.",
        "Batches {numbers}: first entered by {first}, then by {second}.",
        len(lines),
        numbers=Listing(tuple(str(line.batch) for line in lines)),
        first=_names(one.first),
        second=_names(one.second),
    )
    if not one.third:
        return told
    looked, together = (
        sum(line.looked_again for line in lines),
        sum(line.together for line in lines),
    )
    told = say(
        "{told} {again}",
        told=told,
        again=several(
            "{third} looked again at {n} paper.",
            "{third} looked again at {n} papers.",
            looked,
            third=_names(one.third),
        ),
    )
    if not together:
        return told
    both = several(
        "At {n} paper both who had entered it looked together.",
        "At {n} papers both who had entered them looked together.",
        together,
    )
    return say("{told} {both}", told=told, both=both)


def _names(names: Sequence[str]) -> Listing:
    return Listing(tuple(name or say("(name erased)") for name in names))


def lot_certificate(source: Source) -> Sequence[Json]:
    """The lot as it was drawn in view, whether it decided anything or not.

    Nothing where none was drawn.
    """
    figures, pen = source.figures, source.pen
    if not figures.lot:
        return []
    used = list(figures.ties) or [
        say("No two projects that were left to decide came out equal: the lot decided nothing.")
    ]
    first = figures.lot[0]
    project = next(p.id for p in figures.projects if p.code == first.code)
    return [
        {
            "kind": "audit",
            "name": "lot",
            "title": pen(say("Certificate of the lot")),
            "lead": pen(
                say("Drawn in view of all after the urn was sealed, before anything was counted.")
            ),
            "parts": [
                {
                    "title": "",
                    "facts": [
                        [pen(say("Dice")), pen(figures.dice)],
                        [pen(say("Sealed code")), pen(figures.lot_code)],
                        [pen(say("Seed")), pen(figures.seed)],
                    ],
                    "note": pen(
                        say(
                            "The seed is the dice and the code, joined by a hyphen. The code’s "
                            "digest was sealed with "
                            "the rulebook, so nobody could choose it after the dice."
                        )
                    ),
                },
                {
                    "title": pen(say("The order of the lot")),
                    "table": _lot(figures, pen),
                    "note": pen(
                        say(
                            "The lot number is SHA-256 of pbdesk/lot/1, the seed and the project’s "
                            "id, with a zero "
                            "byte between them. The lowest goes first. For “{title}”:",
                            title=first.title,
                        )
                    ),
                    "commands": [
                        "printf 'pbdesk/lot/1\\0%s\\0%s' \\\n"
                        f"  {figures.seed} {project} | sha256sum"
                    ],
                },
                {"title": pen(say("What it decided")), "words": [pen(words) for words in used]},
            ],
        }
    ]


def _lot(figures: Figures, pen: Pen) -> Json:
    return {
        "columns": [
            _column(pen(say("Place", context="order")), "auto", figures=True),
            _column(pen(say("Code")), 18),
            _column(pen(say("Project")), "1fr"),
            {"head": pen(say("Lot number begins")), "width": "auto", "code": True},
        ],
        "rows": [
            {"cells": [pen.number(line.place), line.code, pen(line.title), line.number]}
            for line in figures.lot
        ],
    }


def check_it(source: Source) -> Sequence[Json]:
    """How to check the pack with stock tools and recount it; the record it came from.

    Lines for three signatures.
    """
    figures, pen = source.figures, source.pen
    record = "\u00a0".join(code_groups(bytes.fromhex(source.head)))
    return [
        {
            "kind": "check",
            "name": "check",
            "title": pen(say("Check it yourself, and signatures")),
            "lead": pen(
                say("You need the pack, a computer without internet, and the clerk’s list of keys.")
            ),
            "steps": [
                {
                    "words": pen(
                        say(
                            "In the pack’s own folder, every file and every signature must come "
                            "out as good:"
                        )
                    ),
                    "commands": [_DIGESTS, _SIGNATURE.format(id=figures.id)],
                    "note": pen(
                        say(
                            "Likewise for the tellers. START-HERE.txt has it for Mac, for Windows "
                            "and for pbdesk."
                        )
                    ),
                },
                {
                    "words": pen(
                        say(
                            "The results code at the foot of this page is made from the result’s "
                            "own bytes:"
                        )
                    ),
                    "commands": [_CODE],
                    "note": "",
                },
                {"words": pen(_recount(figures)), "commands": [], "note": ""},
            ],
            "record": {
                "title": pen(say("Record")),
                "rows": [
                    [
                        pen(say("Last entry")),
                        pen(
                            say(
                                "Number {entries}; a later record must contain it.",
                                entries=source.entries,
                            )
                        ),
                    ],
                    [pen(say("Its code")), pen(record)],
                    [pen(say("Pack")), pen(source.pack_name)],
                    [pen(say("Program")), pen(f"pbdesk {source.version}")],
                ],
            },
            "signatures": _signatures(figures, pen),
        }
    ]


def _recount(figures: Figures) -> Words:
    if figures.public_ballots and not figures.funded:
        return say(
            "Recount it: any program that reads Pabulib files counts data/assembly.pb and must "
            "fund nothing."
        )
    if figures.public_ballots:
        return several(
            "Recount it: any program that reads Pabulib files counts data/assembly.pb and must "
            "name the "
            "same project.",
            "Recount it: any program that reads Pabulib files counts data/assembly.pb and must "
            "name the "
            "same {n} projects.",
            len(figures.funded),
        )
    return say(
        "Recount it: the rulebook does not publish the ballots. The auditor copy holds them as "
        "assembly.pb, for "
        "any program that reads Pabulib files."
    )


def _signatures(figures: Figures, pen: Pen) -> Json:
    facilitator, first, second = figures.signers
    teller = pen(say("Teller"))
    return {
        "title": pen(say("Signatures")),
        "words": pen(
            say(
                "We saw the papers counted. The figures on page {page} are what we saw.",
                page=page_of("audit"),
            )
        ),
        "signers": [
            [pen(say("Facilitator")), pen(facilitator)],
            [teller, pen(first)],
            [teller, pen(second)],
        ],
        "ink": pen(say("Signature in ink")),
        "date": pen(say("Date and time")),
    }
