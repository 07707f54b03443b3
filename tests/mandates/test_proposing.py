"""A mandate is proposed once the page has shown which enterprise has the number that was typed."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from enterprises.models import Enterprise, Mandate
from tests.support.client import force_sign_in

pytestmark = pytest.mark.django_db
PROPOSED = "Proposer le mandat"


@pytest.fixture
def manager(client, scene):
    force_sign_in(client, scene.client_gap, level=500, method="eid")
    address = {"street": "Rue de Fer", "house_number": "42", "postcode": "5000", "locality": "Namur"}
    Enterprise.objects.filter(pk=scene.holder.pk).update(
        legal_form="Société à responsabilité limitée", **address
    )
    return client


def page_of(scene):
    return f"/espace/{scene.client.number}/mandats/nouveau/"


def typed(scene, **changed):
    today = timezone.localdate()
    terms = {"side": "client", "number": scene.holder.number, "role": "collaborateur", "action": "submit"}
    return terms | {"starts_on": today, "ends_on": today.replace(year=today.year + 1)} | changed


def confirming(page):
    """Return what the buttons of the page send, as a browser would."""
    html = page.content.decode()
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html)) | {"action": "submit"}


def test_name_legal_form_and_address_are_shown_before_anything_is_sent(manager, scene):
    shown = manager.post(page_of(scene), typed(scene, number=f"TVA BE {scene.holder.number}"[7:]))
    html = " ".join(shown.content.decode().split())
    assert shown.status_code == 200
    for known in (
        scene.holder.name,
        "Société à responsabilité limitée",
        "Rue de Fer 42, 5000 Namur",
        PROPOSED,
    ):
        assert known in html
    assert "Collaborateur" in html
    assert not Mandate.objects.exists()
    answer = manager.post(page_of(scene), confirming(shown))
    mandate = Mandate.objects.get()
    assert answer["Location"] == f"/espace/{scene.client.number}/mandats/{mandate.pk}/"
    assert (mandate.client, mandate.holder, mandate.role) == (scene.client, scene.holder, "collaborateur")


def test_what_changed_since_it_was_shown_is_shown_again(manager, scene):
    sent = confirming(manager.post(page_of(scene), typed(scene)))
    again = manager.post(page_of(scene), sent | {"role": "proprietaire"})
    assert "Quelque chose a changé" in again.content.decode()
    Enterprise.objects.filter(pk=scene.holder.pk).update(name="Fiduciaire Nouvelle SRL")
    renamed = manager.post(page_of(scene), sent)
    assert "Fiduciaire Nouvelle SRL" in renamed.content.decode()
    assert not Mandate.objects.exists()
    assert manager.post(page_of(scene), confirming(renamed)).status_code == 302


def test_what_was_typed_can_be_changed(manager, scene):
    sent = confirming(manager.post(page_of(scene), typed(scene)))
    form = manager.post(page_of(scene), sent | {"action": "edit"})
    assert form.status_code == 200
    assert PROPOSED not in form.content.decode()
    assert f'value="{scene.holder.number}"' in form.content.decode()
    assert not Mandate.objects.exists()


def test_unknown_and_stopped_numbers_are_refused_beside_the_number(manager, scene):
    unknown = manager.post(page_of(scene), typed(scene, number="0999.999.922"))
    assert list(unknown.context["form"].errors) == ["number"]
    Enterprise.objects.filter(pk=scene.holder.pk).update(stopped_on=timezone.localdate())
    stopped = manager.post(page_of(scene), typed(scene))
    assert list(stopped.context["form"].errors) == ["number"]
    assert f"{scene.holder.name} a cessé ses activités" in stopped.content.decode()


def test_names_are_not_looked_up_without_end(manager, scene, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"find_enterprise": (1, 60)}
    assert manager.post(page_of(scene), typed(scene)).status_code == 200
    assert manager.post(page_of(scene), typed(scene)).status_code == 429
