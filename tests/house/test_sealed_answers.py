"""What people answer is sealed: each other JSON column says why it holds no answer (ADR 0116)."""

from __future__ import annotations

from django.apps import apps
from django.db.models import JSONField

from monespace.common.fields import SealedJSONField
from tests.house.test_code import PRODUCT

IN_CLEAR = {
    "accounts_saml.FederalSession.name_qualities": "which formats the federation gives a name in",
    "dossiers.ComplementRequest.fields": "the keys of questions",
    "dossiers.DemarcheVersion.content": "the definition, which is published",
    "dossiers.DossierDeadline.steps": "how a time limit was counted: days and rules",
    "dossiers.DossierDeadline.waits": "days on which a time limit stood still",
    "dossiers.Outage.cause": "what happened, written by an agent for everybody",
    "dossiers.Outage.legal_basis": "the law that extends time limits",
    "dossiers.Signatory.signature": "who signed, as their identity card spells it",
    "dossiers.Submission.actor": "who sent: names, role, level",
    "dossiers.Submission.declarations": "the keys of declarations",
    "dossiers.Submission.documents": "files: names, sizes, hashes",
    "dossiers.Submission.signatories": "who signed, as their identity cards spell it",
    "enterprises.Enterprise.names": "names in the public register",
    "enterprises.Establishment.names": "names in the public register",
    "enterprises.RegisterImport.done": "rows of an import, counted",
    "journal.Event.facts": "ids, codes and counts",
    "outbox.Message.payload": "ids",
    "sealing.SealedDocument.about": "reference, démarche and version",
}


def json_columns():
    """Return the JSON columns of the product's tables by name."""
    return {
        f"{model._meta.label}.{column.name}": column
        for model in apps.get_models()
        if model.__module__.partition(".")[0] in PRODUCT
        for column in model._meta.local_concrete_fields
        if isinstance(column, JSONField)
    }


def test_every_json_column_is_sealed_or_says_why_it_holds_no_answer():
    sealed = {name for name, column in json_columns().items() if isinstance(column, SealedJSONField)}
    assert len(sealed) >= 5
    assert set(json_columns()) - sealed == set(IN_CLEAR), "seal it, or say here what it holds instead"
