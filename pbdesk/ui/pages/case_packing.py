"""The pack of a case, made and signed by hand."""

from __future__ import annotations

from pathlib import Path
from typing import override

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pbdesk.app.case_file import CaseFile
from pbdesk.app.jobs.case_pack import make_case_pack
from pbdesk.app.jobs.packing import Made
from pbdesk.app.jobs.signing import sign_pack
from pbdesk.jury.state import SIGNERS
from pbdesk.minutes import handover
from pbdesk.minutes.decision import Refusal
from pbdesk.ui.pages.packing_by_hand import PackingByHand
from pbdesk.ui.theme import theme

__all__ = ["CasePacking"]


class CasePacking(PackingByHand):
    """Chair and clerk sign it."""

    signers = SIGNERS

    @property
    def _file(self) -> CaseFile:
        file = self.host.file
        if not isinstance(file, CaseFile):
            raise TypeError("no case is open")
        return file

    @override
    def waiting(self) -> str:
        made = self._file.state.handover
        return (
            made.file
            if made.made and len(made.signatures) < len(SIGNERS)
            else ""
        )

    @override
    def pack(self, folder: Path) -> Made | Refusal:
        file = self._file
        made = make_case_pack(
            file,
            folder,
            locale=theme().locale,
            made=file.moment().at.date(),
        )
        if isinstance(made, Refusal):
            return made
        return (
            file.do(handover.made, file=made.path.name, result=made.result)
            or made
        )

    @override
    def signed(
        self,
        path: Path,
        who: str,
        key: Ed25519PrivateKey,
    ) -> Refusal | None:
        return sign_pack(self._file, path, who, key)
