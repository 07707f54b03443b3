"""The SAML service provider: sign-in and sign-out with the federal authentication service.

From the top down; each line uses those below it only (contract in pyproject.toml):

    urls            addresses of the service provider, which the federation knows by heart
    models          both tables, each from the part that owns it
    tasks           what the clock calls: metadata are fetched, ends are reported
    checks          ``manage.py check``: certificates and metadata are there, fit and last
    logout/         single logout (SAML 2.0 Core 3.7), asked by us or by the federation
    flow/           sign-in from the request that goes out to the person who comes in
    response/       from what the browser posts to what the federation says: all verified, or refused
    metadata/       the identity provider's metadata, the copy that is kept, and our own
    federal_sessions/  sessions of the federation, and how it names a person in one
    protocol/       what all messages have in common: XML, signatures, rules, refusals

Nothing is believed before ``response/`` has verified it whole; nothing is written before ``flow/`` has found
that the answer is to a request of ours (ADR 0011, 0020).
"""
