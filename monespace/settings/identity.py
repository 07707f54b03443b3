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

# allauth gives the provider seam only: no local accounts, no matching by e-mail, nothing kept.
SOCIALACCOUNT_ONLY = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_QUERY_EMAIL = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None

ACCOUNT_RATE_LIMITS = {
    # What is refused without anybody being known is kept in the journal within these bounds (ADR 0021).
    "refused_message": "10/h/ip,500/h/key",
    # Codes that prove an address: sent and tried (ADR 0024).
    "email_code_send": "6/h/user",
    "email_code_try": "20/h/user",
    # Searches of the register by name: names of self-employed people are personal data (ADR 0031).
    "find_enterprise": "30/h/user",
}
