"""What the register says reaches the form in the reader's language."""

from __future__ import annotations

import pytest
from django.utils import translation

from dossiers.filling.selectors import published_definition, sources_for
from enterprises.models import RegisterCode
from enterprises.rights.checks import enter
from enterprises.rights.permissions import Role
from monespace.common.levels import Level
from tests.filling.definition import question
from tests.filling.factories import publish
from tests.support.enterprise_factories import MembershipFactory

pytestmark = pytest.mark.django_db
NAMES = {"fr": "Société anonyme", "de": "Aktiengesellschaft", "nl": "Naamloze vennootschap"}


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("code", ["014", ""])
def test_the_legal_form_is_in_the_language_of_the_page(language, code):
    for one, name in NAMES.items():
        RegisterCode.objects.create(category="JuridicalForm", code="014", language=one, description=name)
    member = MembershipFactory(role=Role.PROPRIETAIRE)
    member.enterprise.legal_form, member.enterprise.legal_form_code = NAMES["fr"], code
    member.enterprise.save()
    asked = question("forme", prefill="enterprise.legal_form")
    definition = published_definition(
        publish(steps=[{"key": "un", "title": asked["label"], "fields": [asked]}], audience="enterprise")
    )
    actor = enter(member.user, member.enterprise.number, level=Level.ITSME, method="itsme")
    with translation.override(language):
        assert sources_for(actor, definition) == {"enterprise.legal_form": NAMES[language]}
