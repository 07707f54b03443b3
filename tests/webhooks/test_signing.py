"""What is signed is verified by every library of Standard Webhooks: the published vector, and our secrets."""

from __future__ import annotations

import base64

import pytest

from dossiers.webhooks.signing import headers_of, key_of, new_secret

# The vector of the standard's reference libraries (github.com/standard-webhooks, « sign function works »).
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
MESSAGE_ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"
MOMENT = 1614265330
BODY = b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_published_vector_is_signed_as_published():
    headers = headers_of(message_id=MESSAGE_ID, body=BODY, signed_with=[SECRET], at=MOMENT)
    assert headers == {
        "webhook-id": MESSAGE_ID,
        "webhook-timestamp": str(MOMENT),
        "webhook-signature": SIGNATURE,
    }


def test_each_secret_makes_a_signature_of_its_own():
    other = new_secret()
    headers = headers_of(message_id=MESSAGE_ID, body=BODY, signed_with=[other, SECRET], at=MOMENT)
    first, second = headers["webhook-signature"].split(" ")
    assert second == SIGNATURE != first


@pytest.mark.parametrize(
    "changes",
    [{"message_id": "msg_2"}, {"body": BODY + b" "}, {"at": MOMENT + 1}],
    ids=["id", "body", "time"],
)
def test_the_signature_covers_the_id_the_time_and_the_body(changes):
    said = {"message_id": MESSAGE_ID, "body": BODY, "signed_with": [SECRET], "at": MOMENT}
    assert headers_of(**said)["webhook-signature"] == SIGNATURE
    assert headers_of(**said | changes)["webhook-signature"] != SIGNATURE


def test_a_secret_has_random_bytes_as_the_standard_wants_them():
    made = {new_secret() for _ in range(50)}
    assert len(made) == 50
    for secret in made:
        assert secret.startswith("whsec_")
        assert 24 <= len(key_of(secret)) <= 64
        assert base64.b64encode(key_of(secret)).decode() == secret.removeprefix("whsec_")


def test_a_shared_secret_without_the_prefix_is_the_key_itself():
    assert key_of("un secret partagé") == "un secret partagé".encode()
