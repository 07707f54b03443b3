"""Belgian enterprise, establishment and national numbers: as typed, checked, and written one way."""

import re

from stdnum.be import ssn
from stdnum.exceptions import ValidationError

from monespace.common.text import one_line, western_digits

SEPARATORS = re.compile(r"[\s./\u00b7\u2010-\u2015\u2212\ufe58\ufe63\uff0d-]+")
BCE = re.compile(r"[01][0-9]{9}")
ESTABLISHMENT = re.compile(r"[2-8][0-9]{9}")
NISS = re.compile(r"[0-9]{11}")


class InvalidIdentifier(ValueError):
    """The text is not a number of the expected kind; it is not repeated here: it may be personal."""


def normalize_bce(text: str) -> str:
    """Return the ten digits of an enterprise number (``BE 1999.990.144`` → ``1999990144``).

    Numbers of before 2008 have nine digits; the Banque-Carrefour reads them with a zero in front.
    """
    digits = _compact(text).removeprefix("BE")
    if len(digits) == 9:  # noqa: PLR2004 - the older length
        digits = f"0{digits}"
    if not BCE.fullmatch(digits) or not has_valid_check(digits):
        raise InvalidIdentifier("This is not an enterprise number.")
    return digits


def format_bce(text: str) -> str:
    """Return an enterprise number as people read it: ``1999.990.144``."""
    digits = normalize_bce(text)
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"


def normalize_establishment(text: str) -> str:
    """Return the ten digits of an establishment unit's number (``8.999.990.194`` → ``8999990194``)."""
    digits = _compact(text)
    if not ESTABLISHMENT.fullmatch(digits) or not has_valid_check(digits):
        raise InvalidIdentifier("This is not an establishment number.")
    return digits


def format_establishment(text: str) -> str:
    """Return an establishment unit's number as people read it: ``8.999.990.194``."""
    digits = normalize_establishment(text)
    return f"{digits[0]}.{digits[1:4]}.{digits[4:7]}.{digits[7:]}"


def normalize_niss(text: str) -> str:
    """Return the eleven digits of a national number or BIS number.

    The counter, digits seven to nine, is never zero, which the usual check alone would let through.
    """
    digits = _compact(text)
    if not NISS.fullmatch(digits) or digits[6:9] == "000":
        raise InvalidIdentifier("This is not a national number.")
    try:
        return ssn.validate(digits)
    except ValidationError:
        raise InvalidIdentifier("This is not a national number.") from None


def format_niss(text: str) -> str:
    """Return a national number as people read it: ``78.03.14-901.47``."""
    digits = normalize_niss(text)
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}-{digits[6:9]}.{digits[9:]}"


def _compact(text: str) -> str:
    return SEPARATORS.sub("", western_digits(one_line(text))).upper()


def has_valid_check(digits: str) -> bool:
    """Whether digits nine and ten are 97 minus the remainder of the first eight, which are not all zero."""
    sequence = int(digits[:8])
    return sequence > 0 and 97 - sequence % 97 == int(digits[8:])
