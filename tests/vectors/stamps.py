"""A time stamp authority made for tests, and its answers for the vectors.

They have chance in them, so are kept.
python -m tests.vectors.stamps
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from asn1crypto import keys, tsp
from asn1crypto import x509 as read
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from pbdesk.pack.stamps import query
from tests.pack.sample import Evening

HERE = Path(__file__).parent / "stamps"
AUTHORITY = "Time stamps of Nowhere"
AT = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


class Authority:
    """A key, a certificate for time stamps (without `purpose`.

    For nothing), and answers by the library's own dummy.
    """

    def __init__(self, *, purpose: bool = True) -> None:
        self.key = rsa.generate_private_key(65537, 2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, AUTHORITY)])
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self.key.public_key())
            .serial_number(7)
            .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
            .not_valid_after(datetime(2099, 1, 1, tzinfo=UTC))
        )
        if purpose:
            made = made.add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]),
                critical=True,
            )
        self.pem = made.sign(self.key, hashes.SHA256()).public_bytes(
            Encoding.PEM,
        )

    def answer(self, asked: bytes) -> bytes:
        from pyhanko.sign.timestamps import DummyTimeStamper

        kept = self.key.private_bytes(
            Encoding.DER,
            PrivateFormat.PKCS8,
            NoEncryption(),
        )
        certificate = x509.load_pem_x509_certificate(self.pem).public_bytes(
            Encoding.DER,
        )
        stamper = DummyTimeStamper(
            read.Certificate.load(certificate),
            keys.PrivateKeyInfo.load(kept),
            fixed_dt=AT,
            override_md="sha256",
        )
        return stamper.request_tsa_response(tsp.TimeStampReq.load(asked)).dump()

    def write(self, folder: Path) -> None:
        """Key, certificate and settings as `openssl ts -reply` wants them."""
        (folder / "tsa.key").write_bytes(
            self.key.private_bytes(
                Encoding.PEM,
                PrivateFormat.PKCS8,
                NoEncryption(),
            ),
        )
        (folder / "tsa.pem").write_bytes(self.pem)
        (folder / "serial").write_text("01\n")
        (folder / "tsa.cnf").write_text(
            "[tsa]\ndefault_tsa = here\n[here]\nserial = serial\nsigner_cert = tsa.pem\nsigner_key "
            "= tsa.key\n"
            "signer_digest = sha256\ndefault_policy = 1.2.3.4.1\ndigests = sha256\naccuracy = "
            "secs:1\n"
            "ess_cert_id_alg = sha256\n",
        )


def stamp_of(how: str) -> bytes:
    """An answer kept: "genuine" of the sample pack, "elsewhere" of another."""
    return (HERE / f"{how}.tsr").read_bytes()


def main() -> None:
    """Write both."""
    authority, evening = Authority(), Evening()
    HERE.mkdir(exist_ok=True)
    for how, bag in (
        ("genuine", evening.signed()),
        ("elsewhere", evening.but(stage="rehearsal").signed()),
    ):
        (HERE / f"{how}.tsr").write_bytes(authority.answer(query(bag)))


if __name__ == "__main__":
    main()
