"""The frame of every page, and the way a question, its hint and its error belong together."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.template.loader import render_to_string
from django.test import Client

from enterprises.rights.permissions import Role
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import EnterpriseFactory, MembershipFactory
from tests.support.pages import parse

STATIC = Path(settings.BASE_DIR, "static")


class Questions(forms.Form):
    name = forms.CharField(label="Nom", help_text="Comme sur la carte.")
    nickname = forms.CharField(label="Surnom", required=False)
    colour = forms.ChoiceField(
        label="Couleur", choices=[("r", "Rouge"), ("v", "Vert")], widget=forms.RadioSelect
    )


@pytest.fixture
def answered():
    return parse(Questions({"name": "", "colour": ""}).render())


def test_error_and_hint_belong_to_the_input(answered):
    field = answered.find(".//input[@name='name']")
    described = {answered.find(f".//*[@id='{id_}']") for id_ in field.get("aria-describedby").split()}
    words = " ".join("".join(element.itertext()) for element in described)
    assert "Comme sur la carte." in words
    assert "Erreur\u00a0:" in words
    assert field.get("aria-invalid") == "true"


def test_only_optional_questions_say_so(answered):
    labels = ["".join(label.itertext()).split() for label in answered.iter("label")]
    assert ["Nom"] in labels
    assert ["Surnom", "(facultatif)"] in labels


def test_choices_stand_in_a_fieldset_named_by_the_question(answered):
    fieldset = answered.find(".//fieldset")
    assert "".join(fieldset.find("legend").itertext()).strip() == "Couleur"
    assert fieldset.get("aria-describedby") == "id_colour_error"


def test_every_group_names_its_field(answered):
    groups = {
        div.get("data-field"): div.get("data-kind") for div in answered.iter("div") if div.get("data-field")
    }
    assert set(groups) == {"name", "nickname", "colour"}
    assert all(groups.values())


def test_error_summary_leads_to_each_field():
    summary = parse(render_to_string("components/error_summary.html", {"form": Questions({})}))
    assert summary.find(".//*[@role='alert']").get("tabindex") == "-1"
    assert [a.get("href") for a in summary.iter("a")] == ["#id_name", "#id_colour"]


def test_error_summary_is_absent_without_errors():
    good = Questions({"name": "a", "colour": "r"})
    assert "error-summary" not in render_to_string("components/error_summary.html", {"form": good})


@pytest.mark.django_db
def test_header_always_says_in_whose_name_one_acts(client):
    member = MembershipFactory(enterprise=EnterpriseFactory(name="Scierie Mosane"), role=Role.PROPRIETAIRE)
    force_sign_in(client, member.user)
    own = client.get("/espace/citoyen/").content.decode()
    assert "En votre nom personnel" in own
    company = client.get(f"/espace/{member.enterprise.number}/").content.decode()
    assert "Vous agissez pour\u00a0:" in company
    assert "Scierie Mosane" in company


@pytest.mark.django_db
def test_message_is_announced(client, rf):
    request = rf.get("/")
    storage = CookieStorage(request)
    storage.add(messages.SUCCESS, "Votre profil est enregistré.")
    page = parse(render_to_string("components/messages.html", {"messages": storage}))
    assert page.find(".//*[@role='status']/div").get("class") == "notice notice--success"


def test_style_sheets_and_font_stay_light():
    sheets = sorted(STATIC.glob("css/*.css"))
    assert len(sheets) > 5
    assert sum(len(gzip.compress(sheet.read_bytes())) for sheet in sheets) <= 14_100
    fonts = list(STATIC.glob("font/*.woff2"))
    assert [font.stat().st_size <= 60_000 for font in fonts] == [True]
    assert "SIL OPEN FONT LICENSE" in fonts[0].with_suffix(".OFL.txt").read_text()


@pytest.mark.django_db
def test_page_goes_compressed_over_the_wire():
    response = Client().get("/", headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) <= 12_000
