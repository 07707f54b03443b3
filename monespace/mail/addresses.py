"""Who receives mails without an account; one mailbox under one key, however it is written (ADR 0060)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

LONGEST = 300


def recipient_key(address: str) -> str:
    """Return what stands for a mailbox when its mails are counted.

    Capitals, dots and other marks, quotes, what follows a « + », and the two writings of a domain (``é.be``,
    ``xn--9ca.be``) make no other mailbox. Where ``a.b`` and ``ab`` are two people, they share a count.
    """
    local, _at, domain = same_writing(address).rpartition("@")
    mailbox = _letters(local.partition("+")[0]) or _letters(local) or local
    return f"{mailbox}@{domain}"[:LONGEST]


def same_writing(address: str) -> str:
    """Return an address in the one writing in which only the same mailbox is written: nothing is left out."""
    local, at, domain = unicodedata.normalize("NFKC", address).casefold().strip().rpartition("@")
    return f"{local}{at}{_ascii(domain)}"


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _ascii(domain: str) -> str:
    domain = domain.rstrip(".")
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Somebody known by a name and an address that another person gave."""

    display_name: str
    email: str
    pk: None = None
