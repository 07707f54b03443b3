"""Celery: carries ids from the relay to the workers; every state is a row, no results kept (ADR 0006)."""

from datetime import time, timedelta

from monespace.settings.env import env

CELERY_BROKER_URL = env.REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
CELERY_TIMEZONE = "Europe/Brussels"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_CHANNEL_ERROR_RETRY = True  # what a full Redis refuses; workers outlive it
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2, "socket_timeout": 5}

# How many messages of one lane are on their way or being run at once: no more than its workers take in
# OUTBOX_SEND_AGAIN_SECONDS; of a correspondent's lane, fewer than its workers run, so that others go on.
OUTBOX_WINDOWS = {"default": 50, "mail": 20, "delivery": 2, "sealing": 8, "webhook": 2, "ebox": 1}
# The outbox: a message's lane is one of these queues; a worker without -Q serves them all, and one that is to
# serve another does not start.
OUTBOX_QUEUES = tuple(OUTBOX_WINDOWS)
OUTBOX_LEASE_SECONDS = 120
OUTBOX_SEND_AGAIN_SECONDS = 60
OUTBOX_KEEP_DAYS = 30
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_TASK_QUEUES = {name: {"exchange": name, "routing_key": name} for name in OUTBOX_QUEUES}

# Beat is a clock without memory: each minute it has somebody look at what is due (ADR 0065).
CELERY_BEAT_SCHEDULE: dict[str, dict[str, object]] = {
    "look at what is due": {"task": "monespace.clock.tasks.look", "schedule": timedelta(minutes=1)},
}

# Repeated work: every so often, or each day at that time here.
CLOCK: dict[str, timedelta | time] = {
    "accounts.saml.tasks.refresh_idp_metadata": timedelta(minutes=1),
    "accounts.saml.tasks.report_expiries": time(6, 0),
    "accounts.tasks.forget_ended_sessions": timedelta(minutes=10),
    "api.tasks.forget_old_tokens": timedelta(hours=1),
    "dossiers.tasks.announce_erasures": time(6, 30),
    "dossiers.tasks.apply_silence": timedelta(hours=1),
    "dossiers.tasks.begin_missing_deadlines": time(2, 45),
    "dossiers.tasks.compute_paces": time(4, 0),
    "dossiers.tasks.end_drafts": time(3, 0),
    "dossiers.tasks.erase_ended": time(2, 15),
    "dossiers.tasks.lapse_complements": timedelta(hours=1),
    "dossiers.tasks.lapse_signatures": timedelta(minutes=10),
    "dossiers.tasks.remind_of_complements": time(7, 0),
    "dossiers.tasks.remind_signatories": timedelta(hours=1),
    "dossiers.tasks.send_digests": time(7, 0),
    "dossiers.tasks.tell_of_drafts": time(8, 0),
    "enterprises.tasks.announce_ends": timedelta(hours=1),
    "enterprises.tasks.forget_old_proposals": time(3, 30),
    "enterprises.tasks.purge_gap_requests": time(3, 15),
    "enterprises.tasks.remind_invitees": timedelta(hours=1),
    "enterprises.tasks.verify_functions": timedelta(minutes=10),
    "monespace.journal.tasks.seal_journal": timedelta(hours=1),
    "monespace.mail.tasks.forget_old_refusals": time(3, 45),
    "monespace.outbox.tasks.purge_done": timedelta(hours=6),
}
