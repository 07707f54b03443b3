"""The Celery application: finds the tasks of the installed apps."""

import os
from typing import Any

from celery import Celery
from celery.bootsteps import StartStopStep
from celery.signals import after_task_publish, beat_init, task_postrun, worker_init
from kombu.transport import TRANSPORT_ALIASES

from monespace import alive, limits, starting

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "monespace.settings")
os.environ.setdefault(limits.PROCESS, limits.WORKER)

ALIVE_SECONDS = 15

starting.read_settings()
TRANSPORT_ALIASES["redis"] = "monespace.broker_transport:Transport"  # read when a connection is made
app = Celery("monespace")
app.config_from_object("django.conf:settings", namespace="CELERY")
# Celery would close the whole connection pool before and after each task, and each task would open a new
# connection: half of what a delivery costs the database.
app.conf.CELERY_DB_REUSE_MAX = 10_000
app.autodiscover_tasks()


@task_postrun.connect
def give_connections_back(**_: object) -> None:
    """Return the task's connection to the pool, broken or not: the pool replaces those that are."""
    from django.db import close_old_connections  # noqa: PLC0415 - settings are read when a worker starts

    close_old_connections()


@after_task_publish.connect
def beat_goes_on(**_: object) -> None:
    """Say that beat goes on: it sends something each minute."""
    alive.touch()


class GoesOn(StartStopStep):
    """Says that a worker goes on, as long as it turns."""

    requires = ("celery.worker.components:Timer",)

    def start(self, worker: Any) -> None:
        """Begin when the worker does."""
        worker.timer.call_repeatedly(ALIVE_SECONDS, alive.touch)


app.steps["worker"].add(GoesOn)


@worker_init.connect
@beat_init.connect
def refuse_unless_sound(**_: object) -> None:
    """Refuse to start on what a task would meet later."""
    starting.refuse_unless_sound()
