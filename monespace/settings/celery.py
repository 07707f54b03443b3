"""Celery: carries ids from the relay to the workers; every state is a row, no results kept (ADR 0006)."""

from datetime import timedelta

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
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2, "socket_timeout": 5}

# The outbox: a message's lane is one of these queues; a worker without -Q serves them all.
OUTBOX_QUEUES = ("default", "mail", "delivery")
OUTBOX_LEASE_SECONDS = 120
OUTBOX_SEND_AGAIN_SECONDS = 60
OUTBOX_KEEP_DAYS = 30
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_QUEUES = {name: {"exchange": name, "routing_key": name} for name in OUTBOX_QUEUES}

CELERY_BEAT_SCHEDULE: dict[str, dict[str, object]] = {
    "forget messages done long ago": {
        "task": "monespace.outbox.tasks.purge_done",
        "schedule": timedelta(hours=6),
    },
    "seal the journal once a day, as soon as it can": {
        "task": "monespace.journal.tasks.seal_journal",
        "schedule": timedelta(hours=1),
    },
    "look at the identity provider's metadata when it is due": {
        "task": "accounts.saml.tasks.refresh_idp_metadata",
        "schedule": timedelta(minutes=1),
    },
    "say what of the sign-in ends soon": {
        "task": "accounts.saml.tasks.report_expiries",
        "schedule": timedelta(days=1),
    },
    "forget the sessions that are over": {
        "task": "accounts.tasks.forget_ended_sessions",
        "schedule": timedelta(minutes=10),
    },
    "say which accesses to enterprises end soon": {
        "task": "enterprises.tasks.announce_ends",
        "schedule": timedelta(hours=1),
    },
    "forget the documents of requests closed long ago": {
        "task": "enterprises.tasks.purge_gap_requests",
        "schedule": timedelta(days=1),
    },
    "remind who has not answered an invitation": {
        "task": "enterprises.tasks.remind_invitees",
        "schedule": timedelta(hours=1),
    },
    "ask again, once a day each, whether access managers still represent their enterprise": {
        "task": "enterprises.tasks.verify_functions",
        "schedule": timedelta(minutes=10),
    },
    "forget the proposals of access managers that are long over": {
        "task": "enterprises.tasks.forget_old_proposals",
        "schedule": timedelta(days=1),
    },
    "forget who met the end of a budget of mails long ago": {
        "task": "monespace.mail.tasks.forget_old_refusals",
        "schedule": timedelta(days=1),
    },
}
