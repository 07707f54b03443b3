"""What the démarches calculate, from the answers of one case after another."""

from __future__ import annotations

import pytest

from dossiers.engine import Journey
from dossiers.engine.groups.items import Typed, new_id
from tests.definitions.given import SOON
from tests.engine.samples import DEFINITIONS, TODAY
from tests.engine.test_definitions import FILES, plausible, read


def items(*answers):
    """Return the items of a group as typed."""
    return [Typed(new_id(), one).kept() for one in answers]


def calculated(slug, answers):
    """Fill in a démarche, ``answers`` apart as its kinds suggest; return what it sends, step by step."""
    demarche = read(DEFINITIONS / f"{slug}.yaml")
    filled = plausible(demarche, min)
    for step, given in answers.items():
        filled[step] |= given
    journey = Journey(demarche, filled, today=TODAY, files=FILES)
    assert journey.is_complete, {one.key: one.errors for one in journey.steps}
    return journey.payload()


def amounts(payload, step, *keys):
    """Return the amounts sent for some questions of a step."""
    return [payload[step][key]["amount"] for key in keys]


def person(**answers):
    """Return a member of a household, nobody's dependant and without income unless said otherwise."""
    known = {"nom_complet": "Zoé Petit", "naissance": "21/05/2003", "handicap": "no", "revenus": "0"}
    return known | answers


CHILD = person(lien="enfant", a_charge="yes")
PARTNER = person(lien="conjoint", revenus="9000")
DISABLED = person(lien="parent", handicap="yes")


@pytest.mark.parametrize(
    ("reason", "household", "is_recognised", "rents", "expected"),
    [
        ("sans_abri", [], "no", ("0", "450"), ["15500.00", "400.00", "100.00"]),
        ("sans_abri", [], "no", ("0", "80"), ["15500.00", "400.00", "80.00"]),
        ("handicap", [], "yes", ("500", "450"), ["18400.00", "400.00", "0.00"]),
        ("inhabitable", [CHILD], "no", ("400", "460"), ["18400.00", "480.00", "72.00"]),
        ("inhabitable", [PARTNER, CHILD, CHILD], "no", ("400", "700"), ["27000.00", "560.00", "140.00"]),
        ("handicap", [PARTNER, DISABLED], "yes", ("400", "450"), ["27000.00", "400.00", "50.00"]),
    ],
)
def test_the_allowance_for_a_removal_depends_on_the_household(
    reason, household, is_recognised, rents, expected
):
    before, after = rents
    payload = calculated(
        "adel",
        {
            "situation": {"motif": reason, "reconnu": is_recognised},
            "menage": {"cohabitant": "yes" if PARTNER in household else "no", "membres": items(*household)},
            "ancien": {"loyer": before},
            "nouveau": {"loyer": after},
        },
    )
    ceiling = amounts(payload, "revenus", "plafond")
    assert [*ceiling, *amounts(payload, "nouveau", "demenagement", "mensuel")] == expected


def test_a_household_above_the_ceiling_has_no_right_unless_its_income_fell():
    demarche = read(DEFINITIONS / "adel.yaml")
    answers = plausible(demarche, max)
    answers["situation"] |= {"reconnu": "no"}
    answers["menage"] |= {"cohabitant": "no", "membres": items(CHILD)}

    def exits(**income):
        answers["revenus"] |= income
        return [step.key for step, _ in Journey(demarche, answers, today=TODAY, files=FILES).exits]

    assert exits(revenus="18400", baisse="no") == []
    assert exits(revenus="18400,01") == ["revenus"]
    assert exits(baisse="yes") == []


@pytest.mark.parametrize(("children", "others", "expected"), [(2, 0, "250.00"), (3, 2, "375.00")])
def test_the_property_tax_falls_by_an_amount_for_each_child(children, others, expected):
    household = [person(lien="enfant")] * children + [person(lien="parent")] * others
    answers = {"motifs": {"motifs": ["enfants"]}, "menage": {"personnes": items(*household)}}
    payload = calculated("precompte-immobilier", answers)
    assert amounts(payload, "menage", "montant") == [expected]


def test_at_least_two_children_are_two():
    demarche = read(DEFINITIONS / "precompte-immobilier.yaml")
    answers = plausible(demarche, max)
    answers["motifs"] |= {"motifs": ["enfants"]}
    answers["menage"] |= {"personnes": items(person(lien="enfant"), person(lien="parent"))}
    errors = Journey(demarche, answers, today=TODAY, files=FILES).step("menage").errors
    assert "Ajoutez chacun d’eux" in errors["personnes"].messages[0]


@pytest.mark.parametrize(
    ("others", "own", "expected"), [([], "12000", "12000.00"), (["8000", "0"], "500", "8500.00")]
)
def test_a_study_allowance_counts_the_income_of_the_household(others, own, expected):
    members = [person(lien="enfant", superieur="no", revenus_imposables=income) for income in others]
    payload = calculated("allocation-etudes", {"menage": {"revenus": own, "membres": items(*members)}})
    assert amounts(payload, "menage", "total") == [expected]


def test_a_programme_of_investment_is_added_up():
    line = {"nature": "materiel", "fournisseur": "Machines SA", "date_commande": SOON}
    lines = items(line | {"montant": "30000"}, line | {"montant": "10000"})
    sent = calculated("prime-investissement", {"programme": {"lignes": lines, "aide": "9000"}})["programme"]
    assert (sent["total"]["amount"], sent["taux"]) == ("40000.00", "22.5")


def test_waste_is_added_up_in_tonnes():
    waste = {"code": "13 02 05*", "nature": "Huiles"}
    lines = items(waste | {"tonnes": "1,5"}, waste | {"tonnes": "0,7"})
    answers = {"demande": {"objet": "nouveau"}, "dechets": {"dechets": lines}}
    assert calculated("dechets-dangereux", answers)["dechets"]["total"] == "2.2"


@pytest.mark.parametrize(
    ("request_", "expected"), [("premier", "223.10"), ("validation", "223.10"), ("licence", "37.18")]
)
def test_a_hunter_is_told_what_to_pay(request_, expected):
    assert amounts(calculated("permis-chasse", {"demande": {"type": request_}}), "paiement", "montant") == [
        expected
    ]


def test_shares_of_a_company_make_a_hundred_at_most():
    demarche = read(DEFINITIONS / "passeport-entreprise.yaml")
    answers = plausible(demarche, max)
    share = {"sorte": "personne", "nom": "Zoé Petit", "naissance": "21/05/2003", "votes": "50"}
    answers["actionnaires"]["actionnaires"] = items(share | {"parts": "60,5"}, share | {"parts": "39,5"})
    journey = Journey(demarche, answers, today=TODAY, files=FILES)
    assert journey.payload()["actionnaires"]["total"] == "100.00"
    answers["actionnaires"]["actionnaires"] = items(share | {"parts": "60,5"}, share | {"parts": "39,6"})
    errors = Journey(demarche, answers, today=TODAY, files=FILES).step("actionnaires").errors
    assert "dépassent ensemble 100" in errors["actionnaires"].messages[0]
