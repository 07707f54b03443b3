"""The portal's settings, with leases short enough to wait for: what a killed worker held is soon taken up.

They outlast tasks, and tasks the longest call of a back office, ten seconds, as in production.
"""

from monespace.settings import *  # noqa: F403 - everything else stays as in production

CELERY_TASK_SOFT_TIME_LIMIT = 13
CELERY_TASK_TIME_LIMIT = 14
OUTBOX_LEASE_SECONDS = 15
OUTBOX_SEND_AGAIN_SECONDS = 8
