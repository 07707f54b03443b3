"""Encryption of fields, the blind index and the key ring they share."""

import base64
import secrets

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from monespace.common.crypto import (
    Undecryptable,
    blind_index,
    blind_indexes,
    decrypt,
    encrypt,
    key_name_of,
    read_key_ring,
)
from monespace.common.tokens import digest, new_token


def key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


@given(st.text())
def test_text_comes_back_when_decrypted(text):
    assert decrypt(encrypt(text)) == text


def test_same_text_is_encrypted_differently_each_time():
    assert encrypt("78031490147") != encrypt("78031490147")


def test_old_key_still_decrypts_when_a_new_one_encrypts(settings):
    index, old, new = key(), key(), key()
    settings.FIELD_KEYS = f"index:{index},old:{old}"
    kept, indexed = encrypt("78031490147"), blind_index("78031490147", purpose="niss")

    settings.FIELD_KEYS = f"index:{index},new:{new},old:{old}"
    assert decrypt(kept) == "78031490147"
    assert blind_index("78031490147", purpose="niss") == indexed
    renewed = encrypt("78031490147")

    settings.FIELD_KEYS = f"index:{index},new:{new}"
    assert decrypt(renewed) == "78031490147"
    with pytest.raises(Undecryptable):
        decrypt(kept)


def test_altered_text_is_refused_when_decrypted():
    token = encrypt("78031490147")
    altered = token[:-5] + ("A" if token[-5] != "A" else "B") + token[-4:]
    with pytest.raises(Undecryptable):
        decrypt(altered)


@given(st.text(max_size=50), st.data())
def test_token_with_any_byte_altered_cut_or_added_is_refused(text, data):
    token = base64.urlsafe_b64decode(encrypt(text))
    at = data.draw(st.integers(0, len(token) - 1))
    flipped = token[:at] + bytes([token[at] ^ data.draw(st.integers(1, 255))]) + token[at + 1 :]
    for altered in (flipped, token[:at], token + b"x"):
        with pytest.raises(Undecryptable):
            decrypt(base64.urlsafe_b64encode(altered).decode())


def test_long_text_comes_back_when_decrypted():
    text = "é" * 1_000_000
    assert decrypt(encrypt(text)) == text


def test_key_of_a_token_is_known_by_its_name(settings):
    index, old, new = key(), key(), key()
    settings.FIELD_KEYS = f"index:{index},old:{old}"
    kept = encrypt("78031490147")
    settings.FIELD_KEYS = f"index:{index},new:{new},old:{old}"
    assert (key_name_of(kept), key_name_of(encrypt("78031490147"))) == ("old", "new")
    settings.FIELD_KEYS = f"index:{index},new:{new}"
    assert key_name_of(kept) is None


def test_text_is_found_by_both_index_keys_while_one_replaces_the_other(settings):
    index, other = key(), key()
    settings.FIELD_KEYS = f"index:{index},first:{key()}"
    alone = blind_index("78031490147", purpose="niss")
    settings.FIELD_KEYS = f"index:{other},index-other:{index},first:{key()}"
    assert blind_index("78031490147", purpose="niss") != alone
    assert alone in blind_indexes("78031490147", purpose="niss")


def test_ring_shows_no_key_when_it_is_printed():
    index, first = key(), key()
    printed = repr(read_key_ring(f"index:{index},first:{first}"))
    assert "first" in printed
    for secret in (index, first):
        assert secret not in printed
        assert repr(base64.urlsafe_b64decode(secret))[2:-1] not in printed


def test_blind_index_finds_the_same_text_only():
    index = blind_index("78031490147", purpose="niss")
    assert index == blind_index("78031490147", purpose="niss")
    assert len(bytes.fromhex(index)) == 32
    assert index != blind_index("78031490148", purpose="niss")


@given(st.text(), st.text(), st.text(), st.text())
def test_blind_index_is_shared_by_no_two_pairs_of_purpose_and_text(purpose, text, other_purpose, other_text):
    same = (purpose, text) == (other_purpose, other_text)
    assert (blind_index(text, purpose=purpose) == blind_index(other_text, purpose=other_purpose)) is same


def test_blind_index_differs_when_only_the_border_of_purpose_and_text_moves():
    assert blind_index("b", purpose="aa") != blind_index("ab", purpose="a")


@pytest.mark.parametrize(
    ("ring", "problem"),
    [
        ("", "part 1 has no name"),
        ("{a}", "part 1 has no name"),
        ("index:{a}", "no key to encrypt with"),
        ("first:{a}", "`index` key is missing"),
        ("index:{a},first:{b},first:{c}", "`first` stands twice"),
        ("index:{a},first:{a}", "two names share one key"),
        ("index:{a},first:***", "`first` is not base64"),
        ("index:{a},first:c2hvcnQ=", "`first` has 5 bytes"),
        ("index:{a},first:é", "`first` is not base64"),
    ],
)
def test_key_ring_is_refused_with_its_reason_when_it_is_wrong(ring, problem):
    a, b, c = key(), key(), key()
    read_key_ring(f"index:{a},first:{b}")
    with pytest.raises(ImproperlyConfigured, match=problem) as refusal:
        read_key_ring(ring.format(a=a, b=b, c=c))
    assert not any(secret in str(refusal.value) for secret in (a, b, c))


def test_token_is_found_by_its_digest_and_never_repeats():
    token, other = new_token(), new_token()
    assert token.digest == digest(token.value) != other.digest
    assert len(token.value) == 43
