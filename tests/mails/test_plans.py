"""What is left of a budget is read from indexes, by the plan for any parameters too (prepared statements)."""

from __future__ import annotations

import json
from uuid import UUID

import pytest
from django.db import connection

from benchmarks.size.plans import explain, recording
from enterprises.invitations.emails import INVITED
from monespace.mail.causes import Cause
from monespace.mail.counting import find_spent

pytestmark = pytest.mark.django_db
PERSON = UUID(int=1)
MAILS = """
    INSERT INTO mail_mail (id, "to", template, language, subject, text, html, created_at,
                           budget, on_behalf_of, recipient_key)
    SELECT gen_random_uuid(), 'x', 'x', 'fr', 'x', 'x', 'x', now() - number * interval '1 minute',
           CASE number % 3 WHEN 0 THEN '' ELSE 'letters' END, number % 500, number || '@exemple.be'
      FROM generate_series(1, 20000) number
"""


@pytest.mark.parametrize("mode", ["force_custom_plan", "force_generic_plan"])
@pytest.mark.parametrize("recipients", [1, 100])
def test_no_other_mail_is_read(mode, recipients):
    with connection.cursor() as cursor:
        cursor.execute(MAILS)
        cursor.execute("ANALYZE mail_mail")
    addresses = [f"{number}@exemple.be" for number in range(recipients)]
    with recording() as statements:
        find_spent(kind=INVITED, cause=Cause(person_id=PERSON, enterprise="7"), addresses=addresses)
    (statement,) = statements
    plan = json.dumps(explain(statement, mode))
    assert "Seq Scan" not in plan
    for index in ("mails_of_caused_by", "mails_of_on_behalf_of", "mails_of_recipient_key"):
        assert index in plan
