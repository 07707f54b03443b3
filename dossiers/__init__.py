"""Dossiers: a démarche is published, filled in, sent and followed.

    urls                every address of the app, part by part
    following/, retention/  the dossier, its state and its list; how long it is kept, its erasure
    digests/, notices/  who is told by e-mail what happens to a dossier, at once or once a day
    cosigning/, handovers/, withdrawal/  others sign it; a colleague takes up a draft; it is taken back
    complements/        what the service asks of the person while it examines
    decisions/          what the competent service decides, how that may be contested, and its document
    handling/, clients/, webhooks/  the competent service: its officers, its systems, what these are told
    receipts/, sealed/  the proof of a submission; what it shares with other sealed documents
    submission/, gateways/  sending in one transaction, delivery; the ways to the competent service
    messages/           words and documents between people and the service that handles a dossier
    tasks               what beat calls for dossiers
    pace/               how long decisions usually take, computed once a day
    deadlines/          by when a dossier must be decided; outages that extend limits
    silence/            what the law makes of a limit that passes without a decision
    again/, upgrades/, drafts/, filling/  a sent dossier as a model; a newer version; drafts; steps, review
    states, moves       the states of a dossier and the ways between them; what moves it
    dossier/, access    the dossier itself; the one door to it: rights and level of now
    catalogue/, demarches/, eligibility/  published versions; their pages; « suis-je concerné ? »
    engine/             the definition language: questions, conditions, forms, journey; no database, no HTTP
    definitions/        démarches, one YAML file each
    models              every table of the app, for Django and for other apps
    outbox_handlers     what the outbox runs: each part declares its own
    integrity_checks    what ``manage.py check_integrity`` verifies of dossiers

following, handling, submission and filling use each other's tables, and catalogue and engine below
them. Begin with ``engine/schema.py`` (what a definition may say), ``engine/journey.py`` (where a person
stands) and ``submission/services.py`` (the one transaction). In each part:
urls > views > wizard and forms > services and emails > selectors > models > querysets.
"""
