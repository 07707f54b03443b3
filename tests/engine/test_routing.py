"""The competent service by the answers: checked when loaded; the first route that holds, or the main one."""

from __future__ import annotations

import pytest

from dossiers.engine import InvalidDefinition, Journey, load
from dossiers.engine.json_schema import language_schema
from tests.engine.samples import TODAY, VALID

KIT, DEAR = "{velo.type: kit}", "{velo.prix: {at_least: 1000}}"


def route(
    key: str, when: str, *, service: str = "", delivery: str = "{gateway: https, service: ailleurs}"
) -> str:
    named = service or "name: {fr: Ailleurs, de: Anderswo}, email: ailleurs@exemple.be, phone: 078 79 01 03"
    return f"  - {{key: {key}, when: {when}, service: {{{named}}}, delivery: [{delivery}]}}\n"


def routed(*routes: str) -> str:
    """Return a definition with routes."""
    return f"{VALID}routes:\n{''.join(routes)}"


@pytest.mark.parametrize(
    ("answers", "key", "channel"),
    [
        ({"type": "kit", "prix": "2000"}, "kit", "ailleurs"),
        ({"type": "cargo", "prix": "2000"}, "cher", "ailleurs"),
        ({"type": "cargo", "prix": "20"}, "", "essais"),
        ({}, "", "essais"),
    ],
)
def test_the_first_route_that_holds_gets_it_and_the_main_service_all_others(answers, key, channel):
    definition = load(routed(route("kit", KIT), route("cher", DEAR)))
    found = Journey(definition, {"velo": answers}, today=TODAY).route
    assert found == key
    assert [one.service for one in definition.routed(found).delivery] == [channel]
    assert definition.routed(found).service.name("fr") == ("Ailleurs" if key else "Le service")
    assert definition.service.name("fr") == "Le service"


def test_a_route_that_is_not_known_is_that_of_the_main_service():
    definition = load(routed(route("kit", KIT)))
    assert definition.routed("absent") is definition


@pytest.mark.parametrize(
    ("routes", "message"),
    [
        ([route("kit", "{velo.couleur: rouge}")], "“velo.couleur”, which is no field"),
        ([route("kit", "{type: kit}")], "did you mean “velo.type”"),
        ([route("kit", "{velo.prix: {at_most: 0}}")], "nobody is sent to “kit”: its condition never holds"),
        ([route("a", KIT), route("a", DEAR)], "the route “a” stands twice"),
        ([route("a", KIT), route("b", f"{{all: [{KIT}, {DEAR}]}}")], "a route before it takes them all"),
        ([route("a", KIT, delivery="{gateway: mailbox, service: x}")], "give “x” another way as well"),
        ([route("a", KIT, service="name: {fr: A, de: B}")], "email"),
    ],
)
def test_a_route_that_makes_no_sense_is_refused_with_its_line(routes, message):
    assert load(routed(route("kit", KIT)))
    written = routed(*routes)
    with pytest.raises(InvalidDefinition, match=message) as refusal:
        load(written)
    first = written.splitlines().index("routes:") + 1
    assert all(problem.line > first for problem in refusal.value.problems)


def test_the_main_service_may_not_be_left_out():
    written = routed(route("kit", KIT))
    with pytest.raises(InvalidDefinition, match="delivery"):
        load(written.replace("delivery:\n  - {gateway: https, service: essais}\n", ""))


def test_two_readings_want_case_officers_on_some_way():
    twice = "second_reading: yes\n"
    portal = route("kit", KIT, delivery="{gateway: portal, service: ici}")
    assert load(routed(portal) + twice).second_reading
    with pytest.raises(InvalidDefinition, match="only case officers read a decision twice"):
        load(routed(route("kit", KIT)) + twice)


def test_a_definition_without_routes_keeps_its_content():
    assert "routes" not in load(VALID).content()


def test_the_schema_for_editors_knows_routes():
    schema = language_schema()
    assert schema["properties"]["routes"]["items"] == {"$ref": "#/$defs/Route"}
    assert set(schema["$defs"]["Route"]["required"]) == {"key", "when", "service", "delivery"}
