"""The simulated Banque-Carrefour's register: fictitious enterprises and who represents them."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from monespace.simulators.personas import PERSONAS, Persona

NOBODY_KNOWN = "1999990342"
FUNCTION_ENDED = "1999990441"


@dataclass(frozen=True, kw_only=True)
class Address:
    """A postal address."""

    street: str
    house_number: str
    postcode: str
    locality: str
    box: str = ""


@dataclass(frozen=True, kw_only=True)
class Establishment:
    """A place where an enterprise is active."""

    number: str
    name: str
    address: Address


@dataclass(frozen=True, kw_only=True)
class Representative:
    """A person whose function lets them bind the enterprise."""

    persona: Persona
    function: str
    since: str
    until: str | None = None


@dataclass(frozen=True, kw_only=True)
class Enterprise:
    """An enterprise as the register describes it."""

    number: str
    name: str
    legal_form: str
    address: Address
    establishments: list[Establishment]
    representatives: list[Representative]

    def as_json(self) -> dict[str, object]:
        """Return the public description; who represents it is asked apart."""
        description = asdict(self)
        del description["representatives"]
        return description

    def representatives_as_json(self) -> list[dict[str, str | None]]:
        """Return who represents it, with national numbers: for authorised services only."""
        return [
            {
                "national_number": representative.persona.national_number,
                "first_name": representative.persona.first_name,
                "last_name": representative.persona.last_name,
                "function": representative.function,
                "since": representative.since,
                "until": representative.until,
            }
            for representative in self.representatives
        ]


_BAKERY = Address(street="Rue du Four", house_number="12", postcode="5000", locality="Namur")
_WORKSHOP = Address(
    street="Chemin des Scieurs", house_number="3", postcode="6800", locality="Libramont-Chevigny"
)

_PRESS = Address(street="Quai de la Dérivation", house_number="41", postcode="4020", locality="Liège")
_HALL = Address(street="Rathausplatz", house_number="1", postcode="4700", locality="Eupen")

_ENTERPRISES = [
    Enterprise(
        number="1999990144",
        name="Boulangerie Lemaire SRL",
        legal_form="Société à responsabilité limitée",
        address=_BAKERY,
        establishments=[Establishment(number="8999990194", name="Boulangerie Lemaire", address=_BAKERY)],
        representatives=[
            Representative(persona=PERSONAS["representant"], function="Administrateur", since="2024-03-01")
        ],
    ),
    Enterprise(
        number="1999990243",
        name="Atelier du Bois ASBL",
        legal_form="Association sans but lucratif",
        address=_WORKSHOP,
        establishments=[Establishment(number="8999990293", name="Atelier du Bois", address=_WORKSHOP)],
        representatives=[
            Representative(persona=PERSONAS["representant"], function="Administrateur", since="2025-09-15")
        ],
    ),
    Enterprise(
        number=NOBODY_KNOWN,
        name="Kulturverein Unterstadt VoG",
        legal_form="Association sans but lucratif",
        address=_HALL,
        establishments=[],
        representatives=[],
    ),
    Enterprise(
        number=FUNCTION_ENDED,
        name="Imprimerie du Quai SA",
        legal_form="Société anonyme",
        address=_PRESS,
        establishments=[],
        representatives=[
            Representative(
                persona=PERSONAS["representant"],
                function="Administrateur délégué",
                since="2019-04-01",
                until="2025-06-30",
            )
        ],
    ),
]
ENTERPRISES = {enterprise.number: enterprise for enterprise in _ENTERPRISES}
