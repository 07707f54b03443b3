"""Whatever sessions stand on, a logout ends exactly those that it names."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import Session
from accounts.saml.federal_sessions.names import FederalName
from accounts.saml.flow.services import stand_on
from accounts.saml.logout.messages import LogoutRequest
from accounts.saml.logout.services import end_named_sessions
from accounts.saml.protocol.refusals import Refused
from accounts.saml.response.answers import Answer
from monespace.common.authors import SYSTEM
from monespace.journal.models import Event
from tests.support.factories import PersonFactory

NAMES = st.sampled_from(["ann", "bob", "Ann"])
INDEXES = st.sampled_from(["1", "2", "3"])
SESSIONS = st.lists(st.lists(st.tuples(NAMES, INDEXES), min_size=1, max_size=3, unique=True), max_size=5)


def session_on(user, pairs):
    session = Session.objects.create(digest=uuid4().hex, user=user, data="")
    for name, index in pairs:
        answer = Answer(request_id="_r", name_id=name, session_index=index)
        stand_on(session=session, answer=answer, held=[])
    return session.pk


def asking(name, indexes):
    return LogoutRequest(
        id=f"_{uuid4().hex}",
        issuer="https://idp.example/",
        issued_at=timezone.now() - timedelta(seconds=1),
        name=FederalName(value=name, qualities={}),
        indexes=frozenset(indexes),
        relay_state="",
    )


class Exactness(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(SESSIONS, NAMES, st.sets(INDEXES, max_size=2))
    def test_exactly_the_sessions_of_the_name_and_the_indexes_end(self, arrangement, name, indexes):
        user = PersonFactory()
        kept = {session_on(user, pairs): pairs for pairs in arrangement}
        named = {
            pk
            for pk, pairs in kept.items()
            if any(one == name and (index in indexes or not indexes) for one, index in pairs)
        }
        if named:
            end_named_sessions(actor=SYSTEM, asked=asking(name, indexes))
        else:
            with pytest.raises(Refused):
                end_named_sessions(actor=SYSTEM, asked=asking(name, indexes))
        assert set(Session.objects.values_list("pk", flat=True)) == set(kept) - named
        assert Event.objects.about(user).filter(tag="person.signed_out").count() == len(named)
