"""Which files may be added somewhere: their types, their size, how many.

One definition for all: what one question may ask for, what the questions of one page may ask for together,
and what one request may bring, are the same numbers (ADR 0056).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final, Protocol

from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext, ngettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from monespace.common.text import isolated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import _StrOrPromise

MEGABYTE: Final = 1_000_000
MOST_FILES: Final = 20  # of one question
LARGEST_MB: Final = 50  # one file
PASSING: Final = frozenset({"busy", "lost"})  # codes of refusals that may not be repeated a moment later
MOST_FILES_TOGETHER: Final = 100  # of the questions of one page, in one request
MOST_MB_TOGETHER: Final = 1000


class Loss(Enum):
    """Why a file that was sent did not arrive."""

    NO_ROOM = auto()
    TOO_LARGE = auto()
    TOO_MANY = auto()


class FileRules(Protocol):
    """What a place where files are added accepts; ``label`` names it in messages."""

    @property
    def label(self) -> object:
        """What the person reads above the input."""

    @property
    def quoted_label(self) -> object:
        """The label as messages print it, inside quotation marks."""

    @property
    def accept(self) -> Sequence[str]:
        """Extensions, among those of ``cleaning.kinds.CONTENT_TYPES``."""

    @property
    def max_files(self) -> int:
        """How many files at most."""

    @property
    def max_mb(self) -> int:
        """The largest size of one file, in millions of bytes."""

    @property
    def min_files(self) -> int:
        """How many files at least, of whoever adds some."""

    @property
    def max_total_mb(self) -> int | None:
        """The largest size of all files together, in millions of bytes; None when nothing more is said."""


@dataclass(frozen=True)
class Rules:
    """Rules written in code."""

    label: _StrOrPromise
    accept: tuple[str, ...] = ("pdf", "jpg", "png")
    max_files: int = 5
    max_mb: int = 10
    min_files: int = 1
    max_total_mb: int | None = None

    @property
    def quoted_label(self) -> _StrOrPromise:
        """The label: it quotes nothing itself."""
        return self.label


OTHER_EXTENSIONS = dict.fromkeys(("jpeg", "jpe", "jfif"), "jpg")
"""Names that phones and browsers give to the same type; the content is judged when it is taken in."""
OF_PHONES = frozenset({"heic", "heif"})
"""Pictures that are not read here (ADR 0119): phones send JPEG where only that is asked for."""


def check_upload(
    rules: FileRules, *, name: str, size: int, kept: Sequence[int] = (), loss: Loss | None = None
) -> None:
    """Refuse a new file with ValidationError, by its name: type, size, too much beside those that are kept.

    ``size`` is its own in bytes, ``kept`` are theirs.
    """
    extension = name.lower().rpartition(".")[2]
    if extension in OF_PHONES and "jpg" in rules.accept:
        raise refusal(rules, name, HEIC, code="type")
    if OTHER_EXTENSIONS.get(extension, extension) not in rules.accept:
        raise refusal(rules, name, WRONG_TYPE, code="type", types=types_of(rules))
    if loss is Loss.TOO_LARGE or size > max_bytes(rules):
        raise too_heavy(rules, name)
    if loss is not None:
        raise refusal(rules, name, NO_ROOM if loss is Loss.NO_ROOM else TOO_MANY, code="lost")
    if size == 0:
        raise refusal(rules, name, EMPTY, code="size")
    if len(kept) >= rules.max_files:
        raise one_too_many(rules, name)
    if rules.max_total_mb and sum(kept, size) > rules.max_total_mb * MEGABYTE:
        raise refusal(rules, name, TOGETHER_TOO_HEAVY, code="together", limit=rules.max_total_mb)


def too_heavy(rules: FileRules, name: str) -> ValidationError:
    """Return why a file larger than ``max_bytes`` is not kept."""
    return refusal(rules, name, TOO_HEAVY, code="size", limit=rules.max_mb)


def one_too_many(rules: FileRules, name: str) -> ValidationError:
    """Return why a file beside ``max_files`` others is not kept."""
    return refusal(rules, name, ONE_TOO_MANY, code="number", limit=rules.max_files)


def limits_of(rules: FileRules) -> dict[str, object]:
    """Return what a script need not send to know that it is refused, with the sentences, of ``{name}``."""
    return {
        "bytes": max_bytes(rules),
        "files": rules.max_files,
        "too_heavy": too_heavy(rules, "{name}").messages[0],
        "too_many": one_too_many(rules, "{name}").messages[0],
    }


def max_bytes(rules: FileRules) -> int:
    """Return the largest size of one file."""
    return rules.max_mb * MEGABYTE


def types_of(rules: FileRules) -> str:
    """Return the accepted types, as people say them."""
    return ", ".join(extension.upper() for extension in rules.accept)


def _hint(rules: FileRules) -> str:
    if rules.min_files > 1:
        message = gettext("%(types)s, %(size)s Mo au plus par fichier, %(least)s à %(files)s fichiers.")
    else:
        message = ngettext(
            "%(types)s, %(size)s Mo au plus, %(files)s fichier.",
            "%(types)s, %(size)s Mo au plus par fichier, %(files)s fichiers au plus.",
            rules.max_files,
        )
    said = message % {
        "types": types_of(rules),
        "size": rules.max_mb,
        "least": rules.min_files,
        "files": rules.max_files,
    }
    if rules.max_total_mb is None:
        return said
    return gettext("%(limits)s %(total)s Mo au plus ensemble.") % {
        "limits": said,
        "total": rules.max_total_mb,
    }


def hint_of(rules: FileRules) -> _StrOrPromise:
    """Return types, size and number in words, for the hint above the input: in the language of who reads it.

    A form of a fixed page says it once for all languages, when its class is made.
    """
    return lazy(_hint, str)(rules)


def refusal(
    rules: FileRules, name: str, message: _StrOrPromise, *, code: str, **params: object
) -> ValidationError:
    """Return why the file called ``name`` is not kept; the message names it and its place."""
    named = {"label": rules.quoted_label, "name": isolated(name)}
    return ValidationError(message, code=code, params=named | params)


WRONG_TYPE = _("« %(label)s » : le fichier %(name)s n’est pas accepté. Choisissez un fichier %(types)s.")
HEIC = _(
    "« %(label)s » : le fichier %(name)s est une photo au format HEIC. Enregistrez-la en JPG, puis "
    "ajoutez-la. Sur un iPhone, c’est le format « Le plus compatible » des réglages de l’appareil photo."
)
EMPTY = _("« %(label)s » : le fichier %(name)s est vide. Vérifiez-le, puis ajoutez-le à nouveau.")
TOO_HEAVY = _(
    "« %(label)s » : le fichier %(name)s est trop lourd. Choisissez un fichier de %(limit)s Mo au plus."
)
ONE_TOO_MANY = ngettext_lazy(
    "« %(label)s » : le fichier %(name)s n’est pas ajouté, car %(limit)s fichier au plus est permis. "
    "Retirez l’autre d’abord.",
    "« %(label)s » : le fichier %(name)s n’est pas ajouté, car %(limit)s fichiers au plus sont permis. "
    "Retirez d’abord un autre fichier.",
    "limit",
)
TOGETHER_TOO_HEAVY = _(
    "« %(label)s » : le fichier %(name)s n’est pas ajouté, car vos fichiers pèseraient ensemble plus de "
    "%(limit)s Mo. Choisissez-en un plus léger, ou retirez d’abord un autre fichier."
)
TOO_MANY = _(
    "« %(label)s » : le fichier %(name)s n’est pas ajouté, car vous avez choisi trop de fichiers à la fois. "
    "Ajoutez-le à nouveau, avec moins d’autres fichiers."
)
NO_ROOM = _(
    "« %(label)s » : le fichier %(name)s n’a pas pu être gardé, car la place manque pour les documents en ce "
    "moment. Ajoutez-le à nouveau dans quelques minutes."
)
