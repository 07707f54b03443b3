"""Transactions, constraints, locks, errors and addresses."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.forms import CharField, Form
from django.http import Http404
from django.template import Context, Template
from django.urls import NoReverseMatch, path, reverse
from django.utils.translation import override

from monespace.common.db import (
    advisory_lock,
    get_or_none,
    get_or_not_visible,
    require_transaction,
    violates,
)
from monespace.common.errors import DomainError, Forbidden, NotVisible
from monespace.common.forms import PortalRenderer
from monespace.journal.models import Event

urlpatterns = [path("espace/<space:space>/", lambda request, space: None, name="space")]


class SequenceTaken(DomainError):
    message = "Ce numéro est déjà pris."


def copy_of(event: Event) -> Event:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_event DISABLE TRIGGER journal_event_chained")
    return Event(subject_type=event.subject_type, subject_id=event.subject_id, sequence=event.sequence)


@pytest.mark.django_db(transaction=True)
def test_require_transaction_refuses_outside_one():
    with transaction.atomic():
        require_transaction()
    with pytest.raises(transaction.TransactionManagementError):
        require_transaction()


@pytest.mark.django_db
def test_violated_constraint_becomes_its_domain_error_and_leaves_the_transaction_usable():
    event = Event.objects.create(subject_type="probe", subject_id="1", tag="made", actor_type="system")
    duplicate = copy_of(event)
    with pytest.raises(SequenceTaken), violates("one_event_per_sequence", SequenceTaken):
        duplicate.save()
    assert Event.objects.get() == event


@pytest.mark.django_db
def test_other_violations_pass_through():
    event = Event.objects.create(subject_type="probe", subject_id="1", tag="made", actor_type="system")
    duplicate = copy_of(event)
    with pytest.raises(IntegrityError), violates("another_constraint", SequenceTaken):
        duplicate.save()
    assert Event.objects.get() == event


@pytest.mark.django_db
def test_one_row_is_found_none_is_none_and_two_are_an_error():
    made = {"subject_type": "probe", "subject_id": "1", "tag": "made", "actor_type": "system"}
    event, _other = Event.objects.create(**made), Event.objects.create(**made)
    both, first = Event.objects.all(), Event.objects.filter(pk=event.pk)
    assert get_or_none(first) == get_or_not_visible(first) == event
    assert get_or_none(Event.objects.none()) is None
    with pytest.raises(NotVisible):
        get_or_not_visible(Event.objects.none())
    with pytest.raises(Event.MultipleObjectsReturned):
        get_or_none(both)


@pytest.mark.django_db(transaction=True)
def test_advisory_lock_makes_the_second_wait_until_the_first_has_committed():
    order: list[str] = []
    first_holds = threading.Event()

    def second() -> None:
        first_holds.wait(10)
        with transaction.atomic():
            advisory_lock("gap", 12)
            order.append("second")
        connection.close()

    thread = threading.Thread(target=second)
    thread.start()
    with transaction.atomic():
        advisory_lock("gap", 12)
        first_holds.set()
        thread.join(0.3)
        order.append("first")
    thread.join(10)
    assert order == ["first", "second"]


def test_refusals_carry_status_sentence_and_reason():
    forbidden, hidden = Forbidden("role_lecteur"), NotVisible()
    assert (forbidden.status, forbidden.reason, str(forbidden)) == (403, "role_lecteur", "role_lecteur")
    assert isinstance(forbidden, PermissionDenied)
    assert (hidden.status, isinstance(hidden, Http404)) == (404, True)
    assert SequenceTaken().status == 409
    assert str(DomainError().message).endswith(".")
    assert DomainError(message="Fermé.").message == "Fermé."


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("key", ["citoyen", "1999990144"])
def test_space_stands_in_the_address(key, client):
    assert reverse("space", args=[key]) == f"/espace/{key}/"


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("key", ["citoyenne", "199999014", "19999901444", "١٩٩٩٩٩٠١٤٤"])
def test_address_does_not_exist_when_the_space_is_not_one(key):
    with pytest.raises(NoReverseMatch):
        reverse("space", args=[key])


def test_bce_filter_writes_numbers_and_leaves_the_rest():
    template = Template("{% load portal %}{{ number|bce }}")
    assert template.render(Context({"number": "1999990144"})) == "1999.990.144"
    assert template.render(Context({"number": "—"})) == "—"
    assert template.render(Context({"number": None})) == ""


def test_what_is_kept_is_kept_for_each_language_and_each_value_it_names():
    template = Template(
        "{% load i18n portal %}{% kept place %}{% translate 'Aide' %} {{ place }}{% endkept %}"
        "{% kept %}{% translate 'Langue' %}{% endkept %}"
    )

    def page(language: str, place: str) -> str:
        with override(language):
            return template.render(Context({"place": place}))

    pages = [("fr", "ici"), ("nl", "ici"), ("fr", "<là>"), ("fr", "ici"), ("nl", "ici")]
    assert [page(*one) for one in pages] == [
        "Aide iciLangue",
        "Hulp iciTaal",
        "Aide &lt;là&gt;Langue",
        "Aide iciLangue",
        "Hulp iciTaal",
    ]


def test_what_is_kept_for_everybody_cannot_hold_what_is_somebodys():
    template = Template(
        "{% load portal %}{{ name }}"
        "{% kept place %}[{{ place }}{% if name %}{{ name }}{% endif %}]{% endkept %}"
    )
    pages = [template.render(Context({"place": "ici", "name": name})) for name in ("Camille", "Noé")]
    assert pages == ["Camille[ici]", "Noé[ici]"]


def test_forms_use_the_portal_templates():
    class Probe(Form):
        name = CharField()

    form = Probe(renderer=PortalRenderer())
    assert (form.template_name, form["name"].template_name) == ("forms/form.html", "forms/field.html")
