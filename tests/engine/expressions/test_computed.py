"""Computed values: calculated from answers alone, shown, sent, counted with; never typed."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from dossiers.engine import Journey, load, step_form, summary
from dossiers.engine.json_schema import payload_schema
from tests.engine.samples import TODAY, VALID, form_of

NBSP = "\u00a0"
FIELDS = """\
steps:
  - key: velo
    title: {fr: Vélo, de: Rad}
    fields:
      - key: type
        kind: choice
        label: {fr: Type, de: Art}
        options: {cargo: {fr: Cargo, de: Lastenrad}, kit: {fr: Kit, de: Satz}}
      - {key: prix, kind: money, label: {fr: Prix, de: Preis}}
      - {key: remise, kind: money, optional: yes, label: {fr: Remise, de: Rabatt}}
  - key: prime
    title: {fr: Prime, de: Prämie}
    fields:
      - key: taux
        kind: computed
        result: percentage
        label: {fr: Taux, de: Satz}
        cases:
          - {when: {velo.type: cargo}, value: 40 %}
          - {value: 20 %}
      - key: montant
        kind: computed
        result: money
        label: {fr: Montant, de: Betrag}
        value: min((velo.prix - if_missing(velo.remise, 0 €)) * taux, 400 €)
      - key: net
        kind: computed
        result: money
        label: {fr: Prix après remise, de: Preis nach Rabatt}
        value: velo.prix - velo.remise
      - key: motif
        kind: text
        when: montant >= 400 €
        label: {fr: Motif, de: Grund}
rules:
  - require: prime.montant >= 50 €
    field: velo.prix
    message: {fr: La prime serait inférieure à 50 €., de: Weniger als 50 €.}
declarations: [exactitude]
delivery:
  - {gateway: https, service: essais}
"""
TEXT = VALID[: VALID.index("steps:")] + FIELDS
DEFINITION = load(TEXT)


def journey(**velo: str) -> Journey:
    answers = {"velo": {"type": "kit", "prix": "1000", **velo}, "prime": {"motif": "Parce que."}}
    return Journey(DEFINITION, answers, today=TODAY, visited=["velo", "prime"])


def shown(told: Journey, language: str = "fr") -> dict[str, str]:
    return {row.key: row.value for section in summary(told, language) for row in section.rows}


def test_a_value_is_shown_sent_and_valid():
    told = journey(remise="100,10")
    assert told.is_complete
    assert told.payload()["prime"] == {
        "taux": 20,
        "montant": {"amount": "179.98", "currency": "EUR"},
        "net": {"amount": "899.90", "currency": "EUR"},
    }
    schema = payload_schema(DEFINITION)["properties"]["prime"]
    assert set(told.payload()["prime"]) <= set(schema["properties"])
    assert schema["required"] == []
    assert schema["properties"]["montant"]["title"] == "Montant"
    assert shown(told)["montant"] == f"179,98{NBSP}€"
    assert shown(told, "en")["taux"] == "20%"
    assert told.typed()["prime"] == {}


def test_what_the_browser_sends_for_it_counts_for_nothing():
    answers = {"velo": {"type": "kit", "prix": "1000"}, "prime": {"montant": "400", "taux": "40"}}
    told = Journey(DEFINITION, answers, today=TODAY, visited=["velo", "prime"])
    assert told.payload()["prime"]["montant"]["amount"] == "200.00"
    form = form_of(DEFINITION, "prime", answers, data={"montant": "400", "taux": "99", "motif": "x"})
    assert form.raw_values() == {"motif": "x"}


def test_it_is_not_known_while_an_answer_it_needs_is_to_come():
    told = journey(prix="beaucoup")
    assert shown(told)["montant"] == "Pas encore connu"
    assert "montant" not in told.payload()["prime"]
    assert [step.key for step in told.steps if not step.is_complete] == ["velo"]
    assert shown(journey(type=""))["taux"] == "Pas encore connu", "not the rate of the other cases"


def test_it_is_left_out_when_an_answer_it_needs_is():
    assert "net" not in shown(journey())
    assert journey().is_complete


def test_conditions_and_rules_count_with_it():
    assert "motif" in journey(type="cargo").step("prime").questions
    assert "motif" not in journey().step("prime").questions
    [error] = journey(prix="249,97").rule_errors
    assert (error.step, error.field, error.others) == ("velo", "prix", ("velo.remise", "velo.type"))


def test_what_cannot_be_calculated_is_told():
    definition = load(
        TEXT.replace("value: velo.prix - velo.remise", "value: velo.prix * (velo.prix / velo.remise)")
    )
    answers = {"velo": {"type": "kit", "prix": "1000", "remise": "0"}}
    told = Journey(definition, answers, today=TODAY)
    with override("fr"):
        assert "ne peut pas être calculé" in told.step("prime").errors["net"].messages[0]
    answers["velo"] |= {"prix": "999999999999999", "remise": "0,01"}
    assert "net" in Journey(definition, answers, today=TODAY).step("prime").errors
    answers["velo"]["remise"] = "999999999999999"
    assert Journey(definition, answers, today=TODAY).step("prime").values["net"] == 999999999999999


@given(st.decimals("250", "15000", places=2), st.sampled_from(["cargo", "kit"]))
def test_money_is_rounded_to_the_cent_as_by_hand(price, sort):
    told = journey(prix=str(price).replace(".", ","), type=sort)
    by_hand = (price * (Decimal("0.4") if sort == "cargo" else Decimal("0.2"))).quantize(
        Decimal("0.01"), ROUND_HALF_UP
    )
    assert told.value("prime.montant") == min(by_hand, Decimal(400))


def test_the_page_shows_it_and_says_when_it_does_not_know():
    answers = {"velo": {"type": "kit", "prix": "1000"}}
    page = form_of(DEFINITION, "prime", answers).as_p()
    assert f"200,00{NBSP}€</output>" in page
    assert 'data-otherwise="Calculé d’après vos réponses' in page
    assert f"200,00{NBSP}€" not in form_of(DEFINITION, "prime", {"velo": {"type": "kit"}}).as_p()


def test_a_page_where_it_depends_on_what_is_typed_says_what_decides():
    text = TEXT.replace("  - key: prime\n    title: {fr: Prime, de: Prämie}\n    fields:\n", "")
    definition = load(text.replace("prime.montant", "velo.montant"))
    form = form_of(definition, "velo", data={"type": "kit", "prix": "1000"})
    assert {key for key, field in form.fields.items() if field.decides} >= {"type", "prix", "remise"}
    assert form.calculated == {"taux": f"20{NBSP}%", "montant": f"200,00{NBSP}€"}
    assert form.is_conditional
    assert form_of(definition, "velo", data={"type": "kit", "prix": "1,2,3"}).calculated == {
        "taux": f"20{NBSP}%"
    }


def test_who_may_not_see_the_answers_of_other_steps_sees_nothing_calculated_from_them():
    told = journey()
    assert form_of(DEFINITION, "prime", told.answers).calculated
    assert step_form(told, "prime", language="fr", is_alone=True).calculated == {}


def test_a_rule_may_stand_at_a_value_and_its_error_leads_to_it():
    definition = load(TEXT.replace("field: velo.prix\n", "field: prime.montant\n"))
    answers = {"velo": {"type": "kit", "prix": "100"}, "prime": {}}
    told = Journey(definition, answers, today=TODAY, visited=["velo", "prime"])
    assert told.rule_errors[0].others == ("velo.prix", "velo.remise", "velo.type")
    form = step_form(told, "prime", language="fr", data={})
    assert [str(one) for one in form.errors["montant"]] == ["La prime serait inférieure à 50 €."]
    page = str(form["montant"].as_field_group())
    assert '<output class="locked-answer"' in page
    assert 'id="id_montant"' in page
    assert 'id="id_montant_error"' in page
