"""A postal address: street, number, box, postcode and locality, country."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, override, pgettext
from django.utils.translation import gettext_lazy as _
from pydantic import Field, StrictBool

from dossiers.engine.composite import CompositeInput, LongList, PartError
from dossiers.engine.kinds.address_parts import COMPARED, parts_of
from dossiers.engine.kinds.base import JSON, Facts, Message, Question, Raw, text_of
from dossiers.engine.kinds.countries import BELGIUM, CODES, WITH_POSTCODES, countries, country_options
from dossiers.engine.kinds.house_numbers import NONE, house_in, read_number, without_repetition
from monespace.common.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

BELGIAN_POSTCODE: Final = re.compile(r"[1-9][0-9]{3}")
WALLOON_POSTCODES: Final = (range(1300, 1500), range(4000, 8000))
LONGEST: Final = {"street": 150, "number": 20, "box": 20, "postcode": 12, "locality": 100}
REQUIRED: Final[dict[str, Message]] = {
    "street": _("« %(label)s » : indiquez la rue."),
    "number": _("« %(label)s » : indiquez le numéro, ou « s/n » s’il n’y en a pas."),
    "postcode": _("« %(label)s » : indiquez le code postal."),
    "locality": _("« %(label)s » : indiquez la localité."),
}
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
    """A complete address; ``number`` is ``s/n`` where there is none, the postcode may be empty far away."""

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
    asked_as = frozenset({"adresse", "adresse postale", "adresse complete", "domicile"})

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
        parts["number"] = read_number(parts["number"])
        parts["street"], parts["number"], parts["box"] = without_repetition(
            parts["street"], parts["number"], parts["box"]
        )
        problems = [*self._missing_parts(parts), *self._wrong_parts(parts)]
        if problems:
            raise ValidationError(problems)
        return Address(**parts)

    def _missing_parts(self, parts: dict[str, str]) -> Iterator[ValidationError]:
        """Give an error for each part that is needed and blank."""
        for part, message in REQUIRED.items():
            if parts[part] or (part == "postcode" and parts["country"] not in WITH_POSTCODES):
                continue
            house = house_in(parts["street"]) if part == "number" else None
            if house is None:
                yield self._part_error(part, message)
            else:
                yield self._part_error(
                    part,
                    _(
                        "« %(label)s » : indiquez le numéro dans « Numéro ». Si c’est %(number)s, "
                        "laissez la rue seule dans « Rue »."
                    ),
                    number=house.number,
                )

    def _wrong_parts(self, parts: dict[str, str]) -> Iterator[ValidationError]:
        """Give an error for each part that cannot be kept as it is."""
        for part, most in LONGEST.items():
            if len(parts[part]) > most:
                yield self._part_error(
                    part,
                    _("« %(label)s », %(part)s : raccourcissez à %(limit)s caractères au plus."),
                    part=LABELS[part],
                    limit=most,
                )
        country, postcode = parts["country"], parts["postcode"]
        if country not in CODES:
            yield self._part_error("country", _("« %(label)s » : choisissez un des pays proposés."))
        elif country == BELGIUM and postcode and not BELGIAN_POSTCODE.fullmatch(postcode):
            yield self._part_error(
                "postcode",
                _("« %(label)s » : indiquez un code postal belge de quatre chiffres, comme 5000."),
            )
        elif self.in_wallonia and postcode and not _is_walloon(country, postcode):
            yield self._part_error(
                "postcode" if country == BELGIUM else "country",
                _("« %(label)s » : indiquez une adresse dont le code postal est wallon."),
            )

    def _part_error(self, name: str, message: Message, **params: object) -> ValidationError:
        return PartError(name, message, params={"label": self.quoted_label, **params})

    @property
    def missing(self) -> Message:
        return _("« %(label)s » : indiquez l’adresse (rue, numéro, code postal et localité).")

    @cached_property
    def parts(self) -> dict[str, Question[Any]]:
        return parts_of(self, LABELS)

    def part_values(self, value: Address | None) -> dict[str, Any]:
        return {part: getattr(value, part) for part in COMPARED if getattr(value, part, "")}

    def payload(self, value: Address) -> JSON:
        return {part: content for part, content in asdict(value).items() if content}

    @property
    def format_hint(self) -> Message:
        return _("Pas de numéro ? Indiquez « s/n » dans « Numéro ».")

    def display(self, value: Address, language: str) -> str:
        with override(language):
            box = gettext("boîte %(box)s") % {"box": value.box} if value.box else ""
            number = pgettext("sans numéro de maison", "s/n") if value.number == NONE else value.number
        country = "" if value.country == BELGIUM else countries(language)[value.country]
        street = " ".join(part for part in (value.street, number, box) if part)
        town = " ".join(part for part in (value.postcode, value.locality) if part)
        return "\n".join(line for line in (street, town, country) if line)

    def payload_schema(self) -> dict[str, JSON]:
        texts: dict[str, JSON] = {
            part: {"type": "string", "minLength": 1, "maxLength": most} for part, most in LONGEST.items()
        }
        return {
            "type": "object",
            "properties": texts | {"country": {"type": "string", "enum": sorted(CODES)}},
            "required": [*(part for part in REQUIRED if part != "postcode"), "country"],
            "if": {"properties": {"country": {"enum": sorted(WITH_POSTCODES)}}},
            "then": {"required": ["postcode"]},
            "additionalProperties": False,
        }

    def tidy(self, typed: Any) -> Raw:
        known = typed if isinstance(typed, dict) else {}
        return {part: text_of(known.get(part)) for part in LABELS}

    def widget(self, language: str, stored: Raw, facts: Facts) -> forms.Widget:
        del stored, facts

        def text(token: str) -> forms.Widget:
            own = token if self.autocomplete == "own" else "off"
            return forms.TextInput(attrs={"autocomplete": own})

        inputs: dict[str, forms.Widget] = {
            "street": text("address-line1"),
            "number": text("off"),
            "box": text("off"),
            "postcode": text("postal-code"),
            "locality": text("address-level2"),
            "country": LongList(
                lambda selected: country_options(language, selected),
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


def _is_walloon(country: str, postcode: str) -> bool:
    """Say whether a postcode is one of the Region's."""
    return country == BELGIUM and any(int(postcode) in codes for codes in WALLOON_POSTCODES)
