"""Wiring of the portal, what stands above every app, and the kernel that every app may use.

    demo/                                   ``manage.py demo``, ``test``, ``check_all``, ``catalogues``
    pages/                                  public pages of no app; probes and metrics
    urls, wsgi                              every address; the web application
    server/, gunicorn                       web processes that receive whole requests
    bodies/                                 what a request carries, read whole or refused
    door, middleware                        what is refused before a view; headers of every answer
    error_pages, breakdowns, checks         refusals, what broke; what must be right before the start
    mail/                                   mails: kinds, budgets, built now and sent later
    simulators/                             the outside world of the demo, another site
    outbox/                                 work to do at least once: rows, relay, retries
    journal/                                append-only events, chained by hash, sealed
    sealing/                                PDFs that the portal sets, seals, keeps and lets anybody verify
    documents/                              files people add: inspected, scanned, stored
    calendars/                              Belgian holidays, working days, where time limits end
    clock/, signs/, alive                   repeated work, with a memory; who gives no sign of life
    incidents/                              what broke, under the code that the page gave
    lists/                                  lists in pages, searched by sealed words
    settings/                               settings by subject; env.py reads every variable
    calls/                                  calls of others over HTTP, within a time in all
    common/                                 identifiers, encryption, forms, text, days, errors, locks
    celery, broker_transport                the Celery app; its way to Redis
    context_processors, formats/            what templates get; dates by language
    healthcheck, staticfiles                the container's probe; files with hashes in their names
    database/, limits, starting             connections, time limits of statements; refusing a wrong start

All but ``demo/`` and ``pages/`` knows no app (ADR 0077); pyproject.toml has the layers. Begin with
``common/errors.py``, ``common/db.py`` and ``outbox/models.py``.
"""
