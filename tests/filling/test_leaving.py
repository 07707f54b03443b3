"""What becomes of a leaver's drafts: they stay, others are told and go on."""

from __future__ import annotations

import pytest
from django.core import mail

from enterprises.members.services import end_membership
from enterprises.rights.permissions import Role
from monespace.common.authors import SYSTEM
from monespace.outbox.testing import drain
from tests.filling.browser import open_step
from tests.filling.factories import draft_of
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaver(db):
    return MembershipFactory(role=Role.COLLABORATEUR, user__last_name="Partant")


@pytest.fixture
def owner(leaver):
    return MembershipFactory(enterprise=leaver.enterprise, role=Role.PROPRIETAIRE).user


def test_owners_are_told_of_the_drafts_and_go_on_with_them(client, leaver, owner):
    reader = MembershipFactory(enterprise=leaver.enterprise, role=Role.LECTEUR).user
    draft = draft_of(leaver.user, enterprise=leaver.enterprise)
    force_sign_in(client, leaver.user)
    open_step(client, draft, "vous").post("save", surnom="Conservé")
    end_membership(actor=SYSTEM, membership=leaver, reason="départ")
    drain()
    [told] = [message for message in mail.outbox if "Partant" in message.body and message.to == [owner.email]]
    assert "Un brouillon" in told.body
    assert "Partant" not in told.subject
    assert not any(message.to == [reader.email] for message in mail.outbox)
    client.logout()
    force_sign_in(client, owner)
    assert "Conservé" in open_step(client, draft, "vous").html


def test_nobody_is_told_of_drafts_that_do_not_exist(leaver, owner):
    end_membership(actor=SYSTEM, membership=leaver, reason="départ")
    drain()
    assert [message.to for message in mail.outbox] == [[leaver.user.email]]
