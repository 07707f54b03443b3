"""The simulated outside world, for gunicorn with one worker: its state is in memory."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "monespace.simulators.settings"

application = get_wsgi_application()

from monespace.simulators.mailbox import server as mailbox_server  # noqa: E402: needs the settings above

mailbox_server.start()
