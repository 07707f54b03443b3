"""Belgian enterprise, establishment and national numbers: as typed, checked, and written one way.

And what is said of a number that is not understood: too short, too long, or with a slip in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.be import ssn
from stdnum.exceptions import InvalidChecksum
from stdnum.exceptions import ValidationError as NoNumber

from monespace.common.text import one_line, western_digits

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrOrPromise

SEPARATORS = re.compile(r"[\s.,;/:()_'\u2019\u00b7\u2010-\u2015\u2212\ufe58\ufe63\uff0d-]+")
DIGITS = re.compile(r"[0-9]+")
BCE_LENGTH, OLDER_LENGTH, NISS_LENGTH = 10, 9, 11
BCE = re.compile(r"[01][0-9]{9}")
ESTABLISHMENT = re.compile(r"[2-8][0-9]{9}")
NISS = re.compile(r"[0-9]{11}")


# What stands before a number on invoices and letters, in the four languages.
A_NUMBER = "NUM[EÉ]RO|NUMMER|NUMBER|N[°ºOR]?"
AN_ENTERPRISE = "D?ENTREPRISE|ONDERNEMINGS?|UNTERNEHMENS?|ENTERPRISE|COMPANY"
REGISTERS = "TVA|BTW|MWST|UST|ID|VAT|BCE|KBO|ZDU|CBE|BE"
COURT = r"RP[MR][^\W\d_]*"  # « RPM Namur »: the register of legal persons, and its court
WRITTEN_BCE = re.compile(
    rf"(?:{REGISTERS}|{AN_ENTERPRISE}|{A_NUMBER})*+(?:{COURT})?(?:BE)?([0-9]+)(?:{COURT})?"
)
WRITTEN_ESTABLISHMENT = re.compile(rf"(?:NUE|UE|NE|VE|{A_NUMBER})*+([0-9]+)")
WRITTEN_NISS = re.compile(rf"(?:NISS|INSZ|ENSS|RRN|RR|RN|NN|{A_NUMBER})*+([0-9]+)")
LENGTH: Final = _("« %(label)s » : il faut %(expected)s chiffres, vous en avez écrit %(found)s.")
CHECK: Final = _("« %(label)s » a le bon format, mais un chiffre est sans doute faux : vérifiez-le.")
NO_BCE: Final = _(
    "« %(label)s » : vérifiez le numéro d’entreprise, il compte dix chiffres et commence par 0 ou 1."
)


class InvalidIdentifier(ValueError):
    """The text is not a number of the expected kind; it is not repeated here: it may be personal."""


class WrongLength(InvalidIdentifier):
    """There are ``found`` characters instead of ``expected``."""

    def __init__(self, *, expected: int, found: int) -> None:
        super().__init__("The number is too short or too long.")
        self.expected = expected
        self.found = found


class WrongCheck(InvalidIdentifier):
    """Everything is as it should be but the check: a character slipped."""

    def __init__(self) -> None:
        super().__init__("The check does not fit.")


def compact(text: str) -> str:
    """Return what was typed in capitals, without what people put between the figures."""
    return SEPARATORS.sub("", western_digits(one_line(text))).upper()


def bce_digits(text: str) -> str:
    """Return the figures of what is written as an enterprise number is, whole or not; else nothing.

    ``TVA BE 1999.990.144``, as on every invoice, is one.
    """
    return _digits(WRITTEN_BCE, text)


def normalize_bce(text: str) -> str:
    """Return the ten digits of an enterprise number (``BE 1999.990.144`` → ``1999990144``).

    Numbers of before 2008 have nine digits; the Banque-Carrefour reads them with a zero in front.
    """
    typed = bce_digits(text)
    digits = f"0{typed}" if len(typed) == OLDER_LENGTH else typed
    _demand_length(digits, BCE_LENGTH, typed)
    if not BCE.fullmatch(digits):
        raise InvalidIdentifier("This is not an enterprise number.")
    if not has_valid_check(digits):
        if len(typed) == OLDER_LENGTH and typed[0] in "01":  # older numbers begin with another digit
            raise WrongLength(expected=BCE_LENGTH, found=OLDER_LENGTH)
        raise WrongCheck
    return digits


def format_bce(text: str) -> str:
    """Return an enterprise number as people read it: ``1999.990.144``."""
    digits = normalize_bce(text)
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"


def normalize_establishment(text: str) -> str:
    """Return the ten digits of an establishment unit's number (``8.999.990.194`` → ``8999990194``)."""
    digits = _digits(WRITTEN_ESTABLISHMENT, text)
    _demand_length(digits, BCE_LENGTH)
    if not ESTABLISHMENT.fullmatch(digits):
        raise InvalidIdentifier("This is not an establishment number.")
    if not has_valid_check(digits):
        raise WrongCheck
    return digits


def format_establishment(text: str) -> str:
    """Return an establishment unit's number as people read it: ``8.999.990.194``."""
    digits = normalize_establishment(text)
    return f"{digits[0]}.{digits[1:4]}.{digits[4:7]}.{digits[7:]}"


def niss_digits(text: str) -> str:
    """Return the figures of what is written as a national number is, whole or not; else nothing."""
    return _digits(WRITTEN_NISS, text)


def normalize_niss(text: str) -> str:
    """Return the eleven digits of a national number or BIS number.

    The counter, digits seven to nine, is never zero, which the usual check alone would let through.
    """
    digits = niss_digits(text)
    _demand_length(digits, NISS_LENGTH)
    if not NISS.fullmatch(digits) or digits[6:9] == "000":
        raise InvalidIdentifier("This is not a national number.")
    try:
        return ssn.validate(digits)
    except InvalidChecksum:
        raise WrongCheck from None
    except NoNumber:
        raise InvalidIdentifier("This is not a national number.") from None


def format_niss(text: str) -> str:
    """Return a national number as people read it: ``78.03.14-901.47``."""
    digits = normalize_niss(text)
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}-{digits[6:9]}.{digits[9:]}"


def _digits(written: re.Pattern[str], text: str) -> str:
    """Return the figures of a number, without what stands around it; nothing for another text."""
    found = written.fullmatch(compact(text))
    return found[1] if found else ""


def _demand_length(digits: str, expected: int, typed: str | None = None) -> None:
    """Refuse figures that are too few or too many; anything else is refused for what it is."""
    if DIGITS.fullmatch(digits) and len(digits) != expected:
        raise WrongLength(expected=expected, found=len(typed or digits))


def has_valid_check(digits: str) -> bool:
    """Whether digits nine and ten are 97 minus the remainder of the first eight, which are not all zero."""
    sequence = int(digits[:8])
    return sequence > 0 and 97 - sequence % 97 == int(digits[8:])


def understood(
    normalize: Callable[[str], str],
    text: str,
    *,
    label: object,
    otherwise: _StrOrPromise,
    length: _StrOrPromise = LENGTH,
) -> str:
    """Return the number written one way; ValidationError, with the true cause, when it is none.

    ``otherwise`` is said of a text that is none for another reason than its length or its check.
    """
    try:
        return normalize(text)
    except WrongLength as wrong:
        message, counts = length, {"expected": wrong.expected, "found": wrong.found}
    except WrongCheck:
        message, counts = CHECK, {}
    except InvalidIdentifier:
        message, counts = otherwise, {}
    raise ValidationError(message, code="invalid", params={"label": label, **counts})


class BceField(forms.CharField):
    """The number of an enterprise, as ten digits, however it is written."""

    width = "medium"

    def __init__(self, **options: Any) -> None:
        attributes = {"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}
        super().__init__(max_length=40, widget=forms.TextInput(attrs=attributes), **options)

    def clean(self, value: Any) -> str:
        """Return the ten digits; nothing for nothing."""
        typed = super().clean(value)
        return understood(normalize_bce, typed, label=self.label, otherwise=NO_BCE) if typed else ""
