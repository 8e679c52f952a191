"""The table of benchmarks/voting/README.md.

Pbdesk and, where it is installed, pabutools on the same files.
    python benchmarks/voting/run.py [--peer PYTHON] [--work NAME]… [--json FILE] [--large] [FILE.pb
    …]

Each piece of work runs in a process of its own, the two programs in turn. Without files it makes
invented ones. `--peer`: an interpreter that has pabutools (the extra `oracle`), if this one has
not. `--large`: also the file of 1,000,000 ballots x 500 projects.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from city import write  # noqa: E402 - scripts stand beside each other, they are no package

FUNDING = ("greedy", "equal-shares", "equal-shares add1", "phragmen")
OURS = ("knapsack",)
CHOOSING = ("schulze", "irv", "stv-scottish", "stv-meek")


def measured(python: str, who: str, what: str, file: Path) -> dict[str, object]:
    """One piece of work; an `error` where it failed or took ten minutes."""
    try:
        done = subprocess.run(
            [python, str(HERE / "work.py"), who, what, str(file)],
            capture_output=True,
            text=True,
            timeout=600,
            check=True,
            cwd=HERE.parent.parent,
        )
    except subprocess.TimeoutExpired:
        return {"error": "more than ten minutes"}
    except subprocess.CalledProcessError as failed:
        return {"error": (failed.stderr.strip().splitlines() or ["failed"])[-1]}
    return json.loads(done.stdout)


def jobs(
    files: list[Path],
    peer: str | None,
    only: list[str],
) -> Iterator[tuple[str, str, str, Path]]:
    for file in files:
        funding = file.suffix == ".pb"
        for what in [
            name
            for name in ((*FUNDING, *OURS) if funding else CHOOSING)
            if not only or name in only
        ]:
            yield sys.executable, "pbdesk", what, file
            if peer and funding and what in FUNDING:
                yield peer, "pabutools", what, file


def has_pabutools(python: str) -> bool:
    try:
        return (
            subprocess.run(
                [python, "-c", "import pabutools"],
                capture_output=True,
                check=False,
            ).returncode
            == 0
        )
    except OSError:
        return False


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("files", nargs="*", type=Path)
    asked.add_argument("--peer", default=sys.executable)
    asked.add_argument("--json", type=Path)
    asked.add_argument("--large", action="store_true")
    asked.add_argument(
        "--work",
        action="append",
        choices=[*FUNDING, *OURS, *CHOOSING],
    )
    options = asked.parse_args()
    peer = options.peer if has_pabutools(options.peer) else None
    if peer is None:
        print(
            "pabutools is not installed here, so only pbdesk is timed: install the extra `oracle`, "
            "or name an "
            "interpreter that has it with --peer.",
            file=sys.stderr,
        )
    with tempfile.TemporaryDirectory() as folder:
        files = [path.resolve() for path in options.files] or invented(
            Path(folder),
        )
        rows = [
            {
                "who": who,
                "what": what,
                "file": file.stem,
                **measured(python, who, what, file),
            }
            for python, who, what, file in jobs(files, peer, options.work or [])
        ]
        if options.large:
            write("approval", 1_000_000, 500, Path(folder) / "large.pb")
            rows += [
                {
                    "who": "pbdesk",
                    "what": what,
                    "file": "1,000,000 x 500",
                    **measured(
                        sys.executable,
                        "pbdesk",
                        what,
                        Path(folder) / "large.pb",
                    ),
                }
                for what in (
                    "greedy",
                    "equal-shares",
                    "equal-shares add1",
                    "phragmen",
                )
            ]
    print("\n".join(table(rows)))
    if options.json:
        options.json.write_text(
            json.dumps(rows, indent=1) + "\n",
            encoding="utf-8",
        )


def invented(folder: Path) -> list[Path]:
    """Growth: ballots x1, x4, x16 and projects x1, x2, x4; and one file of rankings."""
    sizes = [
        (5_000, 50),
        (20_000, 50),
        (80_000, 50),
        (20_000, 100),
        (20_000, 200),
    ]
    files = [folder / f"{ballots}x{projects}.pb" for ballots, projects in sizes]
    for file, (ballots, projects) in zip(files, sizes, strict=True):
        write("approval", ballots, projects, file)
    write("ranked", 100_000, 30, folder / "100000x30.soi")
    return [*files, folder / "100000x30.soi"]


def table(rows: list[dict[str, object]]) -> Iterator[str]:
    yield "| file | work | program | read s | count s | whole s | peak MB | same winners |"
    yield "|---|---|---|---|---|---|---|---|"
    ours = {
        (row["file"], row["what"]): row.get("winners")
        for row in rows
        if row["who"] == "pbdesk"
    }
    for row in rows:
        head = f"| {row['file']} | {row['what']} | {row['who']} |"
        if "error" in row:
            yield f"{head} {row['error']} | | | | |"
            continue
        same = (
            ""
            if row["who"] == "pbdesk"
            else (
                "yes"
                if row["winners"] == ours[row["file"], row["what"]]
                else "no"
            )
        )
        yield (
            f"{head} {row['read']:.2f} | {row['count']:.4f} | {row['whole']:.2f} | {row['peak_mb']:.0f} | {same} |"
        )


if __name__ == "__main__":
    main()
