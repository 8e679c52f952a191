"""Write the sealed reports that vectors are made with.

A seal has chance in it, so these are made once and kept.
python -m tests.vectors.seals
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pbdesk.pack import seal
from pbdesk.pack.seal import Sealing
from tests.pack.sample import ASSEMBLY, Evening

HERE = Path(__file__).parent / "seals"
AT = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)


def sealed_report(how: str) -> bytes:
    """The report of the sample pack under a seal.

    "genuine", "elsewhere" (another assembly's), "changed" (a page).
    """
    return (HERE / f"{how}.pdf").read_bytes()


def _changing(report: bytes) -> bytes:
    """The report under a seal that turns its page upside down on the way."""
    made = seal._classes

    def classes():
        writer, signer = made()

        class Writer(writer):
            def _update_meta(self):
                from pyhanko.pdf_utils.generic import NumberObject, pdf_name

                page = self.root["/Pages"]["/Kids"][0]
                page[pdf_name("/Rotate")] = NumberObject(180)
                self.update_container(page)

        return Writer, signer

    seal._classes = classes
    try:
        return seal.sealed(report, Sealing(ASSEMBLY, AT))
    finally:
        seal._classes = made


def main() -> None:
    """Write all of them."""
    report = Evening().bag().files["data/report.pdf"]
    HERE.mkdir(exist_ok=True)
    for how, made in (
        ("genuine", seal.sealed(report, Sealing(ASSEMBLY, AT))),
        ("changed", _changing(report)),
        ("elsewhere", seal.sealed(report, Sealing("ward8-2026-11", AT))),
    ):
        (HERE / f"{how}.pdf").write_bytes(made)


if __name__ == "__main__":
    main()
