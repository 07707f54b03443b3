"""What beat calls each minute: due work, and signs of life; what is noted when repeated work ends."""

from __future__ import annotations

from typing import Any

import structlog
from celery import current_app, shared_task
from celery.signals import task_failure, task_success
from django.conf import settings
from django.utils import timezone

from monespace.clock import selectors, services
from monespace.signs.selectors import BEAT, queue_sign
from monespace.signs.services import note

ANSWER = "monespace.clock.tasks.answer"
ANSWER_WITHIN = 60  # seconds: then it is asked again

logger = structlog.get_logger(__name__)


@shared_task(name="monespace.clock.tasks.look")
def look() -> None:
    """Send the work that is due, and ask the workers of each queue for a sign of life.

    What does not reach a worker is sent again a while later. Work that has not run is said at each look.
    """
    now = timezone.now()
    note(name=BEAT)
    for task in services.take_due(now=now):
        current_app.send_task(task)
    for queue in settings.OUTBOX_QUEUES:
        current_app.send_task(ANSWER, args=[queue], queue=queue, expires=ANSWER_WITHIN)
    if late := selectors.missed_work(now):
        logger.error("work_late", tasks=[work.task for work in late])


@shared_task(name=ANSWER)
def answer(queue: str) -> None:
    """Say that the workers of a queue take messages."""
    note(name=queue_sign(queue))


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
