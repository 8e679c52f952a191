"""What record and people file say against each other when they are opened together."""

from __future__ import annotations

from pathlib import Path

from pbdesk.words import Words, say, several

__all__ = ["another_assembly", "told"]


def another_assembly(path: Path) -> Words:
    """The people file of another assembly, whose passphrase happens to be the same."""
    return say(
        "“{name}” is the people file of another assembly. Put the one that belongs to this record "
        "beside it; nothing was changed.",
        name=path.name,
    )


def told(
    *,
    older: bool,
    dated: bool,
    forgotten: int,
    lacking: int,
) -> Words | None:
    """The gravest of what does not go together, in a sentence; None where all does.

    `older`: the people file has seen entries that the record lacks. `dated`: the record has seen
    the people file newer. `forgotten`: who had come back and was forgotten again. `lacking`: who is
    in the register and not in the file.
    """
    if older:
        return say(
            "This record is older than its people file, which has seen entries that are missing "
            "here, or others in their place. Stop, and look for the newest record; go on only when "
            "you know why.",
        )
    if lacking:
        return several(
            "The people file is an older copy: {n} person of the register is not in it. Look for "
            "the newest one.",
            "The people file is an older copy: {n} people of the register are not in it. Look for "
            "the newest one.",
            lacking,
        )
    if dated:
        return _an_older_copy(forgotten)
    return None


def _an_older_copy(forgotten: int) -> Words:
    if forgotten:
        return several(
            "The people file is an older copy. {n} person who had been forgotten stood in it, and "
            "was forgotten again.",
            "The people file is an older copy. {n} people who had been forgotten stood in it, and "
            "were forgotten again.",
            forgotten,
        )
    return say(
        "The people file is an older copy: consents that were given or taken back since are not in "
        "it. Look for the newest one.",
    )
