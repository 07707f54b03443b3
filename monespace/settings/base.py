"""What the site is made of: apps, middleware, templates, database, languages, files."""

from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import dj_database_url
import dj_email_url
from django.utils.translation import gettext_lazy as _

from monespace.database.watched import WatchedConnection
from monespace.limits import connection_options, patience
from monespace.settings.env import env

BASE_DIR = Path(__file__).resolve().parent.parent.parent

SECRET_KEY = env.SECRET_KEY
SITE_URL = env.SITE_URL
DEMO = env.is_demo
ALLOWED_HOSTS = [host.strip() for host in env.ALLOWED_HOSTS.split(",")]

INSTALLED_APPS = [
    "monespace",
    "monespace.common",
    "monespace.incidents",
    "monespace.sealing",
    "monespace.journal",
    "monespace.outbox",
    "monespace.signs",
    "monespace.clock",
    "monespace.mail",
    "accounts",
    "enterprises",
    "dossiers",
    "helpdesk",
    "api",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "accounts.saml",
    "formtools",
    "django_structlog",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "helpdesk.apps.HelpdeskAdminConfig",
]

if DEMO:
    INSTALLED_APPS.append("monespace.demo")

MIDDLEWARE = [
    # First, whatever every answer carries: files, redirects, refusals and defects included.
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "monespace.middleware.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "monespace.pages.metrics.requests.measured",
    "api.middleware.ApiMiddleware",
    "monespace.middleware.probes_are_of_nobody",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "monespace.bodies.middleware.WholeBodyMiddleware",
    "monespace.door.DoorMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.sessions.middleware.SessionUserMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "accounts.sessions.late_middleware.LateFormMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "accounts.gate.ProfileGateMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "monespace.middleware.no_store_when_signed_in",
    "monespace.middleware.page_for_a_wrong_method",
    "monespace.middleware.DomainErrorMiddleware",
    "accounts.step_up.StepUpMiddleware",
]

ROOT_URLCONF = "monespace.urls"
WSGI_APPLICATION = "monespace.wsgi.application"
APPEND_SLASH = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "monespace.common.forms.PortalRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {  # statements are prepared (ADR 0019)
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "monespace.context_processors.portal",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "monespace.common.templatetags.dates",
                "monespace.lists.templatetags.lists",
                "accounts.sessions.form_tags",
                "dossiers.following.tab_tags",
            ],
        },
    }
]

DATABASES = {
    "default": {
        **dj_database_url.parse(env.DATABASE_URL),
        "ENGINE": "monespace.database",
        "CONN_MAX_AGE": 0,
        "OPTIONS": {  # statements are prepared (ADR 0019); a server that is away is not waited for (ADR 0097)
            "pool": {
                "min_size": 1,
                "max_size": 12,
                "timeout": patience().connection,
                "reconnect_timeout": 0,  # who needs a connection has one made, and waits for no schedule
                "connection_class": WatchedConnection,
            },
            "server_side_binding": True,
            "prepare_threshold": 2,
            "options": connection_options(),
            "connect_timeout": patience().connection,
            "tcp_user_timeout": patience().connection * 1000,
            "keepalives_idle": 30,
            "keepalives_interval": 5,
        },
    }
}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("de", "Deutsch"), ("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "monespace.formats"
USE_I18N = True
TIME_ZONE = "Europe/Brussels"
USE_TZ = True
LANGUAGE_COOKIE_NAME = "langue"

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / env.STATIC_ROOT
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": url2pathname(urlsplit(env.MEDIA_URL).path), "base_url": None},
    },
    "staticfiles": {"BACKEND": "monespace.staticfiles.PortalStaticFilesStorage"},
}

globals().update(
    {key: value for key, value in dj_email_url.parse(env.EMAIL_URL).items() if key != "EMAIL_FILE_PATH"}
)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = "Mon Espace <ne-pas-repondre@monespace.wallonie.be>"

HELPDESK_PHONE = env.HELPDESK_PHONE
HELPDESK_EMAIL = env.HELPDESK_EMAIL
CLAMD_URL = env.CLAMD_URL
BACKOFFICE_URL = env.BACKOFFICE_URL
BACKOFFICE_SECRET = env.BACKOFFICE_SECRET
BACKOFFICE_SECRETS = [one for one in (env.BACKOFFICE_SECRET, env.BACKOFFICE_NEXT_SECRET) if one]
DROP_FOLDER = env.DROP_FOLDER
DROP_S3_URL = env.DROP_S3_URL
DROP_S3_REGION = env.DROP_S3_REGION
DROP_S3_KEY = env.DROP_S3_KEY
DROP_S3_SECRET = env.DROP_S3_SECRET
BCE_URL = env.BCE_URL
EBOX_URL = env.EBOX_URL
EBOX_TOKEN_URL = env.EBOX_TOKEN_URL
EBOX_CLIENT = env.EBOX_CLIENT
EBOX_KEY = env.EBOX_KEY
EBOX_SENDER = env.EBOX_SENDER
EBOX_APPLICATION = env.EBOX_APPLICATION
EBOX_MESSAGE_TYPE = env.EBOX_MESSAGE_TYPE
FIELD_KEYS = env.FIELD_KEYS
SEAL_CERT = env.SEAL_CERT
SEAL_KEY = env.SEAL_KEY

PORTAL_NAME = _("Mon Espace")
