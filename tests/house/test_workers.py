"""Every queue of the outbox has workers, in the demo and in production, and no others do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from monespace.demo.portal import commands

CHECKOUT = Path(__file__).parents[2]


def served(command: list[str]) -> list[str]:
    return command[command.index("--queues") + 1].split(",") if "worker" in command else []


def slots(command: list[str]) -> int:
    return int(command[command.index("--concurrency") + 1])


DEMO = list(commands(8000).values())
SERVICES = yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())["services"]
COMPOSE = [service["command"] for service in SERVICES.values() if isinstance(service.get("command"), list)]


@pytest.mark.parametrize("every", [DEMO, COMPOSE], ids=["demo", "compose"])
def test_each_queue_has_workers(every):
    found = sorted(queue for command in every for queue in served(command))
    assert found == sorted(settings.OUTBOX_QUEUES) == sorted(settings.OUTBOX_WINDOWS)


@pytest.mark.parametrize("every", [DEMO, COMPOSE], ids=["demo", "compose"])
def test_one_service_never_holds_every_worker_of_its_queue(every):
    for queue in ("delivery", "webhook", "ebox"):
        (workers,) = (command for command in every if queue in served(command))
        assert slots(workers) > sum(settings.OUTBOX_WINDOWS[one] for one in served(workers))


def test_worker_of_a_queue_that_nobody_fills_does_not_start():
    worker = [sys.executable, "-m", "celery", "--app", "monespace", "worker", "--queues", "mial"]
    done = subprocess.run(worker, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode
    assert "mial" in done.stderr
    assert "task_create_missing_queues" in done.stderr
