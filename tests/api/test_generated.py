"""What schemathesis makes of the published description: every answer to it is one that is described.

Half of the requests are allowed by the description and half are not; half reach a dossier that is there. The
seed is fixed: the same requests come every time.
"""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from datetime import date
from typing import Any, Final

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, seed, settings, strategies
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.contract.openapi import description
from dossiers.models import Dossier
from dossiers.states import State
from tests.api.factories import ClientFactory, token_of
from tests.api.test_docs import PROBLEMS
from tests.api.test_matrix import operations, whole
from tests.deadlines.scene import outage
from tests.webhooks.factories import EndpointFactory

pytestmark = pytest.mark.django_db
EXAMPLES: Final = 25
CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
OPERATIONS: Final = sorted(
    (method.upper(), path) for path, item in description()["paths"].items() for method in item
)
IDS: Final = {one.path: "messageDocumentId" for one in operations() if one.name == "getMessageDocument"}
BY_CHANCE: Final = {
    *("askComplement", "announceOutage", "getDecision", "getDecisionDocument", "replayWebhook"),
    "getDecisionAttachment",
    "getLinkedDocument",  # nobody guesses a signature
}
"""What only chance, or another state of the dossier, would let succeed."""
QUIET: Final = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much]


@pytest.fixture
def scene(settings):
    """A dossier whole, and the token of a system that may do everything."""
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, (10**6, 60))
    system, ids = ClientFactory(), whole(State.ACTION_NEEDED)
    version = Dossier.objects.get().demarche_version
    announced = outage(
        *(date(2026, 3, 10), date(2026, 3, 12)),
        for_all=False,
        demarches=["a"],
        announced_by=None,
        announced_by_client=system,
    )
    announced.save()
    more = {"outageId": str(announced.pk), "slug": version.demarche.slug, "version": version.version}
    more["webhookId"] = str(EndpointFactory(client=system).pk)
    return ids | more, token_of(system)


@pytest.fixture
def application():
    """The portal by WSGI, on the connection of the test: what a request ends with would close it."""
    signals = request_started, request_finished
    for one in signals:
        one.disconnect(close_old_connections)
    portal = WSGIHandler()

    def whole_answers(environ, start_response):
        with closing(portal(environ, start_response)) as answer:
            return [b"".join(answer)]

    yield whole_answers
    for one in signals:
        one.connect(close_old_connections)


def ids_of(path: str, ids: dict[str, str], given_ids: dict[str, Any]) -> dict[str, Any]:
    """Return the ids of what is there, for those that a path asks for."""
    there = ids | ({"documentId": ids[IDS[path]]} if path in IDS else {})
    return given_ids | {name: there[name] for name in given_ids if name in there}


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_answer_is_described(scene, application, method, path):
    ids, token = scene
    operation = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)[path][method]
    modes = [operation.as_strategy(generation_mode=mode) for mode in GenerationMode]
    answers: Counter[int] = Counter()
    described = description()["paths"][path][method.lower()]["responses"]

    @seed(2026)
    @settings(
        max_examples=EXAMPLES,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=QUIET,
    )
    @given(case=strategies.one_of(modes), is_there=strategies.booleans())
    def asked(case, is_there):
        if is_there:
            case.path_parameters = ids_of(path, ids, case.path_parameters or {})
        headers = dict(case.headers or {}) | {
            "Authorization": f"Bearer {token}",
            "Accept-Encoding": "identity",
        }
        with transaction.atomic():
            response = case.call(headers=headers)
            case.validate_response(response, checks=CHECKS)
            transaction.set_rollback(True)
        answers[response.status_code] += 1
        if response.status_code < 400:
            assert str(response.status_code) in described
        else:
            assert PROBLEMS[response.json()["type"]] == response.status_code

    asked()
    assert min(answers) < 400 or operation.definition.raw["operationId"] in BY_CHANCE, answers
