"""The Celery application: finds the tasks of the installed apps."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "monespace.settings")

app = Celery("monespace")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
