"""Roles in the token: read when they can be, said when they cannot, granting nothing."""

import base64
from datetime import date

import pytest
from structlog.testing import capture_logs

from accounts.saml.protocol import contexts
from accounts.saml.response.roles import EnterpriseRole, parse_roles
from enterprises.models import Membership
from monespace.simulators.fas.saml import NAMESPACES, element
from tests.accounts.federation import is_signed_in

ROLES = """<?xml version="1.0" encoding="UTF-8"?>
<RoleResult xmlns="urn:be:fedict:iam:example">
  <Role name="Mon Espace Propriétaire" validUntil="2027-12-31">
    <RoleAttribute name="CompanyID">1999990144</RoleAttribute>
    <RoleAttribute name="EstablishmentID">8999990194</RoleAttribute>
  </Role>
  <Role name="Mon Espace Lecteur"><RoleAttribute name="CompanyID">203430576</RoleAttribute></Role>
</RoleResult>"""


def encoded(document):
    return base64.b64encode(document.encode()).decode()


def test_each_role_names_its_enterprise_its_limits_and_its_end():
    assert parse_roles([encoded(ROLES)]) == [
        EnterpriseRole(
            "1999990144", "Mon Espace Propriétaire", (("EstablishmentID", "8999990194"),), date(2027, 12, 31)
        ),
        EnterpriseRole("0203430576", "Mon Espace Lecteur", (), None),
    ]


def test_number_of_nine_digits_is_read_with_its_zero():
    assert parse_roles([encoded(ROLES)])[1].bce_number == "0203430576"


def test_roles_may_come_in_several_values_and_no_value_is_no_role():
    assert len(parse_roles([encoded(ROLES), encoded(ROLES)])) == 4
    assert parse_roles([]) == []


@pytest.mark.parametrize(
    "junk",
    [
        "",
        "%%%",
        "QUJD",
        encoded("<Role"),
        encoded('<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]><Role name="&e;"/>'),
        encoded(ROLES.replace("1999990144", "&e;")),
        "A" * 200_000,
    ],
    ids=["empty", "not base64", "not XML", "broken", "document type", "entity", "too long"],
)
def test_junk_is_no_role_and_one_line_in_the_logs(junk):
    with capture_logs() as logs:
        assert parse_roles([junk]) == []
    assert [(line["roles"], line["unreadable"]) for line in logs] == [(0, 1)]
    with capture_logs() as logs:
        assert len(parse_roles([junk, encoded(ROLES)])) == 2
    assert [(line["roles"], line["unreadable"]) for line in logs] == [(2, 1)]
    assert "1999990144" not in str(logs)


@pytest.mark.parametrize(
    ("sound", "wrong"),
    [("1999990144", "1999990145"), ('name="Mon Espace Propriétaire"', ""), ("2027-12-31", "soon")],
)
def test_wrong_role_is_left_out_and_the_others_read(sound, wrong):
    roles = parse_roles([encoded(ROLES.replace(sound, wrong))])
    assert [role.bce_number for role in roles] == ["0203430576"]


@pytest.mark.django_db
@pytest.mark.parametrize("value", [encoded(ROLES), "%%%"], ids=["roles", "junk"])
def test_roles_grant_nothing_and_stop_nobody(client, federation, value):
    message = federation.message(federation.ask())
    statement = message.find(".//saml:AttributeStatement", NAMESPACES)
    element(element(statement, "saml:Attribute", Name=contexts.ROLES), "saml:AttributeValue", value)
    assert federation.deliver(message).status_code == 302
    assert is_signed_in(client)
    assert not Membership.objects.exists()
