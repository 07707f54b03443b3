"""A person signs in through the federation, end to end."""

import pytest

from accounts.models import User
from tests.support.client import sign_in

pytestmark = pytest.mark.django_db


def test_person_arrives_where_they_were_going_when_the_federation_vouches(client):
    response = sign_in(client, "citoyen", next="/demarches/")
    assert response.status_code == 302
    assert response["Location"] == "/demarches/"
    user = User.objects.get()
    assert user.display_name == "Antoine Delvaux"
