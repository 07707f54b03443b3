"""Addresses: the number in its place once, every country, and only the wrong part marked."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from html5lib import parse

from dossiers.engine.kinds import Facts
from dossiers.engine.kinds.countries import CODES, WITH_POSTCODES, countries
from dossiers.engine.kinds.house_numbers import house_in
from tests.engine.samples import TODAY, definition, field, form_of, question, step

FACTS = Facts(TODAY)
REST = {"postcode": "5000", "locality": "Namur"}

SPLIT = [
    ("Rue de Fer 42", "42", "", ("Rue de Fer", "42", "")),
    ("Rue de Fer, 42", "42", "", ("Rue de Fer", "42", "")),
    ("42, rue de Fer", "42", "", ("rue de Fer", "42", "")),
    ("42 rue de Fer", "42", "", ("rue de Fer", "42", "")),
    ("Rue de Fer n° 42", "42", "", ("Rue de Fer", "42", "")),
    ("Rue de Fer 42 a", "42A", "", ("Rue de Fer", "42A", "")),
    ("Rue de Fer 42", "42 bte 3", "", ("Rue de Fer", "42 bte 3", "")),
    ("Rue de Fer 42/3", "42/3", "", ("Rue de Fer", "42/3", "")),
    ("Rue de Fer 42 bte 3", "42", "", ("Rue de Fer", "42", "3")),
    ("Rue de Fer 42 bus 3", "42", "3", ("Rue de Fer", "42", "3")),
    ("Rue de Fer 12-14", "12-14", "", ("Rue de Fer", "12-14", "")),
    ("Rue de Fer 12 bis", "12bis", "", ("Rue de Fer", "12bis", "")),
    ("Kerkstraat 42", "42", "", ("Kerkstraat", "42", "")),
    ("Straße des 17. Juni 135", "135", "", ("Straße des 17. Juni", "135", "")),
    ("Rue du 11 Novembre 5", "5", "", ("Rue du 11 Novembre", "5", "")),
    ("Place du 20-Août 7", "7", "", ("Place du 20-Août", "7", "")),
    ("Square du 8 Mai 1945 12", "12", "", ("Square du 8 Mai 1945", "12", "")),
    ("Avenue Albert 1, 1", "1", "", ("Avenue Albert 1", "1", "")),
    ("Rue de Fer 42 bis", "42", "", ("Rue de Fer", "42 bis", "")),
    ("Rue de Fer 42b", "42", "", ("Rue de Fer", "42b", "")),
    ("Rue de Fer 42-44", "42", "", ("Rue de Fer", "42-44", "")),
    ("Rue de Fer 42–44A", "42–44A", "", ("Rue de Fer", "42–44A", "")),
    ("Rue de Fer 42", "42 bis", "", ("Rue de Fer", "42 bis", "")),
    ("Rue de Fer 42 bis", "42 bte 3", "", ("Rue de Fer", "42 bis bte 3", "")),
    ("10 Downing Street", "10", "", ("Downing Street", "10", "")),
    ("42, Grand Place", "42", "", ("Grand Place", "42", "")),
]
KEPT = [
    ("Rue du 11 Novembre", "5", ""),
    ("Place du 20-Août", "20", ""),
    ("Avenue 1er Régiment", "1", ""),
    ("Quai 26", "26", ""),
    ("Quai 26", "3", ""),
    ("Rue 42", "42", ""),
    ("Route Nationale 4", "4", ""),
    ("Square du 8 Mai 1945", "1945", ""),
    ("5e Avenue", "5", ""),
    ("5e Division", "5", ""),
    ("5 Avenue", "5", ""),
    ("PO Box 12", "12", ""),
    ("Boîte postale 12", "s/n", ""),
    ("Rue de Fer 42", "421", ""),
    ("Rue de Fer 421", "42", ""),
    ("Rue de Fer", "42/3", "4"),
    ("Rue de la 5e Division", "5", ""),
    ("Rue de Fer 42", "44", ""),
    ("Rue de Fer 42/3", "42", "5"),
    ("Rue de Fer", "42/3", ""),
]


def understood(**parts):
    return question("address").answer(REST | parts, FACTS)


@pytest.mark.parametrize(("street", "number", "box", "expected"), SPLIT)
def test_a_number_is_kept_once_when_it_is_in_the_street_too(street, number, box, expected):
    address = understood(street=street, number=number, box=box)
    assert (address.street, address.number, address.box) == expected
    assert question("address").display(address, "fr").startswith(f"{expected[0]} {expected[1]}")


@pytest.mark.parametrize(("street", "number", "box"), KEPT)
def test_figures_of_a_street_stay_when_they_are_part_of_its_name_or_another_number(street, number, box):
    address = understood(street=street, number=number, box=box)
    assert (address.street, address.number, address.box) == (street, number, box)


@pytest.mark.parametrize("number", ["42/3", "42 bte 3", "42, boîte 3"])
def test_a_box_is_kept_once_when_it_is_in_the_number_too(number):
    address = understood(street="Rue de Fer", number=number, box="3")
    assert (address.street, address.number, address.box) == ("Rue de Fer", "42", "3")


@pytest.mark.parametrize(("street", "number"), [(row[0], row[3][1]) for row in SPLIT])
def test_the_number_is_asked_when_it_is_in_the_street_alone(street, number):
    found = errors_of(street=street, number="")
    assert list(found) == ["number"]
    bare = re.sub(r"\s", "", found["number"]).casefold()
    assert re.match(r"[0-9-]+", number)[0] in bare
    assert "laissez la rue seule dans «\u00a0Rue\u00a0»" in found["number"]


@pytest.mark.parametrize(
    "street", ["Quai 26", "Rue du 11 Novembre", "Square du 8 Mai 1945", "Rue de Fer", ""]
)
def test_no_number_is_guessed_when_the_figures_are_those_of_the_street(street):
    assert house_in(street) is None
    assert "indiquez le numéro, ou" in errors_of(street=street, number="")["number"]


def errors_of(asked=None, **parts):
    """Return the message at each part that is wrong."""
    with override("fr"), pytest.raises(ValidationError) as refusal:
        (asked or question("address")).answer(REST | parts, FACTS)
    return {error.part: error.messages[0] for error in refusal.value.error_list}


@pytest.mark.parametrize(
    ("parts", "wrong"),
    [
        ({"street": "Rue de Fer"}, ["number"]),
        ({"number": "12"}, ["street"]),
        ({"street": "Rue de Fer", "number": "12", "postcode": ""}, ["postcode"]),
        ({"street": "Rue de Fer", "number": "12", "postcode": "500"}, ["postcode"]),
        ({"street": "Rue de Fer", "number": "12", "locality": ""}, ["locality"]),
        ({"street": "Rue de Fer", "number": "12", "country": "XX"}, ["country"]),
        ({"street": "Rue de Fer", "number": "1" * 21}, ["number"]),
        ({"street": "", "number": "", "postcode": "1"}, ["street", "number", "postcode"]),
    ],
)
def test_each_wrong_part_has_its_own_error(parts, wrong):
    assert list(errors_of(**parts)) == wrong


@pytest.mark.parametrize(("part", "most"), [("street", 150), ("number", 20), ("box", 20), ("locality", 100)])
def test_each_part_is_as_long_as_it_may_be_and_no_longer(part, most):
    letter = "1" if part in {"number", "box"} else "x"
    house = {"street": "Rue de Fer", "number": "12"}
    assert question("address").answer(REST | house | {part: letter * most}, FACTS)
    assert list(errors_of(**house | {part: letter * (most + 1)})) == [part]


@pytest.mark.parametrize(
    ("more", "wrong"), [({"postcode": "1000"}, "postcode"), ({"country": "FR"}, "country")]
)
def test_an_address_outside_the_region_is_wrong_where_it_says_so(more, wrong):
    walloon = question("address", in_wallonia=True)
    house = {"street": "Rue de Fer", "number": "12"}
    assert walloon.answer(REST | house, FACTS)
    assert list(errors_of(walloon, **house, **more)) == [wrong]


@pytest.mark.parametrize(
    "written", ["s/n", "S/N", "s.n.", "sans numéro", "z/n", "zonder nummer", "o. Nr.", "-"]
)
def test_a_house_without_number_is_said_so(written):
    address = understood(street="Ferme du Bois", number=written)
    assert question("address").payload(address)["number"] == "s/n"
    shown = [
        question("address").display(address, language).splitlines()[0]
        for language in ("fr", "nl", "de", "en")
    ]
    assert shown[0] == "Ferme du Bois s/n"
    assert len(set(shown)) == 4


def test_every_country_is_offered_in_four_languages():
    assert len(CODES) == 250
    former = "BE FR LU DE NL AT BG CY HR DK ES EE FI GR HU IE IS IT LV LI LT MT NO PL PT CZ RO GB SK SI SE CH"
    assert set(former.split()) <= CODES
    for language, morocco, germany in [
        ("fr", "Maroc", "Allemagne"),
        ("de", "Marokko", "Deutschland"),
        ("nl", "Marokko", "Duitsland"),
        ("en", "Morocco", "Germany"),
    ]:
        names = countries(language)
        assert (names["MA"], names["DE"], set(names)) == (morocco, germany, CODES)
        assert next(iter(names)) == "BE"
        assert all(name.strip() for name in names.values())


def test_countries_are_in_the_order_of_the_dictionary():
    french, german = list(countries("fr").values()), list(countries("de").values())
    assert french[1] == "Afghanistan"
    assert french.index("Égypte") < french.index("Espagne") < french.index("Zimbabwe")
    assert german.index("Norwegen") < german.index("Österreich") < german.index("Pakistan")


@pytest.mark.parametrize("country", ["CD", "IE", "HK"])
def test_a_postcode_may_be_missing_where_there_is_none(country):
    asked = question("address")
    house = {"street": "Avenue du Port", "number": "5", "locality": "Boma", "postcode": ""}
    address = asked.answer(house | {"country": country}, FACTS)
    assert "postcode" not in asked.payload(address)
    assert asked.display(address, "fr").splitlines()[1] == "Boma"
    schema = asked.payload_schema()
    assert set(schema["required"]) <= set(asked.payload(address))
    assert country not in schema["if"]["properties"]["country"]["enum"]


@pytest.mark.parametrize("country", sorted(WITH_POSTCODES))
def test_a_postcode_is_needed_where_every_address_has_one(country):
    asked = question("address")
    parts = {"street": "Rue", "number": "5", "postcode": "", "country": country}
    assert list(errors_of(asked, **parts)) == ["postcode"]
    assert asked.payload_schema()["then"] == {"required": ["postcode"]}
    assert country in asked.payload_schema()["if"]["properties"]["country"]["enum"]


DEMARCHE = definition(step("un", field("adresse", "address"), field("suite", optional=True)))


def page(**typed):
    data = {f"adresse-{part}": value for part, value in typed.items()}
    form = form_of(DEMARCHE, "un", data={"adresse-country": "BE"} | data)
    form.is_valid()
    return form, parse(str(form), treebuilder="etree", namespaceHTMLElements=False)


def test_only_the_wrong_part_is_marked_described_and_led_to():
    form, html = page(street="Rue de Fer", postcode="5000", locality="Namur")
    marked = {one.get("id") for one in html.iter() if one.get("aria-invalid") == "true"}
    assert marked == {"id_adresse_number"}
    [number] = html.findall(".//*[@id='id_adresse_number']")
    [described] = html.findall(f".//*[@id='{number.get('aria-describedby')}']")
    assert "Indiquez le numéro" in "".join(described.itertext())
    assert [(one.target, one.part) for one in form["adresse"].led_errors] == [("id_adresse_number", "number")]
    assert not html.findall(".//*[@class='field field--error']")
    ids = {one.get("id") for one in html.iter()}
    named = [id_ for one in html.iter() for id_ in (one.get("aria-describedby") or "").split()]
    assert set(named) <= ids


def test_the_whole_address_is_marked_when_nothing_was_typed():
    form, html = page()
    marked = [one.get("id") for one in html.iter() if one.get("aria-invalid") == "true"]
    assert len(marked) == 6
    assert [one.target for one in form["adresse"].led_errors] == ["id_adresse"]
    assert len(html.findall(".//*[@class='field field--error']")) == 1


def test_the_chosen_country_is_selected_and_belgium_comes_first():
    _, html = page(country="MA")
    options = html.findall(".//select/option")
    assert [(one.get("value"), one.text) for one in options if "selected" in one.attrib] == [("MA", "Maroc")]
    assert (options[0].get("value"), len(options)) == ("BE", 250)
