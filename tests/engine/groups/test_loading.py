"""Groups in a definition's file: what is right, and what is refused with its line and what to write."""

from __future__ import annotations

import pytest

from dossiers.engine import InvalidDefinition, load
from tests.engine.mistakes import problems
from tests.engine.samples import VALID

GROUP = """\
      - key: factures
        kind: group
        label: {fr: Vos factures, de: Ihre Rechnungen}
        repeat: {min: 1, max: 30, item_label: {fr: Facture, de: Rechnung}}
        questions:
          - {key: entrepreneur, kind: bce_number, label: {fr: Entrepreneur, de: Unternehmer}}
          - {key: montant, kind: money, label: {fr: Montant, de: Betrag}, when: {type: kit}}
          - {key: tva, kind: money, label: {fr: TVA, de: MwSt}, when: {entrepreneur: {answered: yes}}}
        rules:
          - {require: {montant: {at_least: 5}}, field: montant, message: {fr: Trop peu, de: Zu wenig}}
"""
FILE = VALID.replace("  - key: usage\n", GROUP + "  - key: usage\n", 1)
KIT, NEXT = "when: {type: kit}}", "\n          - {key: tva"
TVA_FIRST = "when: {tva: {answered: yes}}}" + NEXT
NEVER = "when: {type: cargo, velo.type: kit}}" + NEXT
REPEAT = "        repeat: {min: 1, max: 30, item_label: {fr: Facture, de: Rechnung}}\n"
MISTAKES = [
    (
        "when: {entrepreneur: {answered: yes}}",
        "when: {tva: {answered: yes}}",
        34,
        "the very field it is about",
    ),
    (KIT + NEXT, TVA_FIRST, 33, "only asked later"),
    ("when: {entrepreneur: {answered: yes}}", "when: {factures: {answered: yes}}", 34, "which is no field"),
    ("when: {entrepreneur: {answered: yes}}", "when: {usage.jours: 1}", 34, "no field"),
    (KIT + NEXT, NEVER, 33, "nobody can be asked “montant”"),
    ("max: 30, item", "max: 0, item", 30, "at least 1"),
    ("max: 30, item", "max: 3000, item", 30, "at most 300"),
    ("min: 1, max: 30", "min: 0, max: 30", 30, "at least 1"),
    ("min: 1, max: 30", "min: 5, max: 3", 30, "min 5 is more than max 3"),
    ("min: 1, max: 30, item", "mni: 1, item", 30, "did you mean “min”?"),
    ("min: 1, max: 30, item_label: {fr: Facture, de: Rechnung}", "min: 1", 30, "“item_label” is missing"),
    ("item_label: {fr: Facture, de: Rechnung}", "item_label: Facture", 30, '{fr: "Facture", de: …}'),
    ("item_label: {fr: Facture, de: Rechnung}", "item_label: {fr: Facture}", 30, "German translation"),
    (REPEAT, "", 27, "“repeat” is missing"),
    ("key: tva", "key: vendeur", 34, "that of a field around the group"),
    ("key: tva", "key: montant", 34, "stands twice"),
    ("key: tva", "key: revision", 34, "taken by the portal"),
    (
        "kind: bce_number, label: {fr: Entrepreneur",
        "kind: file, label: {fr: Entrepreneur",
        32,
        "in a field after it",
    ),
    (
        "kind: bce_number, label: {fr: Entrepreneur",
        "kind: group, label: {fr: Entrepreneur",
        32,
        "“questions” is missing",
    ),
    ("kind: money, label: {fr: TVA", "kind: mony, label: {fr: TVA", 34, "did you mean “money”?"),
    (
        "kind: money, label: {fr: TVA",
        "kind: text, prefill: person.last_name, label: {fr: TVA",
        34,
        "“locked: no”",
    ),
    (
        "kind: money, label: {fr: TVA",
        "kind: money, min: 5, max: 2, label: {fr: TVA",
        34,
        "min 5 is more than max 2",
    ),
    ("require: {montant: {at_least: 5}}", "require: {montant: {at_least: 5, at_most: 4}}", 36, "never holds"),
    ("require: {montant: {at_least: 5}}", "require: {montant: {before: today}}", 36, "to be compared with"),
    ("require: {montant: {at_least: 5}}", "require: {jours: {at_least: 5}}", 36, "no field"),
    ("kind: group\n", "kind: group\n        layout: rows\n", 34, "does not fit in a row"),
    ("kind: group\n", "kind: group\n        layout: row\n", 29, "expected 'pages' or 'rows'"),
    ("field: montant", "field: velo.prix", 36, "no question of the group"),
    ("not: {velo.type: cargo}", "not: {velo.montant: {answered: yes}}", 39, "no field"),
]


def test_a_group_is_read_and_kept_as_it_is_written():
    definition = load(FILE)
    assert type(definition).model_validate(definition.content()).content() == definition.content()


@pytest.mark.parametrize(("right", "wrong", "line", "told"), MISTAKES)
def test_a_mistake_is_told_with_its_line_and_what_to_write(right, wrong, line, told):
    assert right in FILE
    found = problems(FILE.replace(right, wrong, 1))
    assert any(at == line and told in message for at, message in found), found


def test_groups_are_nested_once():
    def within(inner: str) -> str:
        return GROUP.replace("        questions:\n", "        questions:\n" + inner, 1)

    def indented(written: str) -> str:
        return "".join(f"    {line}\n" for line in written.splitlines())

    second = GROUP.replace("factures", "postes").replace("entrepreneur", "fournisseur")
    second = second.replace("montant", "somme").replace("tva", "taxe")
    third = (
        second.replace("postes", "parts")
        .replace("fournisseur", "a")
        .replace("somme", "b")
        .replace("taxe", "c")
    )
    assert load(FILE.replace(GROUP, within(indented(second))))
    deeper = second.replace("        questions:\n", "        questions:\n" + indented(third), 1)
    with pytest.raises(InvalidDefinition, match="no deeper"):
        load(FILE.replace(GROUP, within(indented(deeper))))
