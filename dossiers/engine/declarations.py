"""Declarations a person makes when sending: the usual ones by name, and those a definition words itself."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field

from dossiers.engine.base import Key, Model, Text
from dossiers.engine.conditions import DeclaredCondition


class Declaration(Model):
    """One sentence the person agrees to; its words are kept with the published version."""

    key: Key
    text: Text
    when: DeclaredCondition | None = Field(
        default=None, description="It is made only by those whose answers meet this condition."
    )


USUAL: Final = {
    "exactitude": Text(
        fr="Je déclare que les informations données sont exactes et complètes.",
        de="Ich erkläre, dass die gemachten Angaben richtig und vollständig sind.",
        nl="Ik verklaar dat de gegeven informatie juist en volledig is.",
        en="I declare that the information given is correct and complete.",
    ),
    "donnees_personnelles": Text(
        fr="J’ai pris connaissance de la manière dont mes données à caractère personnel sont traitées.",
        de="Ich habe zur Kenntnis genommen, wie meine personenbezogenen Daten verarbeitet werden.",
        nl="Ik heb kennisgenomen van de manier waarop mijn persoonsgegevens worden verwerkt.",
        en="I have read how my personal data are processed.",
    ),
    "mandat": Text(
        fr="Je déclare avoir le pouvoir d’engager l’entreprise au nom de laquelle j’envoie cette demande.",
        de="Ich erkläre, dass ich das Unternehmen, für das ich diesen Antrag einreiche, verpflichten darf.",
        nl="Ik verklaar dat ik de onderneming waarvoor ik deze aanvraag indien, mag verbinden.",
        en="I declare that I may bind the enterprise on whose behalf I submit this application.",
    ),
    "controle": Text(
        fr="J’accepte que l’administration vérifie ces informations sur pièces ou sur place.",
        de="Ich bin einverstanden, dass die Verwaltung diese Angaben an Belegen oder vor Ort prüft.",
        nl="Ik aanvaard dat de overheid deze informatie controleert, op stukken of ter plaatse.",
        en="I accept that public authorities check this information, on documents or on site.",
    ),
}


def read_declaration(declared: Any) -> Any:
    """Read the name of a usual declaration as the declaration itself."""
    if not isinstance(declared, str):
        return declared
    if declared not in USUAL:
        raise ValueError(
            f"unknown declaration “{declared}”; the usual ones are {', '.join(USUAL)}; "
            "to word your own, write {key: …, text: …}"
        )
    return Declaration(key=declared, text=USUAL[declared])


DeclaredDeclaration = Annotated[
    Declaration,
    BeforeValidator(
        read_declaration,
        json_schema_input_type=Annotated[str, Field(json_schema_extra={"enum": list(USUAL)})] | Declaration,
    ),
]
