"""What beat calls each minute, and what is noted when repeated work ends."""

from __future__ import annotations

from typing import Any

from celery import current_app, shared_task
from celery.signals import task_failure, task_success
from django.conf import settings
from django.utils import timezone

from monespace.clock import services


@shared_task(name="monespace.clock.tasks.look")
def look() -> None:
    """Send the work that is due; what does not reach a worker is sent again a while later."""
    for task in services.take_due(now=timezone.now()):
        current_app.send_task(task)


@task_success.connect
def note_success(sender: Any = None, **_: object) -> None:
    """Note that work has come to a good end."""
    if sender.name in settings.CLOCK:
        services.note_end(task=sender.name)


@task_failure.connect
def note_failure(sender: Any = None, exception: BaseException | None = None, **_: object) -> None:
    """Note that work has failed, and of which sort the problem is; its words may name people."""
    if sender.name in settings.CLOCK:
        services.note_end(task=sender.name, problem=type(exception).__name__)
