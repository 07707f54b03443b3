"""The web application, for the server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "monespace.settings")

from monespace.bodies.whole import WholeBodies
from monespace.door import read_as_utf8

application = read_as_utf8(WholeBodies(get_wsgi_application()))
