"""The form of a step: what it shows, what it keeps, what it refuses."""

from __future__ import annotations

import json

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from dossiers.engine import Journey
from dossiers.engine.kinds import KINDS
from tests.engine.samples import TODAY, complete, definition, field, form_of, step, stored_file, text
from tests.support.pages import parse

OPTIONS = {key: text(key.upper()) for key in ("a", "b", "c")}
MANY = {f"o{number}": text(f"O{number}") for number in range(7)}
FILE = "0b0f7f0e-7c8f-4b5e-9a39-2b5c1d1f5a11"
DEMARCHE = definition(
    step("debut", field("type", "choice", options=OPTIONS), field("pays", "choice", options=MANY)),
    step(
        "suite",
        field("tiers", "yes_no", hint=text("Une aide.")),
        field("mandat", when={"tiers": True}),
        field("cargo", when={"debut.type": "c"}),
        field("lire", "information", text=text("Bon à savoir.")),
        field("facture", "file", max_files=2),
        field("adresse", "address", optional=True),
        field("usages", "multiple_choice", options=OPTIONS, optional=True),
    ),
)
POSTED = QueryDict(
    "csrfmiddlewaretoken=x&action=continue&junk=1&tiers=yes&mandat=+Oui+&adresse-street=Rue&usages=a&usages=c"
)


def form(step_key="suite", answers=None, **more):
    return form_of(DEMARCHE, step_key, answers, **more)


def test_only_declared_fields_are_kept_as_typed():
    assert form(data=POSTED).raw_values() == {
        "tiers": "yes",
        "mandat": " Oui ",
        "facture": [],
        "adresse": {"street": "Rue", "number": "", "box": "", "postcode": "", "locality": "", "country": ""},
        "usages": ["a", "c"],
    }


def test_a_field_that_is_not_on_the_page_keeps_what_the_draft_has():
    answers = {"debut": {"type": "a"}, "suite": {"cargo": "gardé", "inconnu": "x"}}
    raw = form(answers=answers, data=POSTED).raw_values()
    assert raw["cargo"] == "gardé"
    assert "inconnu" not in raw
    assert form(answers=answers).raw_values() == {"cargo": "gardé"}


@pytest.mark.parametrize(
    ("kind", "sent", "kept"),
    [
        ("text", "champ=neuf", "neuf"),
        ("multiple_choice", "champ=a&champ=c", ["a", "c"]),
        ("yes_no", "champ=no", "no"),
        ("phone", "champ=081+32+36+45", "081 32 36 45"),
    ],
)
def test_what_is_sent_of_a_question_that_another_page_took_away_is_kept_and_not_asked(kind, sent, kept):
    more = {"options": OPTIONS} if kind == "multiple_choice" else {}
    asked = field("champ", kind, when={"debut.oui": True}, **more)
    demarche = definition(step("debut", field("oui", "yes_no")), step("suite", field("note"), asked))
    posted = form_of(demarche, "suite", {"debut": {"oui": "no"}}, data=QueryDict(f"note=x&{sent}"))
    assert posted.raw_values() == {"note": "x", "champ": kept}
    assert "champ" not in posted.fields
    assert posted.is_valid()
    assert posted.journey.payload()["suite"] == {"note": "x"}


def test_a_condition_on_earlier_steps_alone_is_decided_before_the_page_is_made():
    assert "cargo" not in form(answers={"debut": {"type": "a"}}).fields
    cargo = form(answers={"debut": {"type": "c"}}).fields["cargo"]
    assert (cargo.asked, cargo.decides) == (None, False)


def test_the_page_is_told_which_fields_decide_and_what_they_ask_now():
    for tiers, asked in (("yes", True), ("no", False), ("", False)):
        typed = form(data={"tiers": tiers})
        saved = form(answers={"suite": {"tiers": tiers}})
        for shown in (typed, saved):
            assert (shown.fields["mandat"].asked, shown.fields["tiers"].decides) == (asked, True)
            assert [key for key, one in shown.fields.items() if one.asked is not None] == ["mandat"]


def test_a_field_hidden_by_its_condition_is_not_judged():
    data = {"tiers": "no", "mandat": "", "facture": ""}
    filled = {"debut": {"type": "a", "pays": "o1"}, "suite": {"facture": [FILE]}}
    assert form(answers=filled, data=data).is_valid()
    asked = form(answers=filled, data=data | {"tiers": "yes"})
    assert list(asked.errors) == ["mandat"]


def test_a_form_is_valid_exactly_when_its_step_is_complete():
    answers = {"debut": {"type": "a"}, "suite": {"facture": [FILE]}}
    for tiers in ("yes", "no", "", "junk"):
        posted = form(answers=answers, data={"tiers": tiers})
        after = answers | {"suite": posted.raw_values()}
        assert posted.is_valid() == Journey(DEMARCHE, after, today=TODAY).step("suite").is_complete


def test_a_rule_on_this_step_is_told_here():
    ruled = definition(
        step("un", field("prix", "money")),
        rules=[{"require": {"un.prix": {"at_least": 5}}, "field": "un.prix", "message": text("Trop peu.")}],
    )
    low = form_of(ruled, "un", data={"prix": "4"})
    assert low.errors == {"prix": ["Trop peu."]}
    assert form_of(ruled, "un", data={"prix": "5"}).is_valid()


def test_stored_files_answer_unless_they_are_ticked_for_removal():
    answers = {"suite": {"facture": [FILE]}}
    files = {FILE: stored_file("ma facture.pdf", scan="pending")}
    kept = form(answers=answers, files=files, data={})
    assert kept.raw_values()["facture"] == [FILE]
    assert "facture" not in kept.errors
    html = str(kept)
    assert "ma facture.pdf" in html
    assert "En cours d’analyse" in html
    removed = form(answers=answers, files=files, data=QueryDict(f"facture-remove={FILE}"))
    assert removed.raw_values()["facture"] == []
    assert "facture" in removed.errors
    assert form(answers=answers, data={}).raw_values()["facture"] == [FILE]


def test_the_browser_cannot_name_a_file():
    posted = form(files={}, data=QueryDict(f"facture={FILE}"))
    assert posted.raw_values()["facture"] == []


def test_what_was_typed_is_shown_again_as_typed():
    html = str(form("debut", data={"type": "b", "pays": "o3"}))
    assert 'value="b" id="id_type_1" checked' in html
    assert '<option value="o3" selected>' in html
    again = str(form(answers={"suite": {"adresse": {"street": "Rue <b>"}}}))
    assert 'value="Rue &lt;b&gt;"' in again


def test_few_options_are_radios_and_many_a_list():
    html = str(form("debut"))
    assert html.count('type="radio"') == 3
    assert "<select" in html
    assert 'data-field="type" data-kind="choice" data-width="long"' in html


def test_the_first_input_of_a_group_bears_the_id_an_error_leads_to():
    html = str(form(data={}))
    for identifier in ("id_tiers", "id_usages", "id_adresse"):
        assert html.count(f'id="{identifier}"') == 1
    assert html.count("aria-invalid") >= 2
    assert "required" not in html.replace("is-required", "")


def test_labels_hints_and_options_are_in_the_language_asked():
    one = definition(
        step(
            "un",
            field(
                "x", "choice", options={"a": {"fr": "Oui", "de": "Ja"}}, hint={"fr": "Aide", "de": "Hilfe"}
            ),
        )
    )
    html = str(form_of(one, "un", language="de"))
    assert "Hilfe" in html
    assert "Ja" in html


def test_a_field_tells_templates_its_kind_key_and_hint():
    shown = form().fields["tiers"]
    assert (shown.kind, shown.key, shown.hint, shown.optional) == ("yes_no", "tiers", "Une aide.", False)


def test_an_unknown_step_is_a_key_error():
    with pytest.raises(KeyError):
        form("nulle_part")


def test_a_step_that_does_not_apply_keeps_what_was_typed_without_judging_it():
    gone = definition(
        step("un", field("x", "yes_no")), step("deux", field("y", "number"), when={"un.x": True})
    )
    posted = form_of(gone, "deux", {"un": {"x": "no"}}, data={"y": "?"})
    assert posted.is_valid()
    assert posted.raw_values() == {"y": "?"}


EVERY = definition(
    step(
        "tout",
        *[complete(kind, kind) for kind in KINDS],
    )
)
NAMES = st.sampled_from([*KINDS, "address-street", "address-country", "file-remove"])


@given(st.lists(st.tuples(NAMES, st.text(max_size=6)), max_size=8))
def test_saving_never_fails_and_every_error_is_shown_whatever_is_posted(pairs):
    data = QueryDict(mutable=True)
    for name, value in pairs:
        data.appendlist(name, value)
    posted = form_of(EVERY, "tout", data=data)
    raw = posted.raw_values()
    assert json.loads(json.dumps(raw)) == raw
    assert set(raw) == {name for name, kind in KINDS.items() if kind.asks}
    assert not posted.is_valid()
    assert str(posted).count('data-field="') == len(KINDS)


def test_information_has_a_list_and_links():
    link = {"label": text("Un exemple"), "link": "https://exemple.be/devis.pdf"}
    asked = field("lire", "information", text=text("À lire."), points=[text("Un <point>.")], links=[link])
    shown = parse(str(form_of(definition(step("un", asked, field("x"))), "un")["lire"]))
    assert [" ".join(item.itertext()) for item in shown.iter("li")] == ["Un <point>.", "Un exemple"]
    [a] = shown.iter("a")
    assert (a.get("href"), a.get("rel")) == ("https://exemple.be/devis.pdf", "noreferrer")
