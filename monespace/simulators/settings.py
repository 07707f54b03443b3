"""Settings of the simulated outside world: one small site without database, sessions or portal code."""

import os
from pathlib import Path
from secrets import token_urlsafe

HERE = Path(__file__).resolve().parent

SIMULATORS_URL = os.environ["SIMULATORS_URL"]
PORTAL_URL = os.environ["SIMULATORS_PORTAL_URL"]
SHARED_SECRET = os.environ["SIMULATORS_SECRET"]
FAS_CERT = Path(os.environ["SIMULATORS_FAS_CERT"])
FAS_KEY = Path(os.environ["SIMULATORS_FAS_KEY"])
FAS_SIGNS = os.environ.get("SIMULATORS_FAS_SIGNS", "both")  # or "assertion", or "response"
FAS_ENCRYPTS = os.environ.get("SIMULATORS_FAS_ENCRYPTS", "") == "true"
EBOX_CERT = Path(os.environ["SIMULATORS_EBOX_CERT"])
PORTAL_CERT = Path(os.environ["SAML_SP_CERT"])
SMTP_PORT = int(os.environ["SIMULATORS_SMTP_PORT"])
CLAMD_PORT = int(os.environ["SIMULATORS_CLAMD_PORT"])

SECRET_KEY = token_urlsafe(50)
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
ROOT_URLCONF = "monespace.simulators.urls"
INSTALLED_APPS = ["django.contrib.staticfiles"]
MIDDLEWARE = ["whitenoise.middleware.WhiteNoiseMiddleware", "django.middleware.common.CommonMiddleware"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {"builtins": ["django.templatetags.static"]},
    }
]
STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
WHITENOISE_USE_FINDERS = True
LANGUAGE_CODE = "fr"
USE_I18N = False
TIME_ZONE = "Europe/Brussels"
USE_TZ = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 << 20
