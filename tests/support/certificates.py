"""Certificates for tests: one key for each name and lasting, drawn once for a whole run of a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from monespace.demo.certificates import write_certificate


@cache
def _drawn(name: str, days: int) -> tuple[bytes, bytes]:
    """Return a certificate and its key, PEM: drawing a key takes longer than most tests."""
    with TemporaryDirectory() as folder:
        certificate, key = Path(folder, "crt"), Path(folder, "key")
        write_certificate(certificate, key, name, days=days)
        return certificate.read_bytes(), key.read_bytes()


def write_drawn_certificate(certificate: Path, key: Path, name: str, *, days: int = 365) -> None:
    """Do as ``write_certificate``, always with the same key for a name."""
    written, kept = _drawn(name, days)
    certificate.write_bytes(written)
    key.touch(mode=0o600)
    key.write_bytes(kept)
