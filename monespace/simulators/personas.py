"""The fictitious people of the demo, as the simulated federation knows them."""

from __future__ import annotations

from dataclasses import dataclass

NEWCOMER = "nouvelle"


@dataclass(frozen=True, kw_only=True)
class Persona:
    """A fictitious person: numbers have valid check digits and counters that are never assigned.

    Somebody from another country has an eIDAS identifier instead of a national number.
    """

    key: str
    first_name: str
    last_name: str
    national_number: str = ""
    eidas_identifier: str = ""
    birth_date: str = ""
    language: str = "fr"
    mail: str = ""
    summary: str

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


_PEOPLE = [
    Persona(
        key="citoyen",
        first_name="Antoine",
        last_name="Delvaux",
        national_number="78031490147",
        mail="antoine.delvaux@exemple.be",
        summary="citoyen, Namur",
    ),
    Persona(
        key="citoyenne-de",
        first_name="Annelie",
        last_name="Pauquet",
        national_number="88061790884",
        language="de",
        mail="annelie.pauquet@beispiel.be",
        summary="citoyenne germanophone, Eupen",
    ),
    Persona(
        key="representant",
        first_name="Philippe",
        last_name="Lemaire",
        national_number="65073095148",
        mail="philippe.lemaire@exemple.be",
        summary="représentant légal de la Boulangerie Lemaire et de l’Atelier du Bois",
    ),
    Persona(
        key="gap",
        first_name="Isabelle",
        last_name="Hermans",
        national_number="79110591688",
        mail="isabelle.hermans@exemple.be",
        summary="GAP de la Boulangerie Lemaire",
    ),
    Persona(
        key="proprietaire",
        first_name="Nadia",
        last_name="El Amrani",
        national_number="91110290256",
        mail="nadia.elamrani@exemple.be",
        summary="propriétaire à la Boulangerie Lemaire",
    ),
    Persona(
        key="collaborateur",
        first_name="Thomas",
        last_name="Wauters",
        national_number="95021492186",
        language="nl",
        summary="collaborateur à la Boulangerie Lemaire",
    ),
    Persona(
        key="lecteur",
        first_name="Sophie",
        last_name="Collignon",
        national_number="84120995244",
        mail="sophie.collignon@exemple.be",
        summary="lectrice à la Boulangerie Lemaire (comptable)",
    ),
    Persona(
        key="sans-entreprise",
        first_name="Lucas",
        last_name="Mathieu",
        national_number="03052190349",
        mail="lucas.mathieu@exemple.be",
        summary="salarié dont l’entreprise n’apparaît pas",
    ),
    Persona(
        key="agent",
        first_name="Catherine",
        last_name="Dumoulin",
        national_number="83032892497",
        mail="catherine.dumoulin@exemple.be",
        summary="agente du helpdesk",
    ),
    Persona(
        key="superviseur",
        first_name="Marc",
        last_name="Vandenberghe",
        national_number="71091292971",
        mail="marc.vandenberghe@exemple.be",
        summary="superviseur du helpdesk",
    ),
    Persona(
        key="gestionnaire",
        first_name="Valérie",
        last_name="Bodart",
        national_number="86100591832",
        mail="valerie.bodart@exemple.be",
        summary="gestionnaire de dossiers aux trois services de démonstration",
    ),
    Persona(
        key="relectrice",
        first_name="Hélène",
        last_name="Marchal",
        national_number="90041792003",
        mail="helene.marchal@exemple.be",
        summary="gestionnaire de dossiers au SPW Logement, relit les décisions de sa collègue",
    ),
    Persona(
        key="un-seul-nom",
        first_name="",
        last_name="Tenzin",
        national_number="92500593236",
        language="en",
        summary="personne sans prénom, inscrite au registre bis",
    ),
    Persona(
        key="europeenne",
        first_name="Marta",
        last_name="García Sáez",
        eidas_identifier="ES/BE/99999018D",
        birth_date="1985-04-12",
        language="en",
        summary="citoyenne espagnole sans numéro national : toujours par eIDAS, niveau 450",
    ),
    Persona(
        key=NEWCOMER,
        first_name="Élodie",
        last_name="Vanden Bossche-Noël",
        national_number="96072490849",
        mail="elodie.noel@exemple.be",
        summary="jamais venue dans Mon Espace : le profil se remplit à sa première connexion",
    ),
]
PERSONAS = {persona.key: persona for persona in _PEOPLE}
