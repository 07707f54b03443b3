"""Phone numbers as people type them, kept in international form (E.164)."""

from __future__ import annotations

import re
from typing import Final

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from monespace.common.text import one_line, western_digits

HOME_REGION: Final = "BE"
FEWEST_DIGITS: Final = 8  # in a Belgian number, the 0 included
MOST_BELGIAN_DIGITS: Final = 10  # the 0 included
MOST_DIGITS: Final = 15  # of E.164, the country's included
TOO_LONG: Final = phonenumbers.ValidationResult.TOO_LONG
COPIED: Final = re.compile(r"^tel:", re.IGNORECASE)
EXTENSION: Final = re.compile(
    r"(?:;ext=|[x#]|\b(?:ext(?:ension)?|poste|toestel|durchwahl|dw|app))[\s.:]*[0-9]+$", re.IGNORECASE
)
SAYS_ITS_COUNTRY: Final = re.compile(r"^[(\s]*(?:[+＋0]|32[\s./-]?[0-9(])")
"""Without a 0 a Luxembourg number is read as one of Brussels: 27 12 34 56 is not 02 712 34 56."""
ABROAD: Final = re.compile(r"^\s*(?:[+＋]|00)")

INCOMPLETE = _("« %(label)s » : indiquez un numéro complet, comme 0470 12 34 56 ou +32 470 12 34 56.")
PERHAPS_FOREIGN = _(
    "« %(label)s » : ce n’est pas un numéro belge complet. Si le numéro est étranger, commencez par "
    "l’indicatif du pays, comme +33."
)
HAS_EXTENSION = _(
    "« %(label)s » : nous ne pouvons pas garder de numéro de poste (« %(extension)s »). Indiquez le numéro "
    "sans lui."
)
TOO_LONG_FOR_BELGIUM = _(
    "« %(label)s » : ce numéro a trop de chiffres pour un numéro belge. Si le numéro est étranger, "
    "commencez par l’indicatif du pays, comme +33."
)
TOO_MANY_DIGITS = _(
    "« %(label)s » : ce numéro a trop de chiffres. Indiquez un seul numéro, sans numéro de poste."
)
HAS_LETTERS = _("« %(label)s » : indiquez le numéro en chiffres, sans lettres ni texte.")


def typed_phone(text: str, *, label: object) -> str:
    """Return a number in international form, Belgian unless it begins with another country's prefix.

    Raises ValidationError, which names ``label`` and the true cause. Nothing is left out in silence: an
    extension has no place in E.164, and letters are no digits.
    """
    typed = COPIED.sub("", western_digits(one_line(text)))
    if extension := EXTENSION.search(typed):
        raise _refusal(HAS_EXTENSION, label, extension=extension[0].lstrip(";"))
    if any(character.isalpha() for character in typed):
        raise _refusal(HAS_LETTERS, label)
    try:
        number = phonenumbers.parse(typed, HOME_REGION)
    except phonenumbers.NumberParseException:
        number = phonenumbers.PhoneNumber()
    digits = "".join(character for character in typed if character.isdigit())
    if len(digits.lstrip("0")) > MOST_DIGITS or (number.country_code and not _is_whole(number, digits)):
        raise _refusal(TOO_MANY_DIGITS, label)
    begins_well = SAYS_ITS_COUNTRY.match(typed) is not None
    if not (begins_well and phonenumbers.is_valid_number(number)):
        if ABROAD.match(typed) or len(digits) < FEWEST_DIGITS:
            is_long = phonenumbers.is_possible_number_with_reason(number) == TOO_LONG
            raise _refusal(TOO_MANY_DIGITS if is_long else INCOMPLETE, label)
        is_long = len(digits) > MOST_BELGIAN_DIGITS
        raise _refusal(TOO_LONG_FOR_BELGIUM if is_long else PERHAPS_FOREIGN, label)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _is_whole(number: phonenumbers.PhoneNumber, digits: str) -> bool:
    """Say whether what was read ends with the last digit typed: an extension or a second number is not."""
    return not number.extension and digits.endswith(str(number.national_number))


def shown_phone(number: str) -> str:
    """Return a kept number as people read it; nothing for none."""
    if not number:
        return ""
    return phonenumbers.format_number(
        phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )


def _refusal(message: object, label: object, **params: str) -> ValidationError:
    return ValidationError(message, code="invalid", params={"label": label, **params})  # type: ignore[arg-type]  # a lazy text
