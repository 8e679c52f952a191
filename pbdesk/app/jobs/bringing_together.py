"""Bringing together: the work behind the page that combines; what goes wrong is said in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from pbdesk.app.jobs.combined_report import report_of_halls
from pbdesk.app.jobs.combining import Combined, Given, combine, combined_bag
from pbdesk.app.jobs.gathering import Gathered, gather
from pbdesk.app.jobs.progress import Progress
from pbdesk.i18n import Locale
from pbdesk.pack.bag import Bag, read_info, read_text, read_zip, write_zip
from pbdesk.pack.refused import PackRefused
from pbdesk.words import Words, say

__all__ = [
    "Brought",
    "SumMade",
    "bag_of_sum",
    "brought_together",
    "sum_made",
    "write_sum",
]


@dataclass(frozen=True)
class Brought:
    """What was brought: packs, the clerk's list, opened copies; and halls to leave out (ids)."""

    packs: Sequence[Path]
    signers: Path
    copies: Sequence[Path] = ()
    without: Iterable[str] = ()


@dataclass(frozen=True)
class SumMade:
    """The pack of a sum on disk, unsigned: where, what it says, and its code."""

    path: Path
    combined: Combined
    code: tuple[str, ...]


def brought_together(
    given: Given,
    brought: Brought,
    progress: Progress,
) -> Gathered | Words:
    """What each pack is to the sum; a sentence where something else cannot be used."""
    try:
        return gather(
            given.export,
            brought.packs,
            read_text(brought.signers),
            progress,
            copies=brought.copies,
            without=brought.without,
        )
    except PackRefused as refused:
        return refused.words


def sum_made(
    gathered: Gathered,
    given: Given,
    dice: str,
    folder: Path,
    locale: Locale,
    made: date,
    progress: Progress,
) -> SumMade | Words:
    """Count all halls together and write the pack of their sum; a sentence where that fails."""
    progress(0, 2, say("Counting"))
    combined = combine(gathered, given.codes, dice)
    progress(1, 2, say("Setting the report"))
    bag = bag_of_sum(combined, given, locale, made)
    try:
        path = write_sum(bag, folder)
    except PackRefused as refused:
        return refused.words
    return SumMade(path, combined, read_info(bag).results_code)


def bag_of_sum(
    combined: Combined,
    given: Given,
    locale: Locale,
    made: date,
) -> Bag:
    """The pack of a sum with its report, unsigned."""
    report = partial(report_of_halls, locale=locale, made=made)
    return combined_bag(combined, given, report, locale=locale, made=made)


def write_sum(bag: Bag, folder: Path) -> Path:
    """Write the pack into `folder`, which is made where it is not there.

    Raises PackRefused, also where the same pack is there and was signed.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PackRefused(
            say(
                "“{folder}” cannot be made: {why}.",
                folder=str(folder),
                why=error.strerror or "",
            ),
        ) from error
    path = folder / f"{bag.name}.zip"
    if path.exists() and not _signatures(read_zip(path)) <= _signatures(bag):
        raise PackRefused(
            say(
                "“{name}” is there already, and somebody signed it. Choose another folder.",
                name=path.name,
            ),
        )
    write_zip(bag, path)
    return path


def _signatures(bag: Bag) -> AbstractSet[tuple[str, bytes]]:
    return {
        (name, data)
        for name, data in bag.files.items()
        if name.startswith("signatures/")
    }
