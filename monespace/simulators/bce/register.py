"""The simulated Banque-Carrefour's register: fictitious enterprises and who represents them."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from monespace.simulators.personas import PERSONAS, Persona


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

    def representatives_as_json(self) -> list[dict[str, str]]:
        """Return who represents it, with national numbers: for authorised services only."""
        return [
            {
                "national_number": representative.persona.national_number,
                "first_name": representative.persona.first_name,
                "last_name": representative.persona.last_name,
                "function": representative.function,
                "since": representative.since,
            }
            for representative in self.representatives
        ]


_BAKERY = Address(street="Rue du Four", house_number="12", postcode="5000", locality="Namur")
_WORKSHOP = Address(
    street="Chemin des Scieurs", house_number="3", postcode="6800", locality="Libramont-Chevigny"
)

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
]
ENTERPRISES = {enterprise.number: enterprise for enterprise in _ENTERPRISES}
