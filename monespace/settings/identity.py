"""Sign-in: the SAML federation is the only way in (ADR 0010, 0011)."""

from monespace.settings.env import env

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.FederationBackend"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, str]] = []
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "enterprises:spaces"

SAML_IDP_METADATA = env.SAML_IDP_METADATA
SAML_IDP_ENTITY_ID = env.SAML_IDP_ENTITY_ID
SAML_IDP_METADATA_CERT = env.SAML_IDP_METADATA_CERT
SAML_SP_ENTITY_ID = env.SAML_SP_ENTITY_ID
SAML_SP_CERT = env.SAML_SP_CERT
SAML_SP_KEY = env.SAML_SP_KEY
SAML_SP_NEXT_CERT = env.SAML_SP_NEXT_CERT
SAML_SP_NEXT_KEY = env.SAML_SP_NEXT_KEY

# allauth gives the provider only (ADR 0078): none of its pages is mounted, and no account is made by it.
SOCIALACCOUNT_ONLY = True
SOCIALACCOUNT_EMAIL_VERIFICATION = ACCOUNT_EMAIL_VERIFICATION = "none"
