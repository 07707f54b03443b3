"""A group in a journey: what counts, what is wrong and how it is named, what is sent."""

from __future__ import annotations

import pytest

from dossiers.engine import Journey, step_form, summary
from dossiers.engine.groups.inside import inside, questions_of_item
from dossiers.engine.groups.items import moved, read_items, removed, restored
from dossiers.engine.json_schema import payload_schema
from tests.engine.groups.samples import group, item
from tests.engine.groups.schemas import is_valid
from tests.engine.samples import TODAY, definition, field, step
from tests.support.kinds import SAMPLES

FACTURES = group(
    "factures",
    field("montant", "money"),
    field("neuf", "yes_no"),
    field("quoi", when={"neuf": True}),
    field("autour", when={"genre": "oui"}),
    group("lignes", field("nombre", "number"), optional=True, max=2),
    min=1,
    max=3,
    rules=[
        {
            "require": {"montant": {"at_least": 5}},
            "when": {"neuf": True},
            "message": {"fr": "C’est trop peu.", "de": "Zu wenig."},
            "field": "montant",
        }
    ],
)
DEMARCHE = definition(step("un", field("genre", optional=True), FACTURES))
GOOD = {"montant": "12", "neuf": "no", "quoi": "caché"}


def journey(*items, demarche=DEMARCHE, **around):
    return Journey(demarche, {"un": {**around, "factures": list(items)}}, today=TODAY)


def messages(one) -> list[str]:
    return [message for error in one.step("un").errors.values() for message in error.messages]


def test_what_is_right_is_sent_without_what_is_hidden():
    one = journey(
        item(1, **GOOD), item(2, montant="7", neuf="yes", quoi="vélo", lignes=[item(3, nombre="4")])
    )
    assert one.is_complete
    euros = [{"amount": "12.00", "currency": "EUR"}, {"amount": "7.00", "currency": "EUR"}]
    assert one.payload()["un"]["factures"] == [
        {"montant": euros[0], "neuf": False},
        {"montant": euros[1], "neuf": True, "quoi": "vélo", "lignes": [{"nombre": 4}]},
    ]
    assert "quoi" not in one.typed()["un"]["factures"][0]["answers"]
    assert is_valid(one.payload(), payload_schema(DEMARCHE))
    assert set(one.value("un.factures")[0].values) == {"montant", "neuf"}


def test_an_answer_around_the_group_decides_what_its_items_ask():
    assert "autour" not in journey(item(1, **GOOD, autour="x"), genre="non").payload()["un"]["factures"][0]
    assert journey(item(1, **GOOD, autour="x"), genre="oui").payload()["un"]["factures"][0]["autour"] == "x"
    missing = "« Facture 1, Autour » : complétez cette réponse."
    assert messages(journey(item(1, **GOOD), genre="oui")) == [missing]


def test_an_error_names_its_item_and_the_item_within_it():
    wrong = journey(item(1, **GOOD), item(2, montant="x", neuf="no", lignes=[item(3, nombre="q")]))
    assert [message.partition(" :")[0] for message in messages(wrong)] == [
        "« Facture 2, Montant »",
        "« Facture 2, Facture 1, Nombre »",
    ]
    assert not wrong.is_complete
    assert wrong.value("un.factures") is None


@pytest.mark.parametrize("kind", [kind for kind in SAMPLES if kind != "file"])
def test_every_kind_names_the_item_whatever_is_wrong_or_missing(kind):
    for words, raw, _part in SAMPLES[kind].refused:
        asked = field("champ", kind, **{**SAMPLES[kind].words, **words})
        demarche = definition(step("un", group("factures", field("nom"), asked)))
        told = messages(journey(item(1, nom="a", champ=raw), demarche=demarche))
        assert told
        assert all("Facture 1, Champ" in message for message in told)


def test_a_rule_of_the_group_is_judged_in_each_item():
    assert journey(item(1, montant="4", neuf="no")).is_complete
    told = messages(journey(item(1, **GOOD), item(2, montant="4", neuf="yes", quoi="x")))
    assert told == ["« Facture 2, Montant » : C’est trop peu."]


def test_limits_are_said_with_what_there_is():
    assert "3 au plus, il y en a 4" in messages(journey(*[item(n, **GOOD) for n in range(4)]))[0]
    assert "ajoutez au moins une réponse" in messages(journey())[0]
    two = definition(step("un", group("factures", field("nom"), min=2)))
    assert "au moins 2, il y en a 1" in messages(journey(item(1, nom="a"), demarche=two))[0]


def test_blank_and_removed_items_count_for_nothing():
    blank, gone = item(2, montant=" ", neuf=""), item(3, montant="x") | {"removed": True}
    one = journey(blank, gone, item(4, **GOOD))
    assert one.is_complete
    assert len(one.payload()["un"]["factures"]) == len(one.typed()["un"]["factures"]) == 1
    none = definition(step("un", group("factures", field("nom"), optional=True)))
    assert journey(blank, demarche=none).payload() == {"un": {}}


@pytest.mark.parametrize("raw", [None, "x", 3, {}, [1, None, "x", {}, {"id": 1, "answers": {}}, {"id": "z"}]])
def test_what_is_no_list_of_items_is_none(raw):
    assert read_items(raw) == []
    assert not Journey(DEMARCHE, {"un": {"factures": raw}}, today=TODAY).is_complete


def test_items_are_moved_removed_and_put_back_by_their_ids():
    items = read_items([item(1, a="1"), item(2, a="2"), item(3, a="3")])
    ids = [one.id[-1] for one in moved(items, items[2].id, -1)]
    assert ids == ["1", "3", "2"]
    assert moved(items, items[0].id, -1) == items == moved(items, "0" * 12, 1)
    without = removed(items, items[1].id, "b" * 32)
    assert [one.id[-1] for one in moved(without, items[2].id, -1)] == ["3", "2", "1"]
    back = restored(without, items[1].id)
    assert [(one.id, one.is_removed) for one in back] == [(one.id, False) for one in items]


def test_the_page_of_an_item_asks_its_questions_and_no_others():
    asked = DEMARCHE.steps[0].fields[1]
    within = inside(DEMARCHE, DEMARCHE.steps[0], asked)
    answers = {"un": {"genre": "oui", **GOOD, "neuf": "yes"}}
    form = step_form(
        Journey(within, answers, today=TODAY),
        "un",
        language="fr",
        data={"montant": "x", "neuf": "no"},
        part=questions_of_item(DEMARCHE.steps[0], asked),
    )
    assert list(form.fields) == ["montant", "neuf", "quoi", "autour", "lignes"]
    assert set(form.errors) == {"montant", "autour"}
    assert form.asked == {"montant", "neuf", "autour", "lignes"}


def test_people_read_each_item_with_its_name():
    [section] = summary(journey(item(1, **GOOD)), "fr")
    assert section.rows[1].label == "Facture 1"
    assert section.rows[1].value == "Montant : 12,00\u00a0€\nNeuf : Non"
