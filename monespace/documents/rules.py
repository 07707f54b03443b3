"""Which files may be added somewhere: their types, their size, how many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import _StrOrPromise

MEGABYTE = 1_000_000


class FileRules(Protocol):
    """What a place where files are added accepts; ``label`` names it in messages."""

    @property
    def label(self) -> object:
        """What the person reads above the input; printed in messages."""

    @property
    def accept(self) -> Sequence[str]:
        """Extensions among pdf, jpg and png."""

    @property
    def max_files(self) -> int:
        """How many files at most."""

    @property
    def max_mb(self) -> int:
        """The largest size of one file, in millions of bytes."""


@dataclass(frozen=True)
class Rules:
    """Rules written in code."""

    label: _StrOrPromise
    accept: tuple[str, ...] = ("pdf", "jpg", "png")
    max_files: int = 5
    max_mb: int = 10


def check_upload(rules: FileRules, *, name: str, size: int, kept: int) -> None:
    """Refuse a new file with ValidationError: its type, its size, one too many beside ``kept`` others."""
    if name.lower().rpartition(".")[2].replace("jpeg", "jpg") not in rules.accept:
        raise _error(
            rules, _("« %(label)s » : choisissez un fichier %(types)s."), code="type", types=types_of(rules)
        )
    if not 0 < size <= max_bytes(rules):
        raise _error(
            rules,
            _("« %(label)s » : choisissez un fichier qui n’est pas vide et pèse %(limit)s Mo au plus."),
            code="size",
            limit=rules.max_mb,
        )
    if kept >= rules.max_files:
        raise _error(
            rules,
            _("« %(label)s » : retirez d’abord un fichier, %(limit)s au plus sont permis."),
            code="number",
            limit=rules.max_files,
        )


def max_bytes(rules: FileRules) -> int:
    """Return the largest size of one file."""
    return rules.max_mb * MEGABYTE


def types_of(rules: FileRules) -> str:
    """Return the accepted types, as people say them."""
    return ", ".join(extension.upper() for extension in rules.accept)


def hint_of(rules: FileRules) -> _StrOrPromise:
    """Return types, size and number in words, for the hint above the input."""
    message = ngettext_lazy(
        "%(types)s, %(size)s Mo au plus, %(files)s fichier.",
        "%(types)s, %(size)s Mo au plus par fichier, %(files)s fichiers au plus.",
        rules.max_files,
    )
    return message % {"types": types_of(rules), "size": rules.max_mb, "files": rules.max_files}


def _error(rules: FileRules, message: _StrOrPromise, *, code: str, **params: object) -> ValidationError:
    return ValidationError(message, code=code, params={"label": rules.label, **params})
