"""Cookies, headers, content security policy, sizes (OWASP ASVS level 2)."""

from ipaddress import ip_network

from csp.constants import NONE, SELF

from monespace.settings.env import env

SECURE = env.SITE_URL.startswith("https:")

SESSION_ENGINE = "accounts.sessions.store"
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "__Host-csrftoken" if SECURE else "csrftoken"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True  # scripts read the token where they need it: in the page's forms
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "accounts.sessions.refused_tokens.csrf_failure"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = SECURE

SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz/", r"^metrics$"]
METRICS_NETWORKS = [ip_network(text.strip()) for text in env.METRICS_NETWORKS.split(",") if text.strip()]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# What pages may ask of a browser or device: nothing. Chromium complains about names that it does not know.
UNUSED_FEATURES = (
    "accelerometer", "browsing-topics", "camera", "display-capture", "encrypted-media",
    "gamepad", "geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection", "local-fonts",
    "magnetometer", "microphone", "midi", "otp-credentials", "payment", "picture-in-picture",
    "publickey-credentials-get", "screen-wake-lock", "serial", "storage-access", "usb", "window-management",
    "xr-spatial-tracking",
)  # fmt: skip
OTHER_SECURITY_HEADERS = {
    "Permissions-Policy": ", ".join(f"{name}=()" for name in UNUSED_FEATURES),
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],  # of no form of ours is the answer a way out (accounts.saml.logout.requests)
        "frame-ancestors": [NONE],
    }
}

# The longest texts and the most options of the largest step that a definition may have fit in one
# request; what is too long for a question is refused by it, with what was typed. Files: ADR 0056.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 << 20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 2000
FILE_UPLOAD_HANDLERS = ["monespace.documents.uploads.BoundedUploadHandler"]

# Added files are judged in processes of their own (ADR 0058): so many at once on the machine, for so many
# threads of one web process, which leave one for other pages. The wait for a place is within the seconds.
CLEANING_PLACES = int(env.CLEANING_PLACES)
CLEANING_MOST_ASKING = max(int(env.WEB_THREADS) - 1, 1)
CLEANING_WAIT_SECONDS = 1.2
CLEANING_SECONDS = 2.2

# How many, in how many seconds, for one person or one client's address (ADR 0044).
RATE_LIMITS = {
    # By address: a school or an office behind one address signs in without noticing.
    "sign_in_begin": (300, 60),
    "sign_in_answer": (300, 60),
    # What is refused without anybody being known is kept in the journal within these bounds (ADR 0021).
    "refused_message": (10, 3600),
    "refused_message_of_all": (500, 3600),
    # Codes that prove an address: sent and tried (ADR 0024).
    "email_code_send": (6, 3600),
    "email_code_try": (20, 3600),
    # Forms sent too late, kept for the person they were printed for (ADR 0063).
    "late_form": (30, 3600),
    "late_form_of_address": (300, 3600),
    # Searches of the register by name: names of self-employed people are personal data (ADR 0031).
    "find_enterprise": (30, 3600),
    # Files of all the dossiers of a company: each reads them all (ADR 0083).
    "export_dossiers": (30, 3600),
    # Verifying a sealed document, by address: an office may verify what a counter brings it (ADR 0072).
    "verify": (60, 600),
    # Answers to « suis-je concerné ? », by address: a school may look together (ADR 0111).
    "eligibility": (600, 600),
    # Outages that one supervisor announces: each concerns thousands of dossiers (ADR 0075).
    "announce_outage": (5, 24 * 3600),
    # Documents that one person opens before signing for others: each opening is kept (ADR 0092).
    "document_to_sign": (60, 3600),
    # Documents that links of one hand-over lead to: each fetch is kept (ADR 0105).
    "linked_document": (200, 3600),
    # What one person types, kept while they type: a page sends it every ten seconds at most (ADR 0108).
    "keep_typed": (1500, 3600),
    # Messages about a dossier; a case officer answers many people (ADR 0081).
    "message": (30, 3600),
    "message_of_service": (300, 3600),
    # Those of one system about one dossier: a loop in it must not flood a person (ADR 0080).
    "message_of_system": (30, 3600),
    # Periods of events that one system asks for again: ten thousand events each (ADR 0091).
    "events_replayed": (20, 24 * 3600),
    # Systems of services: requests for a token, before anybody is known and after; every other request.
    "api_token_of_address": (60, 60),
    "api_token": (120, 3600),
    "api_request": (600, 60),
}
COUNTERS_URL = env.REDIS_URL.replace("redis+socket://", "unix://")  # the former is Celery's word for a socket
COUNTERS_PREFIX = "count"
TRUSTED_PROXY_COUNT = int(env.TRUSTED_PROXY_COUNT)
