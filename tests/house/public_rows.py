"""The rows of the access table for pages that anybody opens, signed in or not."""

from __future__ import annotations

from tests.house.access_table import PUBLIC, both, read_only, write_only

PAGES = [
    *read_only("pages:home", PUBLIC),
    *read_only("demo:questions", PUBLIC),
    *read_only("demo:questions_in_state", PUBLIC, state="questions_state"),
    *read_only("pages:help", PUBLIC),
    *read_only("pages:accessibility", PUBLIC),
    *read_only("pages:privacy", PUBLIC),
    *read_only("pages:legal", PUBLIC),
    *both("sealing:verify", PUBLIC, PUBLIC),
    *read_only("pages:live", PUBLIC),
    *read_only("pages:metrics", PUBLIC),  # to the demo's own machine; to nobody through a proxy
    *read_only("pages:ready", PUBLIC),
    *read_only("dossiers:catalogue", PUBLIC),
    *read_only("dossiers:landing", PUBLIC, slug="slug"),
    *read_only("dossiers:all_questions", PUBLIC, slug="slug"),
    *both("dossiers:eligibility", PUBLIC, PUBLIC, slug="slug"),
    *write_only("dossiers:eligibility_begin", PUBLIC, slug="slug"),
]
