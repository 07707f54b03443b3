"""Questions answered by a number of another register: a payment's, an article's, a vehicle's, a parcel's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, Literal

from django.utils.translation import gettext_lazy as _
from stdnum import ean
from stdnum.exceptions import ValidationError as NoNumber

from dossiers.engine.kinds.numbered import NumberedQuestion
from monespace.common.identifiers import InvalidIdentifier, WrongCheck, WrongLength, compact

if TYPE_CHECKING:
    from dossiers.engine.kinds.base import Message

DIGITS: Final = re.compile("[0-9]+")
STRUCTURED_LENGTH: Final = 12
GTIN_LENGTHS: Final = (8, 12, 13, 14)
EAN_LENGTH: Final = 13
PLATES: Final = re.compile(r"(?:([0-9A-Z])([A-Z]{3})([0-9]{3})|([A-Z]{3})([0-9]{3})|([0-9]{3})([A-Z]{3}))")
CAPAKEY: Final = re.compile(r"([0-9]{5})([A-Z])([0-9]{4})([0-9]{2})([A-Z_])([0-9]{3})")
CAPAKEY_MARKS: Final = re.compile(r"[\s/]+")


class CapitalsQuestion(NumberedQuestion):
    """A number with letters in it, in capitals."""

    inputmode = "text"

    def attributes(self) -> dict[str, Any]:
        return super().attributes() | {"autocapitalize": "characters", "spellcheck": "false"}

    def display(self, value: str, language: str) -> str:
        del language
        return value


class StructuredCommunicationQuestion(NumberedQuestion):
    """The reference of a Belgian payment: ten digits, and what is left of them divided by 97."""

    pattern = r"^[0-9]{12}$"

    kind: Literal["structured_communication"]

    def normalize(self, text: str) -> str:
        digits = compact(text).translate({ord("+"): None, ord("*"): None})
        if DIGITS.fullmatch(digits) and len(digits) != STRUCTURED_LENGTH:
            raise WrongLength(expected=STRUCTURED_LENGTH, found=len(digits))
        if not DIGITS.fullmatch(digits):
            raise InvalidIdentifier("This is not a structured communication.")
        if (int(digits[:10]) % 97 or 97) != int(digits[10:]):
            raise WrongCheck
        return digits

    def display(self, value: str, language: str) -> str:
        del language
        return f"+++{value[:3]}/{value[3:7]}/{value[7:]}+++"

    @property
    def format_hint(self) -> Message:
        return _("Douze chiffres, par exemple +++090/9337/55493+++.")

    @property
    def invalid(self) -> Message:
        return _(
            "« %(label)s » : recopiez les douze chiffres de la communication, comme +++090/9337/55493+++."
        )


class EanQuestion(NumberedQuestion):
    """The number under a bar code: EAN-13, EAN-8, UPC or GTIN-14."""

    pattern = r"^(?:[0-9]{8}|[0-9]{12,14})$"

    kind: Literal["ean"]

    def normalize(self, text: str) -> str:
        digits = compact(text)
        if not DIGITS.fullmatch(digits):
            raise InvalidIdentifier("This is not the number of an article.")
        if len(digits) not in GTIN_LENGTHS:
            raise WrongLength(expected=EAN_LENGTH, found=len(digits))
        try:
            return str(ean.validate(digits))
        except NoNumber:
            raise WrongCheck from None

    @property
    def format_hint(self) -> Message:
        return _("Les chiffres sous le code-barres, par exemple 5412345000013.")

    @property
    def invalid(self) -> Message:
        return _(
            "« %(label)s » : recopiez les chiffres qui se trouvent sous le code-barres, 13 le plus souvent."
        )


class PlateQuestion(CapitalsQuestion):
    """A Belgian number plate of any series: 1-ABC-234, ABC-123, 123-ABC."""

    pattern = r"^(?:[0-9A-Z]-[A-Z]{3}-[0-9]{3}|[A-Z]{3}-[0-9]{3}|[0-9]{3}-[A-Z]{3})$"

    kind: Literal["plate"]

    def normalize(self, text: str) -> str:
        found = PLATES.fullmatch(compact(text))
        if found is None:
            raise InvalidIdentifier("This is not a Belgian plate.")
        return "-".join(part for part in found.groups() if part)

    @property
    def format_hint(self) -> Message:
        return _("Par exemple 1-ABC-234.")

    @property
    def invalid(self) -> Message:
        return _("« %(label)s » : indiquez une plaque belge telle qu’elle est écrite, comme 1-ABC-234.")


class CapakeyQuestion(CapitalsQuestion):
    """The key of a cadastral parcel: division, section, number."""

    pattern = r"^[0-9]{5}[A-Z][0-9]{4}/[0-9]{2}[A-Z_][0-9]{3}$"

    kind: Literal["capakey"]

    def normalize(self, text: str) -> str:
        found = CAPAKEY.fullmatch(CAPAKEY_MARKS.sub("", text).upper())
        if found is None:
            raise InvalidIdentifier("This is not the key of a parcel.")
        division, section, number, bis, exponent, power = found.groups()
        return f"{division}{section}{number}/{bis}{exponent}{power}"

    @property
    def format_hint(self) -> Message:
        return _("Dix-sept caractères, par exemple 92094A0123/00B000.")

    @property
    def invalid(self) -> Message:
        return _(
            "« %(label)s » : recopiez la référence cadastrale (capakey) de la parcelle, comme "
            "92094A0123/00B000."
        )
