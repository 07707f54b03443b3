"""Names from elsewhere: cleaned in every form, and unable to turn our sentences round on every page."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.apps import apps
from django.db import transaction
from django.forms.renderers import get_default_renderer
from django.urls import reverse

from accounts.models import User
from dossiers.models import Attachment
from enterprises.managers.emails import ENDED
from enterprises.models import Enterprise, GapProposal, Invitation
from enterprises.rights.emails import write
from monespace.common.authors import SYSTEM
from monespace.common.forms import PortalField
from monespace.mail.causes import cause_of
from monespace.mail.models import Mail
from tests.house.access_rows import ROWS
from tests.house.access_table import ACTORS, OK
from tests.house.test_access_table import undone
from tests.submission.factories import DemarcheVersionFactory
from tests.support.access_scene import Scene
from tests.support.checked_client import CheckedClient
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import EnterpriseFactory
from tests.support.factories import PersonFactory
from tests.support.pages import parse

OURS = {config.name.partition(".")[0] for config in apps.get_app_configs()} & {
    "accounts", "enterprises", "dossiers", "helpdesk", "monespace",
}  # fmt: skip
HEBREW = re.compile("[\u0590-\u05ff]")
ISOLATE = re.compile("\u2068[^\u2068\u2069]*\u2069")
TYPED = {"textarea", "script", "style"}


def form_classes(base: type = forms.BaseForm) -> set[type]:
    """Return every form of the portal."""
    below = {found for one in base.__subclasses__() for found in form_classes(one)}
    return {one for one in {base, *below} if one.__module__.partition(".")[0] in OURS}


def test_what_nobody_sees_is_taken_out_of_every_text_of_every_form():
    seen = 0
    for form_class in form_classes():
        assert form_class.default_renderer is None, form_class
        for name, field in form_class.base_fields.items():
            if isinstance(field, forms.CharField):
                one = type("OneField", (forms.Form,), {name: field})(
                    {name: "\ufeffa\u200b\u202e\x1b\x07\x9f\ue000\u2028b\xa0c\x00"}
                )
                lines = "a\nb c" if isinstance(field.widget, forms.Textarea) else "a b c"
                assert one[name].data == lines, (form_class, name)
                seen += 1
    assert seen >= 20
    assert get_default_renderer().bound_field_class is PortalField


def hebrew(scene: Scene) -> None:
    """Call everybody and everything by Hebrew names."""
    User.objects.update(first_name="דוד", last_name="כהן")
    Enterprise.objects.update(name="מאפיית 24 (כהן)", names={})
    GapProposal.objects.update(first_name="רות", last_name="לוי")
    Invitation.objects.exclude(expected_name="").update(expected_name="רות לוי")
    Attachment.objects.update(original_name="חשבון 12.pdf")
    for person in scene.people.values():
        person.refresh_from_db()


def bare(element) -> list[str]:
    """Return the Hebrew words that stand in the text of an element, neither alone nor isolated."""
    lefts = [
        ISOLATE.sub("", text or "").strip() for text in (element.text, *(child.tail for child in element))
    ]
    foreign = [left for left in lefts if HEBREW.search(left)]
    is_alone = element.tag in {"dd", "td"} and foreign == ["".join(element.itertext()).strip()]
    return [] if is_alone or element.tag in TYPED else [f"{element.tag}: {left}" for left in foreign]


@pytest.mark.django_db
def test_a_name_turns_no_sentence_round_on_any_page():
    scene = Scene.build()
    hebrew(scene)
    isolated, wrong = set(), {}
    for row in ROWS:
        allowed = [one for one in ACTORS if row.method == "GET" and row.expected[one] == OK]
        for actor in dict.fromkeys(allowed[:1] + allowed[-1:]):
            client = CheckedClient()
            scene.sign_in(client, actor)
            address = reverse(
                row.name, kwargs={key: getattr(scene, value) for key, value in row.kwargs.items()}
            )
            with undone():
                response = client.get(address)
                if response.streaming or "html" not in response.get("Content-Type", ""):
                    b"".join(response)
                    continue
                html = response.content.decode()
                if not html:  # it leads elsewhere
                    continue
            if "\u2068" in html:
                isolated.add(row.name)
            if broken := [words for element in parse(html).iter() for words in bare(element)]:
                wrong[row.name] = broken
    assert wrong == {}
    assert len(isolated) > 30


@pytest.mark.django_db
def test_a_name_turns_no_sentence_round_in_a_mail():
    person = PersonFactory(first_name="דוד", last_name="כהן")
    enterprise = EnterpriseFactory(name="מאפיית 24\u202e")
    with transaction.atomic():
        write(person, ENDED, enterprise, cause=cause_of(SYSTEM), reason="resigned")
    mail = Mail.objects.get()
    for text in (mail.text, mail.html):
        assert "\u2068דוד כהן\u2069" in text
        assert "\u2068מאפיית 24\u2069" in text
        assert not HEBREW.search(ISOLATE.sub("", text))
    assert not HEBREW.search(mail.subject)


@pytest.mark.django_db
def test_an_address_is_kept_and_written_to_as_it_looks(client):
    person = force_sign_in(client, PersonFactory(email=""))
    client.post(reverse("accounts:email"), {"email": "\u200bcamille\xad@exemple.be\u200b "})
    person.refresh_from_db()
    assert person.pending_email == "camille@exemple.be"


@pytest.mark.django_db
@pytest.mark.parametrize("unseen", ["\u200b", "\xa0", "\u2800\ufeff", "\u202e"])
def test_a_search_is_not_for_what_nobody_sees(client, unseen):
    DemarcheVersionFactory()
    address = reverse("dossiers:catalogue")
    everything = client.get(address).context["demarches"]
    assert everything
    assert list(client.get(address, {"q": unseen}).context["demarches"]) == list(everything)
    title = str(everything[0].title)
    assert client.get(address, {"q": f"{unseen}{title[:3]}{unseen}"}).context["query"] == title[:3].strip()
