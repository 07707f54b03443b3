"""The simulated federal authentication service: a SAML identity provider with personas."""
