"""In a form that begins with what is saved, a field that was not sent stays as it is."""

from __future__ import annotations

import pytest
from django import forms
from django.http import QueryDict
from django.urls import reverse

from enterprises.members.forms import ChangeForm
from enterprises.rights.forms import initial_of
from enterprises.rights.permissions import Role
from monespace.common.forms import PortalForm
from monespace.common.widgets import BoxesOnPage
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import EnterpriseFactory, MembershipFactory
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db


class Example(PortalForm):
    """A text, radios, boxes and a single box."""

    begins_with_saved = True
    name = forms.CharField(required=False)
    size = forms.ChoiceField(choices=[("s", "S"), ("l", "L")], widget=forms.RadioSelect)
    many = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], required=False, widget=BoxesOnPage)
    agreed = forms.BooleanField(required=False)


BEFORE = {"name": "Ada", "size": "s", "many": ["a"], "agreed": True}


@pytest.mark.parametrize(
    ("sent", "changed"),
    [
        ("other=1", {}),
        ("name=", {"name": ""}),
        ("name=Bo&size=l", {"name": "Bo", "size": "l"}),
        ("many=b", {"many": ["b"]}),
        ("many-end=", {"many": []}),
        ("many=a&many=b&many-end=", {"many": ["a", "b"]}),
    ],
)
def test_what_is_absent_stays_and_what_is_emptied_goes(sent, changed):
    form = Example(QueryDict(sent), initial=BEFORE)
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {**BEFORE, "agreed": False, **changed}


def test_what_a_new_form_only_suggests_is_not_taken_for_an_answer():
    class New(Example):
        begins_with_saved = False

    form = New(QueryDict("name=Ada"), initial=BEFORE)
    assert not form.is_valid()
    assert set(form.errors) == {"size"}
    assert form.cleaned_data["many"] == []


def test_an_access_changed_without_its_reach_keeps_it():
    enterprise = EnterpriseFactory()
    membership = MembershipFactory(enterprise=enterprise, role=Role.LECTEUR, demarches=["prime-velo"])
    offer = [("prime-velo", "Prime vélo")]
    for sent, demarches in (("", ("prime-velo",)), ("&demarches-end=", ())):
        form = ChangeForm(
            QueryDict("role=collaborateur" + sent), enterprise=enterprise, initial=initial_of(membership)
        )
        form.fields["demarches"].choices = offer
        assert form.is_valid(), form.errors
        assert (form.terms.role, form.terms.demarches) == (Role.COLLABORATEUR, demarches)
        assert form.terms.ends_on == membership.ends_on


def test_a_group_of_boxes_says_that_it_was_on_the_page():
    assert 'name="many-end" value=""' in Example().as_p()


def test_a_profile_sent_without_its_phone_keeps_it_and_an_emptied_one_goes(client):
    person = PersonFactory(phone="+3281123456", language="fr")
    force_sign_in(client, person)
    client.post(reverse("accounts:profile"), {"language": "de"})
    person.refresh_from_db()
    assert (person.language, person.phone) == ("de", "+3281123456")
    client.post(reverse("accounts:profile"), {"phone": ""})
    person.refresh_from_db()
    assert (person.language, person.phone) == ("de", "")
