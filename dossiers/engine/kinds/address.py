"""A postal address: street, number, box, postcode and locality, country."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Final, Literal

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from pydantic import Field, StrictBool

from dossiers.engine.kinds.base import JSON, Facts, Message, Question, Raw, without_nul
from dossiers.engine.kinds.countries import BELGIUM, COUNTRIES
from dossiers.engine.widgets import CompositeInput
from monespace.common.text import one_line

BELGIAN_POSTCODE: Final = re.compile(r"[1-9][0-9]{3}")
WALLOON_POSTCODES: Final = (range(1300, 1500), range(4000, 8000))
LONGEST: Final = {"street": 150, "number": 20, "box": 20, "postcode": 12, "locality": 100}
REQUIRED: Final = ("street", "number", "postcode", "locality")
LABELS: Final[dict[str, Message]] = {
    "street": _("Rue"),
    "number": _("Numéro"),
    "box": _("Boîte"),
    "postcode": _("Code postal"),
    "locality": _("Localité"),
    "country": _("Pays"),
}


@dataclass(frozen=True)
class Address:
    """A complete address."""

    street: str
    number: str
    box: str
    postcode: str
    locality: str
    country: str


class AddressQuestion(Question[Address]):
    """An address, answered in labelled parts."""

    seconds: ClassVar[int] = 40
    prefills = frozenset({"enterprise.address"})

    kind: Literal["address"]
    in_wallonia: StrictBool = Field(default=False, description="Only Walloon postcodes are accepted.")
    autocomplete: Literal["own", "none"] = Field(
        default="own", description="Whether browsers may fill in the person's own address."
    )

    def is_blank(self, raw: Raw) -> bool:
        return not any(_parts(raw)[part] for part in LONGEST)

    def understand(self, raw: Raw, facts: Facts) -> Address:
        del facts
        parts = _parts(raw)
        parts["country"] = parts["country"] or BELGIUM
        missing = [LABELS[part] for part in REQUIRED if not parts[part]]
        if missing:
            raise self.error(
                _("« %(label)s » : complétez l’adresse (%(parts)s)."),
                parts=format_lazy(", ".join(["{}"] * len(missing)), *missing),
            )
        for part, most in LONGEST.items():
            if len(parts[part]) > most:
                raise self.error(
                    _("« %(label)s », %(part)s : raccourcissez à %(limit)s caractères au plus."),
                    part=LABELS[part],
                    limit=most,
                )
        if parts["country"] not in COUNTRIES:
            raise self.error(_("« %(label)s » : choisissez un des pays proposés."))
        self._check_postcode(parts["country"], parts["postcode"])
        return Address(**parts)

    def _check_postcode(self, country: str, postcode: str) -> None:
        """Refuse a postcode that does not exist, or is outside the Region when that matters."""
        if country == BELGIUM and not BELGIAN_POSTCODE.fullmatch(postcode):
            raise self.error(
                _("« %(label)s » : écrivez un code postal belge de quatre chiffres, comme 5000.")
            )
        if self.in_wallonia and not (
            country == BELGIUM and any(int(postcode) in codes for codes in WALLOON_POSTCODES)
        ):
            raise self.error(_("« %(label)s » : indiquez une adresse dont le code postal est wallon."))

    @property
    def missing(self) -> Message:
        return _("« %(label)s » : écrivez l’adresse (rue, numéro, code postal et localité).")

    def payload(self, value: Address) -> JSON:
        return {part: content for part, content in asdict(value).items() if content}

    def display(self, value: Address, language: str) -> str:
        with override(language):
            box = gettext("boîte %(box)s") % {"box": value.box} if value.box else ""
            country = "" if value.country == BELGIUM else str(COUNTRIES[value.country])
        street = " ".join(part for part in (value.street, value.number, box) if part)
        return "\n".join(line for line in (street, f"{value.postcode} {value.locality}", country) if line)

    def payload_schema(self) -> dict[str, JSON]:
        texts: dict[str, JSON] = {
            part: {"type": "string", "minLength": 1, "maxLength": most} for part, most in LONGEST.items()
        }
        return {
            "type": "object",
            "properties": texts | {"country": {"type": "string", "enum": list(COUNTRIES)}},
            "required": [*REQUIRED, "country"],
            "additionalProperties": False,
        }

    def tidy(self, typed: Any) -> Raw:
        known = typed if isinstance(typed, dict) else {}
        return {part: without_nul(known.get(part)) for part in LABELS}

    def widget(self, language: str, stored: Raw, facts: Facts) -> forms.Widget:
        del language, stored, facts

        def text(token: str) -> forms.Widget:
            own = token if self.autocomplete == "own" else "off"
            return forms.TextInput(attrs={"autocomplete": own})

        inputs: dict[str, forms.Widget] = {
            "street": text("address-line1"),
            "number": text("off"),
            "box": text("off"),
            "postcode": text("postal-code"),
            "locality": text("address-level2"),
            "country": forms.Select(
                choices=list(COUNTRIES.items()),
                attrs={"autocomplete": "country" if self.autocomplete == "own" else "off"},
            ),
        }
        return CompositeInput(
            {part: (LABELS[part], widget) for part, widget in inputs.items()}, {*REQUIRED, "country"}
        )


def _parts(raw: Raw) -> dict[str, str]:
    """Return every part as text on one line, whatever the raw answer is."""
    known = raw if isinstance(raw, dict) else {}
    texts = {part: known.get(part) for part in LABELS}
    return {part: one_line(text) if isinstance(text, str) else "" for part, text in texts.items()}
