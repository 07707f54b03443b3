"""The rights table: what each role and the GAP designation give, and the page that prints it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enterprises.rights.permissions import (
    CITIZEN_PERMISSIONS,
    GAP_PERMISSIONS,
    PERMISSION_LABELS,
    ROLE_PERMISSIONS,
    Permission,
    Role,
    permissions_of,
    rights_table,
    roles_with,
)
from tests.house.test_files import PYTHON_FILES, ROOT

roles = st.none() | st.sampled_from(Role)
PRODUCT = [path for path in PYTHON_FILES if path.relative_to(ROOT).parts[0] not in {"tests", "benchmarks"}]


@given(roles)
def test_designation_only_adds_rights(role):
    without, with_gap = permissions_of(role, is_gap=False), permissions_of(role, is_gap=True)
    assert with_gap == without | GAP_PERMISSIONS


@given(st.booleans())
def test_no_role_gives_no_right_on_dossiers(is_gap):
    assert not permissions_of(None, is_gap=is_gap) & CITIZEN_PERMISSIONS


@given(st.sampled_from(Role), st.sampled_from(Permission))
def test_roles_with_a_permission_are_those_whose_set_holds_it(role, permission):
    assert (role in roles_with(permission)) == (permission in permissions_of(role, is_gap=False))


def test_each_role_keeps_what_the_one_below_it_has():
    assert ROLE_PERMISSIONS[Role.LECTEUR] < ROLE_PERMISSIONS[Role.COLLABORATEUR]
    assert ROLE_PERMISSIONS[Role.COLLABORATEUR] < ROLE_PERMISSIONS[Role.PROPRIETAIRE]


def test_only_the_owner_binds_the_enterprise():
    assert roles_with(Permission.SUBMIT_DOSSIERS) == [Role.PROPRIETAIRE]


def test_no_role_manages_access():
    assert roles_with(Permission.MANAGE_MEMBERS) == []


@pytest.mark.parametrize("permission", Permission)
def test_each_permission_is_had_by_somebody_and_asked_for_somewhere(permission):
    assert roles_with(permission) or permission in GAP_PERMISSIONS
    asked = re.compile(rf"\bPermission\.{permission.name}\b")
    assert any(asked.search(path.read_text()) for path in PRODUCT if path.name != "permissions.py")


@pytest.mark.parametrize("permission", Permission)
def test_printed_rights_are_those_of_the_table(permission):
    row = next(row for row in rights_table() if row.label == PERMISSION_LABELS[permission])
    by_role = [role.label for role in Role if permission in ROLE_PERMISSIONS[role]]
    by_designation = ["Gestionnaire d’accès (GAP)"] if permission in GAP_PERMISSIONS else []
    assert row.holders == by_role + by_designation
