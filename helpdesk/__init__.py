"""The agents' pages, below /admin/: they look things up for a recorded reason, and decide a few.

From the top down; each line uses those below it only (contract in pyproject.toml):

    site              the agents' site: its addresses and its door
    urls              addresses of our own pages, part by part
    views             what agents begin with; who opened what
    cases/            a case officer's queue, one dossier of it, whose hands it is in
    dossiers/         finding a dossier or a person, opening it for a reason
    webhooks/         where connected systems are told what happens, their secrets, events sent again
    enterprises/      finding an enterprise, and who may act for it
    retention/        what is erased soon, and what is kept longer
    gap_requests/     requests to become access manager, which agents decide
    failures/         deliveries and messages that wait for somebody
    service_members/  who works for which service: see, add, end
    clients/          systems that use the interface for back offices: what each may do, its secrets
    outages/          what an outage changes; announcing it
    admin             read-only lists by Django's admin: journal, mails, démarches
    anonymised_pages  what is left to see of an anonymised dossier
    erased            what erasing a dossier makes of our tables
    services          the opening of a consultation
    forms             the reason for opening something
    access            what each group of agents may do, who may enter, what each page asks
    models            consultations: who opened what, when and why
    lists             what keeps Django's lists quick on long tables

Begin with ``access.py`` and ``dossiers/``. An agent sees and never acts for somebody (ADR 0012).
"""
