"""An answer belongs to the request that was asked, whatever else came on its connection."""

from __future__ import annotations

from uuid import uuid4

import pytest

from benchmarks.senders.backoffice import BackOffice, Behaviour
from dossiers.gateways.contract import DeliveryFailed, Parcel
from dossiers.gateways.https import HttpsGateway


@pytest.fixture
def backoffice(settings):
    """A back office that keeps its connections open, as servers do."""
    server = BackOffice()
    settings.BACKOFFICE_URL = server.url
    yield server
    server.shutdown()
    server.server_close()


def parcel(reference: str) -> Parcel:
    content = {"reference": reference, "demarche": {"slug": "essai"}}
    return Parcel(key=uuid4(), service="essai", content=content, definition=None, open_document=None)


@pytest.mark.parametrize("later", [Behaviour.FAIL, Behaviour.REFUSE])
def test_a_second_answer_to_one_parcel_acknowledges_no_other(backoffice, later):
    one, another = parcel("ME-1"), parcel("ME-2")
    backoffice.behaviour = Behaviour.ANSWER_TWICE
    assert HttpsGateway().deliver(one).service_reference == "R-ME-1"

    backoffice.behaviour = later
    with pytest.raises(DeliveryFailed):
        HttpsGateway().deliver(another)
    assert list(backoffice.records.references) == [str(one.key)]

    backoffice.behaviour = Behaviour.ACCEPT
    assert HttpsGateway().deliver(another).service_reference == "R-ME-2"
    assert HttpsGateway().deliver(one).service_reference == "R-ME-1"


def test_an_answer_cut_in_the_middle_acknowledges_nothing(backoffice):
    one = parcel("ME-1")
    backoffice.behaviour = Behaviour.DIE
    with pytest.raises(DeliveryFailed) as cut:
        HttpsGateway().deliver(one)
    assert not cut.value.is_permanent

    backoffice.behaviour = Behaviour.ACCEPT
    assert HttpsGateway().deliver(one).service_reference == "R-ME-1"
    assert backoffice.records.times[str(one.key)] == 2
    assert len(backoffice.records.references) == 1
