"""Enterprises of the register, and who may act for them.

From the top down; each line uses those below it only (contract in pyproject.toml, ADR 0068):

    urls             every address of the app
    views            pages that gather: choice of a space, members, a person's requests
    tasks            what the clock calls: announcements, reminders, verification, purges
    outbox_handlers  what the outbox runs: scans and deletions of documents
    models           every table of the app, for Django and for other apps
    gap_requests/    a person shows documents to become access manager; an agent decides
    managers/        access managers (GAP): designated by representatives, proposed, verified, ended
    members/         who has an access: the list, its changes, its history
    mandates/        an enterprise acts for another
    endings/         what goes when something ends, shown before it does
    invitations/     a link by e-mail that lets a person in; lists/: many at once
    requests/        a person asks for an access; a manager answers
    rights/          who may do what in which space: the three tables that rights are read from
    register/        what the BCE says of enterprises; importing/: its open data

Begin with ``rights/permissions.py`` (the table of rights), ``rights/door.py`` (how a view learns who acts)
and ``requests/``, the smallest capability that has everything. In each folder: urls > views > forms >
services and emails > selectors > models > querysets.
"""
