"""Checks 1 to 6: the zip, the folder, the bag's own files.

And that nothing was changed, added or left out.
"""

from __future__ import annotations

from pbdesk.pack.bag import tag_fault
from pbdesk.pack.checks.case import Case, Look
from pbdesk.pack.refused import PackRefused
from pbdesk.words import Words, say, several

__all__ = ["bag_files", "manifest", "one_folder", "opens", "tag_manifests"]


def opens(case: Case) -> Words:
    """The zip is whole, within the limits, and every program reads the same files in it."""
    return several(
        "{n} entry, each read back whole.",
        "{n} entries, each read back whole.",
        len(case.entries),
    )


def one_folder(case: Case) -> Words:
    """One folder with the files of a pack: none missing, none more, none twice, no links."""
    return say(
        "“{folder}”, and nothing that does not belong there.",
        folder=case.bag.name,
    )


def bag_files(case: Case) -> Words:
    """bagit.txt and bag-info.txt are as a pack has them.

    And the folder is named for what they say.
    """
    assembly, day = case.info.assembly, case.info.date.isoformat()
    if not case.bag.name.startswith(f"pb-result_{assembly}_{day}_"):
        raise PackRefused(
            say("The folder’s name is not that of “bag-info.txt”."),
        )
    return say("Assembly “{assembly}”, {day}.", assembly=assembly, day=day)


def manifest(name: str) -> Look:
    """The check that the payload manifest `name` is exactly the one of the files below data/."""

    def look(case: Case) -> Words:
        _refuse_fault(case, name)
        return several(
            "{n} file, unchanged and complete.",
            "{n} files, unchanged and complete.",
            len(case.bag.payload),
        )

    return look


def tag_manifests(case: Case) -> Words:
    """Both tag manifests are exactly those of the bag's own files."""
    _refuse_fault(case, "tagmanifest-sha256.txt")
    _refuse_fault(case, "tagmanifest-sha512.txt")
    return say("The manifests themselves are unchanged.")


def _refuse_fault(case: Case, name: str) -> None:
    fault = tag_fault(case.bag, name)
    if fault == name:
        raise PackRefused(say("“{name}” was changed.", name=name))
    if fault is not None:
        raise PackRefused(
            say("“{fault}” is not as “{name}” has it.", fault=fault, name=name),
        )
