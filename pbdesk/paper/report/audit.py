"""Audit annex: every paper accounted for, the lot's certificate, how anybody checks the pack.

And the signatures.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from pbdesk.assembly.figures import (
    Channel,
    Figures,
    KeyedLine,
    LotLine,
    RulingLine,
)
from pbdesk.canonical import Json
from pbdesk.paper.pen import Pen
from pbdesk.paper.report.source import Source
from pbdesk.paper.section import column, labelled, row, section
from pbdesk.paper.typeset import Section
from pbdesk.questions.batches import Identity
from pbdesk.questions.door import Keeping
from pbdesk.questions.staff import ROLES, role, roles
from pbdesk.words import (
    Clock,
    Listing,
    Sentences,
    Text,
    Words,
    code_groups,
    say,
    several,
)

__all__ = ["accounted", "check_it", "lot_certificate", "papers_in_detail"]

_OBJECTIONS = 3  # more than these stand in the annex

_LARGE = 38  # letters of a line of commands in large print
_DIGESTS = "sha256sum --strict -c tagmanifest-sha256.txt manifest-sha256.txt"
_SIGNATURE = """\
ssh-keygen -Y verify -f ../allowed_signers -n pbdesk-result-pack-v1 \\
  -I facilitator@{id} \\
  -s signatures/facilitator.sshsig < tagmanifest-sha256.txt"""
_CODE = """\
openssl dgst -sha256 -binary data/{file} | head -c 20 |
  base32 | tr 'A-Z2-7' '0-9A-HJKMNP-TV-Z'"""


_IN_A_BROWSER = say(
    "In a browser, without internet: open “verify.html”, a copy that you had before or that came "
    "from the clerk, and give it the pack. It names every check, counts again and shows the codes.",
)
_IN_VIEW = say(
    "Drawn in view of all after the ballots were sealed, before anything was counted.",
)
_NOBODY_CHOSE_IT = say(
    "The seed is the dice and the code, joined by a hyphen. The "
    "code’s fingerprint was sealed with the rulebook, so nobody "
    "could choose it after the dice.",
)
_NO_TIE = say(
    "No two that were left to decide came out equal: the lot decided nothing.",
)
_ERASED = say("(these words were erased)")


def accounted(source: Source) -> Sequence[Section]:
    """Where every ballot is, on paper and at the kiosk; what was rejected, how it was checked."""
    figures = source.figures
    pen = source.pen
    to_reach = _to_reach(source, pen)
    beside = _rejected_by_reason(pen, figures)
    objections = _objections_part(source, pen)
    return [
        section(
            pen,
            "audit",
            "audit",
            say("Every paper accounted for"),
            say(
                "Issued = counted + rejected + spoilt + unreturned, and what is named besides.",
            ),
            parts=[
                _every_paper(figures, pen),
                {"title": "", "beside": [beside, objections]},
                _how_checked(source, pen),
                *([to_reach] if figures.reached else []),
            ],
        ),
    ]


def _objections_part(source: Source, pen: Pen) -> dict[str, Json]:
    return {"title": pen(say("Objections")), "words": _objections(source)}


def _every_paper(figures: Figures, pen: Pen) -> Json:
    return {
        "title": "",
        "table": _papers(figures, pen),
        "note": pen(_apart(figures)),
    }


def _how_checked(source: Source, pen: Pen) -> Json:
    return {
        "title": pen(say("How it was checked")),
        "words": [pen(words) for words in _checked(source)],
    }


def _rejected_by_reason(pen: Pen, figures: Figures) -> dict[str, Json]:
    return {
        "title": pen(say("Rejected, by reason")),
        "table": _rejected(figures, pen),
    }


def _to_reach(source: Source, pen: Pen) -> dict[str, Json]:
    return {
        "title": pen(say("What had to be reached, and the lot")),
        "table": _reached(source),
    }


def _objections(source: Source) -> list[Json]:
    figures = source.figures
    pen = source.pen
    said = _said(figures, pen)
    if not said:
        return [pen(say("Nobody objected to the declaration."))]
    if len(said) <= _OBJECTIONS:
        return list(said)
    where = source.where("papers")
    told = _where_objections(said, where)
    return [pen(told)]


def _said(figures: Figures, pen: Pen) -> list[str]:
    return [pen(words or _ERASED) for words in figures.objections]


def _where_objections(said: list[str], where: Words) -> Words:
    return several(
        "{n} objection: {where}.",
        "{n} objections: {where}.",
        len(said),
        where=where,
    )


def _apart(figures: Figures) -> Words:
    """What the rows mean; why the kiosk has a column of its own, or none."""
    if _kiosk(figures) is not None:
        return say(
            "Handed back: spoilt, or given by mistake. Unreturned: taken home or left in the hall; "
            "at the kiosk, given and not cast.",
        )
    return say(
        "Ways with fewer than ten ballots are put together: nobody can be told by them.",
    )


def _reached(source: Source) -> Json:
    """Each threshold with what it asked for, and the dice with what they decided."""
    figures = source.figures
    pen = source.pen
    rows = _rows_reached(figures, pen)
    if figures.dice:
        rows.append(
            [pen(say("Dice")), pen(figures.dice), pen(_of_the_lot(source))],
        )
    return {
        "columns": _columns_of_reached(pen),
        "rows": [{"cells": cells} for cells in rows],
    }


def _columns_of_reached(pen: Pen) -> list[Json]:
    return [
        column(pen(say("What")), 24),
        column(pen(say("Needed, or thrown")), 46),
        column(pen(say("What came")), "1fr"),
    ]


def _rows_reached(figures: Figures, pen: Pen) -> list[list[str]]:
    return [
        [pen(line.what), pen(line.needed), pen(line.told)]
        for line in figures.reached
    ]


def _of_the_lot(source: Source) -> Words:
    where = source.where("lot")
    if source.figures.lots:
        return say("The lot decided between equals: {where}.", where=where)
    if source.figures.ties:
        return say(
            "Equals were told apart without the lot: {where}.",
            where=where,
        )
    return _NO_TIE


def _kiosk(figures: Figures) -> Channel | None:
    """The kiosk's own figures, where they are told apart from the papers'."""
    return figures.channels[1] if len(figures.channels) > 1 else None


def _papers(figures: Figures, pen: Pen) -> Json:
    """The terms of the identity, and who counts them: paper, kiosk and all ballots.

    Where the ways are not told apart, all ballots alone.
    """
    kiosk = _kiosk(figures)
    heads = _heads_of_papers(kiosk)
    columns = [column(pen(say("Ballots")), "1fr")]
    columns += [column(pen(head), 32, figures=True) for head in heads]
    *terms, counted = _terms(figures)
    rows = [
        row(_cells(term, pen, kiosk), strong=term is terms[0]) for term in terms
    ]
    rows.append(row(_cells(counted, pen, kiosk), strong=True, line=True))
    return {"columns": columns, "rows": rows}


def _heads_of_papers(kiosk: Channel | None) -> list[Words]:
    if kiosk:
        return [say("On paper"), say("At the kiosk"), say("All")]
    return [say("All")]


@dataclass(frozen=True, slots=True)
class _Term:
    """A term of the identity: how many ballots on paper, and how many at the kiosk."""

    name: Words
    paper: int
    kiosk: int


def _terms(figures: Figures) -> list[_Term]:
    """The terms, as `Identity` has them: issued first, counted last; rare ones only where met."""
    papers = figures.identity
    given = sum(way.given for way in figures.channels) - papers.issued
    back = figures.channels[-1].handed_back
    cast = figures.valid - papers.counted
    refused = figures.rejected - papers.rejected
    rare = _rare(papers)
    return [
        _Term(say("Issued"), papers.issued, given),
        _Term(
            say("Unreturned"),
            papers.unreturned,
            given - cast - refused - back,
        ),
        _Term(say("Handed back"), papers.spoilt, back),
        _Term(say("Rejected"), papers.rejected, refused),
        *(term for term in rare if term.paper),
        _Term(say("Counted"), papers.counted, cast),
    ]


def _rare(papers: Identity) -> tuple[_Term, _Term, _Term]:
    return (
        _Term(say("Not ruled on"), papers.to_rule, 0),
        _Term(say("Not keyed"), papers.to_key, 0),
        _Term(say("Missing"), papers.missing, 0),
    )


def _cells(term: _Term, pen: Pen, own: Channel | None) -> list[Json]:
    """The name of a term, its ballots by way where the kiosk has its `own` figures, and all."""
    every = pen.number(term.paper + term.kiosk)
    if own is None:
        return [pen(term.name), every]
    return [
        pen(term.name),
        pen.number(term.paper),
        pen.number(term.kiosk),
        every,
    ]


def papers_in_detail(source: Source) -> Sequence[Section]:
    """Who kept the door and keyed which batch, every ruling and objection, for the annex."""
    figures = source.figures
    pen = source.pen
    parts: list[Json] = []
    if figures.kept:
        parts.append(
            {
                "title": pen(say("Who kept the door")),
                "words": [pen(_kept(each)) for each in figures.kept],
            },
        )
    if keyers := _keyers(figures.keyed):
        parts.append(
            {
                "title": pen(say("Who entered the papers")),
                "words": [pen(w) for w in keyers],
            },
        )
    if len(figures.objections) > _OBJECTIONS:
        words = [pen(said or _ERASED) for said in figures.objections]
        parts.append({"title": pen(say("Objections")), "words": words})
    if figures.rulings:
        parts.append(
            {
                "title": pen(
                    say("Doubtful papers, ruled on in view of the room"),
                ),
                "table": _rulings(figures, pen),
            },
        )
    if not parts:
        return []
    return [
        section(
            pen,
            "audit",
            "papers",
            say("Batches and doubtful papers"),
            say("Who entered what, and what was ruled about papers in doubt."),
            parts=parts,
        ),
    ]


def _kept(keeping: Keeping) -> Words:
    return say(
        "{roles}, from {time}.",
        roles=roles(keeping.by),
        time=Clock(keeping.since),
    )


def _rulings(figures: Figures, pen: Pen) -> Json:
    """The last table of the page: there may be many."""
    return {
        "stacked": True,
        "columns": _columns_of_rulings(pen),
        "rows": [_ruled(pen, ruling) for ruling in figures.rulings],
    }


def _columns_of_rulings(pen: Pen) -> list[Json]:
    return [
        column(pen(say("Batch and paper")), 40),
        column(pen(say("Ruling")), 42),
        column(pen(say("Reason")), "1fr"),
    ]


def _ruled(pen: Pen, ruling: RulingLine) -> Json:
    return {
        "cells": [
            pen(
                say(
                    "Batch {batch}, paper {paper}",
                    batch=ruling.batch,
                    paper=ruling.paper,
                ),
            ),
            pen(ruling.what),
            pen(_reason(ruling)),
        ],
    }


def _reason(ruling: RulingLine) -> Text:
    reason = ruling.reason or _ERASED
    if ruling.objection is None:
        return reason
    return say(
        "{told} Objection: {objection}",
        told=reason,
        objection=ruling.objection or _ERASED,
    )


def _rejected(figures: Figures, pen: Pen) -> Json:
    rows = _rows_rejected(figures, pen)
    rows.append(_all_rejected(figures, pen, rows))
    return {"columns": _columns_of_rejected(pen), "rows": rows}


def _columns_of_rejected(pen: Pen) -> list[Json]:
    return [
        column(pen(say("Reason")), "1fr"),
        column(pen(say("All")), "auto", figures=True),
    ]


def _rows_rejected(figures: Figures, pen: Pen) -> list[Json]:
    return [
        {"cells": [pen(words), pen.number(n)]}
        for _, words, n in figures.rejected_by
    ]


def _all_rejected(
    figures: Figures,
    pen: Pen,
    rows: list[Json],
) -> Json:
    return {
        "strong": True,
        "line": bool(rows),
        "cells": [pen(say("Rejected")), pen.number(figures.rejected)],
    }


_ENTERED_TWICE = say(
    "Each paper was entered twice, and the second time without sight of the first.",
)


def _checked(source: Source) -> list[Words]:
    """Only what the record knows is claimed."""
    figures = source.figures
    if not figures.keyed:
        return [
            say("No paper was entered: every ballot was cast at the kiosk."),
        ]
    batches = several(
        "The papers came in {n} batch.",
        "The papers came in {n} batches.",
        len(figures.keyed),
    )
    told = say("{batches} {twice}", batches=batches, twice=_ENTERED_TWICE)
    if figures.looked_again:
        again = _looked_again(figures)
        told = say("{told} {again}", told=told, again=again)
    doubtful = _doubtful(figures)
    if not figures.rulings:
        doubtful = say("No paper was in doubt.")
    return [
        told,
        doubtful,
        say("Who entered what: {where}.", where=source.where("papers")),
    ]


def _looked_again(figures: Figures) -> Words:
    return several(
        "The entries of {n} paper differed and were settled against the paper.",
        "The entries of {n} papers differed and were settled against the paper.",
        figures.looked_again,
    )


def _doubtful(figures: Figures) -> Words:
    return several(
        "{n} doubtful paper was ruled on in view of the room.",
        "{n} doubtful papers were ruled on in view of the room.",
        len(figures.rulings),
    )


def _keyers(keyed: Sequence[KeyedLine]) -> list[Words]:
    """One sentence for all batches that the same people keyed, batches alike in one line."""
    alike: dict[tuple[tuple[str, ...], ...], list[KeyedLine]] = {}
    for line in keyed:
        if line.papers:
            alike.setdefault((line.first, line.second, line.third), []).append(
                line,
            )
    return [_keyers_told(lines) for lines in alike.values()]


def _keyers_told(lines: Sequence[KeyedLine]) -> Words:
    one = lines[0]
    told = _who_keyed(lines, one)
    if not one.third:
        return told
    looked = sum(line.looked_again for line in lines)
    together = sum(line.together for line in lines)
    told = say(
        "{told} {again}",
        told=told,
        again=_looked(looked, one),
    )
    if not together:
        return told
    both = _both_looked(together)
    return say("{told} {both}", told=told, both=both)


def _looked(looked: int, one: KeyedLine) -> Words:
    return several(
        "{third} looked again at {n} paper.",
        "{third} looked again at {n} papers.",
        looked,
        third=roles(one.third),
    )


def _both_looked(together: int) -> Words:
    return several(
        "At {n} paper both who had entered it looked together.",
        "At {n} papers both who had entered them looked together.",
        together,
    )


def _who_keyed(lines: Sequence[KeyedLine], one: KeyedLine) -> Words:
    return several(
        "Batch {numbers}: first entered by {first}, then by {second}.",
        "Batches {numbers}: first entered by {first}, then by {second}.",
        len(lines),
        numbers=_batches(lines),
        first=roles(one.first),
        second=roles(one.second),
    )


def _batches(lines: Sequence[KeyedLine]) -> Listing:
    return Listing(tuple(str(line.batch) for line in lines))


def lot_certificate(source: Source) -> Sequence[Section]:
    """The lot as it was drawn in view, whether it decided anything or not.

    Nothing where none was drawn.
    """
    figures = source.figures
    pen = source.pen
    if not figures.lot:
        return []
    used = figures.lots or figures.ties or (_NO_TIE,)
    parts: list[Json] = [
        _seed(figures, pen),
        _order_of_lot(source),
        _what_it_decided(pen, used),
    ]
    return [
        section(
            pen,
            "audit",
            "lot",
            say("Certificate of the lot"),
            _IN_VIEW,
            parts=parts,
        ),
    ]


def _what_it_decided(pen: Pen, used: Sentences | tuple[Words]) -> Json:
    return {
        "title": pen(say("What it decided")),
        "words": [pen(words) for words in used],
    }


def _seed(figures: Figures, pen: Pen) -> Json:
    """What the lot was drawn from: dice thrown in the room, and a code that was sealed before."""
    facts = _facts_of_seed(figures)
    return {
        "title": "",
        "facts": labelled(facts, pen),
        "note": pen(_NOBODY_CHOSE_IT),
    }


def _facts_of_seed(
    figures: Figures,
) -> tuple[tuple[Words, str], tuple[Words, str], tuple[Words, str]]:
    return (
        (say("Dice"), figures.dice),
        (say("Sealed code"), figures.lot_code),
        (say("Seed"), figures.seed),
    )


def _order_of_lot(source: Source) -> Json:
    """Every project in the order of the lot, and the command that gives the first one's number."""
    figures = source.figures
    pen = source.pen
    first = figures.lot[0]
    project = next(p.id for p in figures.projects if p.code == first.code)
    note = _how_numbered(first)
    command = (
        "printf 'pbdesk/lot/2\\0%s\\0%s\\0%s' \\\n"
        f"  {figures.seed} '{figures.asked}' {project} | sha256sum"
    )
    return {
        "title": pen(say("The order of the lot")),
        "table": _lot(figures, pen),
        "note": pen(note),
        "commands": [_command(source, command)],
    }


def _how_numbered(first: LotLine) -> Words:
    return say(
        "The lot number is SHA-256 of pbdesk/lot/2, the seed, the question and "
        "the project’s id, with a zero byte between them. The lowest goes "
        "first. For “{title}”:",
        title=first.title,
    )


def _lot(figures: Figures, pen: Pen) -> Json:
    return {
        "columns": _columns_of_lot(pen),
        "rows": [_row_of_lot(pen, line) for line in figures.lot],
    }


def _columns_of_lot(pen: Pen) -> list[Json]:
    return [
        column(pen(say("Place", context="order")), "auto", figures=True),
        column(pen(say("Code")), 18),
        column(pen(say("Project")), "1fr"),
        {"head": pen(say("Lot number begins")), "width": "auto", "code": True},
    ]


def _row_of_lot(pen: Pen, line: LotLine) -> Json:
    return {
        "cells": [
            pen.number(line.place),
            line.code,
            pen(line.title),
            line.number,
        ],
    }


def _command(source: Source, command: str) -> str:
    """The command in lines as wide as its print, broken where and as a shell goes on.

    A word longer than a line is, too: without a space before the mark, and none on the next line.
    """
    if not source.large:
        return command
    lines = list[str]()
    for line in command.splitlines():
        goes_on = line.endswith("\\")
        words = _wrapped(line)
        lines += [f"{each} \\" for each in words[:-1]]
        lines.append(f"{words[-1]} \\" if goes_on else words[-1])
    return "\n".join("\\\n".join(_pieces(line)) for line in lines)


def _wrapped(line: str) -> list[str]:
    return textwrap.wrap(
        line.removesuffix("\\"),
        _LARGE - len(" \\"),
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _pieces(line: str) -> list[str]:
    if len(line) <= _LARGE:
        return [line]
    return [line[: _LARGE - 1], *_pieces(line[_LARGE - 1 :])]


def _codes(source: Source) -> Json:
    """How the codes at the foot are made."""
    words, files = _files_of_codes(source)
    return {
        "words": source.pen(words),
        "commands": _commands_of_codes(source, files),
        "note": "",
    }


def _commands_of_codes(source: Source, files: list[str]) -> list[str]:
    return [_command(source, _CODE.format(file=file)) for file in files]


def _files_of_codes(source: Source) -> tuple[Words, list[str]]:
    words = say(
        "The pack code at the foot of this page is made from the result’s own bytes:",
    )
    files = ["result.json"]
    if source.outcome:
        words = say(
            "The codes at the foot of this page, that of the result first, are made from:",
        )
        files.insert(0, "decided.json")
    return words, files


def check_it(source: Source) -> Sequence[Section]:
    """How to check the pack with stock tools and recount it; the record it came from.

    Lines for three signatures.
    """
    figures = source.figures
    pen = source.pen
    record = "\u00a0".join(code_groups(bytes.fromhex(source.head)))
    return [
        section(
            pen,
            "check",
            "check",
            say("Check it yourself, and signatures"),
            say(
                "You need the pack, a computer without internet, and the clerk’s list of keys.",
            ),
            steps=[
                {"words": pen(_IN_A_BROWSER), "commands": [], "note": ""},
                {
                    "words": pen(
                        say(
                            "Or by hand: in the pack’s own folder, every file and every signature "
                            "must come out as good:",
                        ),
                    ),
                    "commands": [
                        _command(source, _DIGESTS),
                        _command(source, _SIGNATURE.format(id=figures.id)),
                    ],
                    "note": pen(
                        say(
                            "Likewise for the tellers. START-HERE.txt has it for Mac, for Windows "
                            "and for pbdesk.",
                        ),
                    ),
                },
                _codes(source),
                {"words": pen(_recount(figures)), "commands": [], "note": ""},
            ],
            record={
                "title": pen(say("Record")),
                "rows": [
                    [
                        pen(say("Last entry")),
                        pen(
                            say(
                                "Number {entries}; a later record must contain it.",
                                entries=source.entries,
                            ),
                        ),
                    ],
                    [pen(say("Its code")), pen(record)],
                    [pen(say("Pack")), pen(source.pack_name)],
                    [pen(say("Program")), pen(f"pbdesk {source.version}")],
                ],
            },
            signatures=_signatures(source),
        ),
    ]


def _recount(figures: Figures) -> Words:
    if figures.hall.parent and figures.public_ballots:
        return say(
            "Add it up again: data/assembly.pb and the files below data/ballots hold the ballots "
            "of this hall; they give the figures above.",
        )
    if not figures.pot and figures.public_ballots:
        return say(
            "Recount it: the ballots lie below data/ballots, ranked ones for any program that "
            "reads PrefLib files (.soi), others as a table (.csv).",
        )
    if not figures.pot:
        return say(
            "Recount it: the rulebook does not publish the ballots. The auditor copy holds those "
            "of every question, ranked ones for any program that reads PrefLib files (.soi), "
            "others as a table (.csv).",
        )
    if figures.public_ballots and not figures.funded:
        return say(
            "Recount it: any program that reads Pabulib files counts data/assembly.pb and must "
            "fund nothing.",
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
        "any program that reads Pabulib files.",
    )


def _signatures(source: Source) -> Json:
    figures = source.figures
    pen = source.pen
    return {
        "title": pen(say("Signatures")),
        "words": pen(
            say(
                "We saw the papers counted. The figures on {where} are what we saw.",
                where=source.where("audit"),
            ),
        ),
        "signers": [
            [pen(role(each.name)), pen(figures.printed.get(each.name, ""))]
            for each in ROLES
        ],
        "ink": pen(say("Signature in ink")),
        "key": pen(say("Key card: begins with")),
        "date": pen(say("Date and time")),
    }
