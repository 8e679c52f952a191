"""Scenes of checking a pack.

Nothing chosen, something missing, and a pack that is genuine, and one that is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbdesk.app.jobs.checking import Brought, key_signers, signers_text, verify_brought
from pbdesk.app.jobs.pack_source import pack_source
from pbdesk.app.jobs.packing import make_pack
from pbdesk.app.jobs.progress import silent
from pbdesk.i18n import ENGLISH
from pbdesk.pack.bag import read_zip
from pbdesk.pack.keys import make_key
from pbdesk.pack.sign import add_signature
from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page

if TYPE_CHECKING:
    from pbdesk.ui.pages.verify.page import VerifyPage

__all__ = ["SCENES"]


def _page(page: Page) -> VerifyPage:
    from pbdesk.ui.pages.verify.page import VerifyPage

    assert isinstance(page, VerifyPage)
    return page


def _refused(page: Page) -> None:
    _page(page).begin()


def _checked(page: Page, expected: str | None = None) -> None:
    """The evening's own pack, signed by one key.

    Checked by the list of keys that lies beside it.
    """
    shown, host = _page(page), page.host
    made = make_pack(
        pack_source(host.desk),
        host.desk.record.path.parent,
        locale=ENGLISH,
        made=host.state.mandate.day,
        progress=silent,
    )
    key = make_key(made.path.with_name("checked.key"), "lamp bench fridge kerb", "facilitator")
    add_signature(made.path, "facilitator", key)
    assembly = host.state.mandate.id
    signers = made.path.with_name("checked_signers")
    _ = signers.write_text(
        signers_text(key_signers(read_zip(made.path), assembly)), encoding="utf-8"
    )
    shown.take(made.path)
    shown.form.set_values({"assembly": expected or assembly, "signers": str(signers)})
    shown.show_found(verify_brought(Brought(made.path, expected or assembly, signers), silent))


def _other(page: Page) -> None:
    _checked(page, "another-assembly")


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("refused", None, _refused),
    Scene("genuine", "declared", _checked),
    Scene("another", "declared", _other),
)
