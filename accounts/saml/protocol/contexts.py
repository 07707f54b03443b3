"""The federal authentication service's words for levels, means and attributes (confirm at onboarding)."""

from accounts.levels import Method
from monespace.common.levels import Level

LEVEL_CONTEXTS = {
    Level.EID: "urn:be:fedict:iam:fas:citizen:Level500",
    Level.ITSME: "urn:be:fedict:iam:fas:citizen:Level450",
}
CONTEXT_LEVELS = {context: level for level, context in LEVEL_CONTEXTS.items()}

NATIONAL_NUMBER = "egovNRN"
FIRST_NAME = "givenName"
LAST_NAME = "surname"
MAIL = "mail"
LANGUAGE = "PrefLanguage"
EIDAS_IDENTIFIER = "PersonIdentifier"
EIDAS_FIRST_NAME = "FirstName"
EIDAS_LAST_NAME = "FamilyName"
METHOD = "urn:be:fedict:iam:attr:authenticationmethod"

METHODS = {"eid": Method.EID, "itsme": Method.ITSME, "bmid": Method.ITSME, "eidas": Method.EIDAS}
METHOD_OF_LEVEL = {Level.EID: Method.EID, Level.ITSME: Method.ITSME}

# Enterprise roles: no public description of their format was found; these words are guesses.
ROLES = "urn:be:fedict:iam:attr:roles"
ROLE_ELEMENT, ROLE_NAME, ROLE_END = "Role", "name", "validUntil"
ROLE_PARAMETER, ROLE_ENTERPRISE = "RoleAttribute", "CompanyID"

TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
QUALIFIED_BY_ISSUER = {TRANSIENT, "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"}
ENTITY = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity"
BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success"
NO_AUTHN_CONTEXT = "urn:oasis:names:tc:SAML:2.0:status:NoAuthnContext"
