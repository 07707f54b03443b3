"""The web application, for the server."""

import os

from django.core.wsgi import get_wsgi_application

from monespace import limits, starting

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "monespace.settings")
os.environ.setdefault(limits.PROCESS, limits.WEB)

starting.read_settings()
django_application = get_wsgi_application()  # what follows imports models: the apps must be ready

import monespace.urls  # noqa: E402, F401 - pages are loaded once, before the processes part
from monespace.bodies.whole import WholeBodies  # noqa: E402
from monespace.door import read_as_utf8  # noqa: E402

application = read_as_utf8(WholeBodies(django_application))
starting.refuse_unless_sound()
