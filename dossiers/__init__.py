"""Dossiers: a démarche is published, filled in, sent and followed.

    urls                every address of the app, part by part
    following/          the dossier, its state and its list; what happened to it
    notices/            who is told by e-mail what happens to a dossier
    withdrawal/         a person takes a sent dossier back
    complements/        what the service asks of the person while it examines
    decisions/          what the competent service decides, and how that may be contested
    handling/           a sent dossier in the hands of the competent service, and its case officers
    receipts/           the proof of a submission: its page and its sealed PDF
    submission/         sending in one transaction; delivery to the competent service
    messages/           words and documents between people and the service that handles a dossier
    tasks               what beat calls for dossiers
    pace/               how long decisions usually take, computed once a day
    silence/            what the law makes of a limit that passes without a decision
    deadlines/          by when a dossier must be decided; outages that extend limits
    filling/            drafts: steps (adapter over formtools), documents, review
    access              the one door to a dossier: rights and level of now
    catalogue/          published versions of démarches, and their public pages
    engine/             the definition language: questions, conditions, forms, journey; no database, no HTTP
    definitions/        démarches, one YAML file each
    states              the states of a dossier and the ways between them
    models              every table of the app, for Django and for other apps
    outbox_handlers     what the outbox runs: each part declares its own
    integrity_checks    what ``manage.py check_integrity`` verifies of dossiers

following, handling, submission and filling use each other's tables, and catalogue and engine below
them. Begin with ``engine/schema.py`` (what a definition may say), ``engine/journey.py`` (where a person
stands) and ``submission/services.py`` (the one transaction). In each part:
urls > views > wizard and forms > services and emails > selectors > models > querysets.
"""
