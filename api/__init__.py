"""The interface for back offices, below /api/v1/: systems of services read and handle their dossiers by it.

From the top down; each line uses those below it only (contract in pyproject.toml):

    urls, models, tasks  every address; every table; what beat calls
    contract/            what the interface says of itself: its index, its description in OpenAPI
    interface            its operations, and what answers when one fails
    dossiers/            sent dossiers, read and handled by their services' systems
    outages/             outages that a service announces for its démarches
    webhooks/            where a system is told of events; events that it asks for again
    deliveries/         documents by the links of a hand-over, without a token
    demarches/, health/  the JSON Schemas of payloads; whether the interface can be used
    idempotency/         each write counts once (ADR 0096)
    tokens/              access tokens (OAuth 2.0, client credentials), and who calls by one
    schemas              what bodies in JSON have in common; states of things (ETag)
    door                 what is asked of a request before its operation
    middleware           trace ids; a problem in the place of a page
    problems/            the kinds of problems, and how each is answered (RFC 9457, Belgian REST guide)

A system is a ``Client`` of ``dossiers/clients/``; it reaches dossiers by the rules of that folder.
"""
