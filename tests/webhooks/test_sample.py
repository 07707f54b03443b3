"""The receiver of docs/, in another language, integrates by the documentation alone."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import playwright
import pytest
from django.utils import timezone

from dossiers.models import Delivery, Dossier
from dossiers.states import DossierEvent
from dossiers.webhooks.models import SEND
from monespace.outbox.models import Message
from monespace.outbox.testing import drain, let_pass
from tests.api.factories import ClientFactory, ClientSecretFactory
from tests.handling.factories import CaseFactory
from tests.house.test_files import ROOT
from tests.messages.factories import ask
from tests.submission.factories import DeliveryFactory
from tests.support.servers import free_port
from tests.support.web import serving
from tests.webhooks.factories import EndpointFactory, happens, tell_that_it_was_sent

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]
SAMPLE = ROOT / "docs" / "samples" / "receiver.mjs"
NODE = shutil.which("node") or str(Path(playwright.__file__).parent / "driver" / "node")
SECRET = "le-secret-du-systeme"
SIGNING, OTHER = "whsec_" + "A" * 43 + "=", "whsec_" + "B" * 43 + "="


@contextmanager
def receiving(web, client, folder, port, signing=SIGNING):
    """Run the sample until the end; give the file of what it says, once it is ready."""
    command = [NODE, str(SAMPLE), web.url, str(client.pk), SECRET, signing, str(folder), str(port)]
    said = folder / "said"
    with said.open("wb") as output, subprocess.Popen(command, stdout=output, stderr=output) as process:
        try:
            until(lambda: said.read_text().startswith("ready\n"))
            yield said
        finally:
            process.kill()


def until(found, seconds=30):
    """Wait for what another process does."""
    deadline = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def waiting():
    return Message.objects.filter(topic=SEND, done_at=None)


def test_the_sample_receiver_keeps_what_it_is_told_and_what_it_missed(tmp_path):
    delivery = DeliveryFactory()
    dossier, port = delivery.submission.dossier, free_port()
    client = ClientSecretFactory(value=SECRET, client=ClientFactory()).client
    EndpointFactory(client=client, url=f"http://127.0.0.1:{port}/", secret__value=SIGNING)
    kept = tmp_path / f"{dossier.reference}.json"
    with serving(tmp_path, "--workers", "1", ALLOWED_HOSTS="127.0.0.1") as web:
        with receiving(web, client, tmp_path, port, signing=OTHER):
            tell_that_it_was_sent(dossier)
            drain()
            assert waiting().get().last_error == "http_401"
        assert not kept.exists()

        with receiving(web, client, tmp_path, port) as said:
            let_pass(timedelta(minutes=1))
            drain()  # what it refused; it acknowledges, and is told of that
            lines = said.read_text().splitlines()
            assert [line.rpartition("dossiers.")[2] for line in lines] == [
                "ready", "submitted.v1 1", "received.v1 4",
            ]  # fmt: skip
        assert json.loads(kept.read_text())["state"] == "received"
        assert Delivery.objects.get().service_reference == f"BO-{dossier.reference}"

        happens(Dossier.objects.get(), DossierEvent.TAKE_UP)
        drain()
        message = ask(CaseFactory(dossier=dossier))
        drain()
        waiting().update(done_at=timezone.now())  # nobody was there, and nobody tries again
        with receiving(web, client, tmp_path, port):
            until(waiting().exists)  # it asks for what it missed
            drain()
            until(lambda: json.loads(kept.read_text())["state"] == "in_progress")
            until((tmp_path / f"{message.pk}.json").exists)
