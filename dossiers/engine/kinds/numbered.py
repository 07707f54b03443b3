"""Questions answered by an official number: IBAN, national number, enterprise and establishment number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from stdnum import iban, numdb
from stdnum.exceptions import InvalidChecksum
from stdnum.exceptions import ValidationError as InvalidNumber

from dossiers.engine.expressions import Sort
from dossiers.engine.kinds.base import Width
from dossiers.engine.kinds.typed import TypedQuestion
from monespace.common.identifiers import (
    LENGTH,
    NO_BCE,
    InvalidIdentifier,
    WrongCheck,
    WrongLength,
    compact,
    format_bce,
    format_establishment,
    format_niss,
    normalize_bce,
    normalize_establishment,
    normalize_niss,
    understood,
)

if TYPE_CHECKING:
    from dossiers.engine.kinds.base import JSON, Facts, Message, Raw

IBAN_BEGINNING: Final = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]*$")
IBAN_PART: Final = re.compile(r"([0-9]+)!")  # « 5!n » of a structure: five digits
IBAN_HEAD: Final = 4


def normalize_iban(text: str) -> str:
    """Return an account number in capitals without spaces; InvalidIdentifier when it is none."""
    typed = compact(text).removeprefix("IBAN")
    if not IBAN_BEGINNING.match(typed):
        raise InvalidIdentifier("This is not an IBAN.")
    length = iban_length(typed[:2])
    if len(typed) != length:
        raise WrongLength(expected=length, found=len(typed))
    try:
        iban.validate(typed, check_country=False)
    except InvalidChecksum:
        raise WrongCheck from None
    except InvalidNumber:
        raise InvalidIdentifier("This is not an IBAN.") from None
    if typed.startswith("BE") and (int(typed[4:14]) % 97 or 97) != int(typed[14:]):
        raise WrongCheck
    return typed


def iban_length(country: str) -> int:
    """Return how many characters the account numbers of a country have; InvalidIdentifier for no country."""
    structure = numdb.get("iban").info(country)[0][1].get("bban")
    if structure is None:
        raise InvalidIdentifier("No country begins its account numbers like this.")
    return IBAN_HEAD + sum(map(int, IBAN_PART.findall(structure)))


def format_iban(number: str) -> str:
    """Return an account number in groups of four."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


class NumberedQuestion(TypedQuestion[str]):
    """A number that carries its own check, written one way once understood."""

    pattern: ClassVar[str]
    inputmode = "numeric"
    sort = Sort.TEXT
    width: ClassVar[Width] = "medium"

    def understand(self, raw: Raw, facts: Facts) -> str:
        del facts
        return understood(
            self.normalize, raw, label=self.quoted_label, otherwise=self.invalid, length=self.wrong_length
        )

    def normalize(self, text: str) -> str:
        """Return the number written one way; InvalidIdentifier when it is none."""
        raise NotImplementedError

    @property
    def invalid(self) -> Message:
        """The message when it is no such number, for another reason than its length or its check."""
        raise NotImplementedError

    @property
    def wrong_length(self) -> Message:
        """The message when there are too few figures or too many."""
        return LENGTH

    def payload_schema(self) -> dict[str, JSON]:
        return {"type": "string", "pattern": self.pattern}


class IbanQuestion(NumberedQuestion):
    """A bank account."""

    pattern = r"^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$"
    asked_as = frozenset({"iban", "numero de compte", "numero de compte bancaire", "compte bancaire"})
    inputmode = "text"
    width = "long"

    kind: Literal["iban"]

    def attributes(self) -> dict[str, Any]:
        return super().attributes() | {"autocapitalize": "characters", "spellcheck": "false"}

    def normalize(self, text: str) -> str:
        return normalize_iban(text)

    def display(self, value: str, language: str) -> str:
        del language
        return format_iban(value)

    @property
    def format_hint(self) -> Message:
        return _("Par exemple BE71 0961 2345 6769.")

    @property
    def wrong_length(self) -> Message:
        return _(
            "« %(label)s » : un compte de ce pays a %(expected)s caractères, vous en avez écrit %(found)s."
        )

    @property
    def invalid(self) -> Message:
        return _("« %(label)s » : vérifiez le numéro de compte, il doit ressembler à BE71 0961 2345 6769.")


class NissQuestion(NumberedQuestion):
    """A national number, or the BIS number of someone outside the register."""

    pattern = r"^[0-9]{11}$"
    prefills = frozenset({"person.national_number"})
    asked_as = frozenset({"niss", "numero national", "numero de registre national"})

    kind: Literal["niss"]

    def normalize(self, text: str) -> str:
        return normalize_niss(text)

    def display(self, value: str, language: str) -> str:
        del language
        return format_niss(value)

    @property
    def format_hint(self) -> Message:
        return _("Onze chiffres, au dos de la carte d’identité.")

    @property
    def invalid(self) -> Message:
        return _("« %(label)s » : recopiez les onze chiffres qui se trouvent au dos de la carte d’identité.")


class BceQuestion(NumberedQuestion):
    """An enterprise number of the Banque-Carrefour des Entreprises."""

    pattern = r"^[01][0-9]{9}$"
    prefills = frozenset({"enterprise.number"})
    asked_as = frozenset({"numero d entreprise", "numero bce"})

    kind: Literal["bce_number"]

    def normalize(self, text: str) -> str:
        return normalize_bce(text)

    def display(self, value: str, language: str) -> str:
        del language
        return format_bce(value)

    @property
    def format_hint(self) -> Message:
        return _("Dix chiffres, par exemple 1999.990.144.")

    @property
    def invalid(self) -> Message:
        return NO_BCE


class EstablishmentQuestion(NumberedQuestion):
    """The number of an establishment unit."""

    pattern = r"^[2-8][0-9]{9}$"

    kind: Literal["establishment_number"]

    def understand(self, raw: Raw, facts: Facts) -> str:
        number = super().understand(raw, facts)
        if day := facts.closed_on(number):
            raise self.error(self.closed, day=date_format(day))
        return number

    def normalize(self, text: str) -> str:
        return normalize_establishment(text)

    def display(self, value: str, language: str) -> str:
        del language
        return format_establishment(value)

    @property
    def format_hint(self) -> Message:
        return _("Dix chiffres, par exemple 8.999.990.194.")

    @property
    def invalid(self) -> Message:
        return _(
            "« %(label)s » : vérifiez le numéro, il compte dix chiffres et commence par un chiffre de 2 à 8."
        )

    @property
    def closed(self) -> Message:
        """The message when the register says that the establishment is closed."""
        return _(
            "« %(label)s » : selon la Banque-Carrefour des Entreprises, cet établissement est fermé depuis "
            "le %(day)s. Indiquez-en un autre."
        )
