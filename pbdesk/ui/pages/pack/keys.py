"""What the forms about keys share: buttons, fields that must be filled, and the card of a key."""

from __future__ import annotations

from pbdesk.pack.keys import fingerprint, public_line
from pbdesk.ui.host import Host
from pbdesk.ui.pages.pack.view import SignerLine
from pbdesk.ui.pages.staffing import printed_in
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.form import Form
from pbdesk.words import Words, say

__all__ = ["SHORTEST", "asked", "print_card"]

SHORTEST = 12
"""Signs of a new passphrase, at least."""


def asked(form: Form, name: str, why: Words) -> bool:
    """Whether the field holds something; if not, it says why it must."""
    return form.value(name) is not None or not form.show_error(name, why)


def print_card(
    host: Host,
    line: SignerLine,
    principal: str,
    key: bytes,
) -> None:
    """Show the card that the clerk keeps on paper, to know this key by."""
    host.preview(
        say("Key card"),
        _card(host, line, principal, key),
        f"key-card-{line.who}.pdf",
    )


def _card(host: Host, line: SignerLine, principal: str, key: bytes) -> bytes:
    from pbdesk.paper.keycards import key_card_pdf

    mandate = host.state.mandate
    return key_card_pdf(
        name=mandate.name,
        assembly=mandate.id,
        day=mandate.day,
        signer=printed_in(host.people).get(line.who, ""),
        role=line.role,
        principal=principal,
        fingerprint=fingerprint(key),
        public=public_line(key),
        locale=theme().locale,
    )
