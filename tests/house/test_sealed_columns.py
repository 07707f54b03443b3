"""Encrypted columns: each is marked as such, so that a change of keys reaches all of them (ADR 0027)."""

from __future__ import annotations

import ast

import pytest
from django.apps import apps
from django.db.models import CharField, TextField

from monespace.common.fields import BlindIndexField, EncryptedField, sealed_columns
from tests.house.test_code import PRODUCT, name, tree
from tests.house.test_files import PYTHON_FILES, ROOT

FILES = [path for path in PYTHON_FILES if path.relative_to(ROOT).parts[0] in PRODUCT]
# Where something is encrypted, and where it is kept.
ENCRYPTED_IN = {
    "accounts/identity.py": "accounts.NationalIdentity.encrypted_number",
    "accounts/saml/response/answers.py": "a cookie of five minutes",
    "accounts/saml/flow/services.py": "accounts_saml.FederalSession.encrypted_index",
    "accounts/saml/federal_sessions/names.py": "accounts_saml.FederalSession.encrypted_name",
    "accounts/sessions/services.py": "accounts.KeptForm.encrypted_values",
    "dossiers/eligibility/carried.py": "a cookie of half an hour",
    "dossiers/webhooks/services.py": "dossiers.EndpointSecret.sealed_secret",
    "monespace/common/fields.py": "the column it came from, or that is a SealedJSONField",
    "monespace/demo/systems.py": "dossiers.EndpointSecret.sealed_secret",
    "monespace/lists/words.py": "the address of a list, for one reader",
    "monespace/mail/migrations/0003_seal_proposal_links.py": "mail.Mail.sealed_link",
    "monespace/mail/services.py": "mail.Mail.sealed_link",
}
# Where something is indexed blindly, and where the index is kept.
INDEXED_IN = {
    "accounts/identity.py": "accounts.NationalIdentity.blind_index",
    "accounts/saml/federal_sessions/names.py": "accounts_saml.FederalSession.name_index",
    "enterprises/managers/gateway.py": "the digest of an answer, kept as evidence and never looked for",
    "monespace/common/rate_limits.py": "the key of a counter in Redis, gone when its time is over",
    "monespace/common/rotation.py": "the column it came from",
}


def test_encrypted_columns_are_marked():
    fields = [field for model in apps.get_models() for field in model._meta.local_concrete_fields]
    texts = [field for field in fields if isinstance(field, CharField | TextField)]
    found = [
        str(field)
        for field in texts
        if (field.name.startswith(("encrypted", "sealed")) and not isinstance(field, EncryptedField))
        or ("blind_index" in field.name and not isinstance(field, BlindIndexField))
    ]
    assert not found, "declare it with monespace.common.fields, or a change of keys forgets it"


def test_every_index_belongs_to_an_encrypted_column_of_its_row():
    columns = sealed_columns()
    assert columns
    reached = [index for sealed in columns for index in sealed.indexes]
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            assert not isinstance(field, BlindIndexField) or field in reached, field


@pytest.mark.parametrize(
    ("functions", "known"),
    [({"encrypt", "encrypt_bytes"}, ENCRYPTED_IN), ({"blind_index", "blind_indexes"}, INDEXED_IN)],
    ids=["encrypted", "indexed"],
)
def test_everything_encrypted_or_indexed_is_known_with_its_place(functions, known):
    calling = {
        name(path)
        for path in FILES
        if path.name != "crypto.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in functions
    }
    assert calling == set(known), "say here where it is kept; a column must be an EncryptedField"
    columns = {str(sealed) for sealed in sealed_columns()}
    columns |= {
        f"{sealed.model._meta.label}.{index.name}" for sealed in sealed_columns() for index in sealed.indexes
    }
    assert {place for place in known.values() if " " not in place} <= columns
