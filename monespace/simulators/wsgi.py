"""The simulated outside world, for a server with one process: its state is in memory."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from monespace.simulators.clamd import server as clamd_server
from monespace.simulators.mailbox import server as mailbox_server

os.environ["DJANGO_SETTINGS_MODULE"] = "monespace.simulators.settings"

application = get_wsgi_application()
mailbox_server.start()
clamd_server.start(settings.CLAMD_PORT)
