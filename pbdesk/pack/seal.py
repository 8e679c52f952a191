"""The report's one seal.

An invisible PAdES signature that PDF readers show, appended behind the unsigned report. A
convenience: it tells a reader's program that nothing was changed since. Its key is made for this
one seal and thrown away, so nothing is to be kept or stolen, and its certificate is its own: whose
seal it is, the signatures of the pack say, which cover the sealed bytes. P-256, because common
readers call an Ed25519 seal invalid. Source: ISO 32000-1, 7.5.6 (updates) and 12.8 (signatures);
ETSI EN 319 142-1 (PAdES B-B).
"""

from __future__ import annotations

import importlib
import io
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, override

__all__ = ["FIELD", "SEALER", "Sealing", "sealed"]

FIELD = "Seal"
SEALER = "Facilitator"
_FOR_EVER = datetime(
    9999,
    12,
    31,
    23,
    59,
    59,
    tzinfo=UTC,
)  # RFC 5280, 4.1.2.5: no day on which it ends


@dataclass(frozen=True, slots=True)
class Sealing:
    """What the seal says of itself.

    The id of the assembly, and the moment by the laptop's clock.
    """

    assembly: str
    at: datetime


def sealed(pdf: bytes, sealing: Sealing) -> bytes:
    """`pdf` with the facilitator's seal appended.

    The unsigned bytes stay what the sealed ones begin with.
    """
    from pyhanko.sign.fields import (
        InvisSigSettings,
        SigFieldSpec,
        SigSeedSubFilter,
    )
    from pyhanko.sign.signers import PdfSignatureMetadata

    writing, signing = _classes()
    whole = (
        pdf if pdf.endswith(b"\n") else pdf + b"\n"
    )  # else the update begins inside the comment “%%EOF”
    said = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
    )
    field = SigFieldSpec(
        FIELD,
        readable_field_name=SEALER,
        # Nothing to see, nothing to come to: else it had to stand in the structure (ISO 14289-1,
        # 7.18.1 and 7.18.4), which would have to be written anew.
        invis_sig_settings=InvisSigSettings(
            set_hidden_flag=True,
            set_print_flag=False,
        ),
    )
    signer = signing(said, signer=_signer(sealing), new_field_spec=field)
    signer.moment = sealing.at.astimezone(UTC)
    found: bytes = signer.sign_pdf(writing(io.BytesIO(whole))).getvalue()
    return found


def _classes() -> tuple[type[Any], type[Any]]:
    """The writer and signer of pyHanko, kept from touching anything but what a seal needs.

    By themselves they rewrite the metadata and raise the version of the file, which is made as
    PDF/A-3; and they take the time from the system.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.signers import PdfSigner

    class Writer(IncrementalPdfFileWriter):
        @override
        def _update_meta(self) -> None:
            pass

        @override
        def ensure_output_version(self, version: tuple[int, int]) -> None:
            pass

    class Signer(PdfSigner):
        moment: datetime

        @override
        def register_extensions(
            self,
            pdf_out: Any,
            *,
            md_algorithm: str,
        ) -> None:
            pass

        @override
        def init_signing_session(
            self,
            pdf_out: Any,
            existing_fields_only: bool = False,
        ) -> Any:
            session = super().init_signing_session(
                pdf_out,
                existing_fields_only,
            )
            session.system_time = self.moment
            return session

    return Writer, Signer


def _signer(sealing: Sealing) -> Any:
    """A key for this seal alone, with a certificate of its own making, as pyHanko takes them."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
    )
    from cryptography.x509.oid import NameOID
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, sealing.assembly),
            x509.NameAttribute(NameOID.COMMON_NAME, SEALER),
        ],
    )
    signing = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(sealing.at.astimezone(UTC))
        .not_valid_after(_FOR_EVER)
        .add_extension(signing, critical=True)
        .sign(key, hashes.SHA256())
    )
    keys: Any = importlib.import_module("asn1crypto.keys")  # it brings no types
    read: Any = importlib.import_module("asn1crypto.x509")
    return SimpleSigner(
        signing_cert=read.Certificate.load(
            certificate.public_bytes(Encoding.DER),
        ),
        signing_key=keys.PrivateKeyInfo.load(
            key.private_bytes(
                Encoding.DER,
                PrivateFormat.PKCS8,
                NoEncryption(),
            ),
        ),
        cert_registry=SimpleCertificateStore(),
    )
