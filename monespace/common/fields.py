"""Columns of personal data at rest: marked, so that no change of keys forgets one (ADR 0027).

To the database and to migrations they are plain text or JSON.
"""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.apps import apps
from django.db import models

from monespace.common.crypto import decrypt, decrypt_bytes, encrypt, encrypt_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.backends.base.base import BaseDatabaseWrapper


class EncryptedField(models.TextField):
    """Holds what ``crypto.encrypt`` gave: the code that writes it encrypts."""

    empty: Final = ("",)

    def deconstruct(self) -> Any:
        """Be a TextField in migrations."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def token_in(self, stored: str) -> str:
        """Return what is encrypted in a column that holds ``stored``."""
        return stored

    def renewed(self, stored: str) -> str:
        """Return what to write in its place, to have it under the current key."""
        return encrypt(decrypt(stored))


class SealedJSONField(models.JSONField):
    """A JSON object or list, encrypted by the column itself: to the database one JSON text (ADR 0116).

    An empty one stands there as it is. So does a row of before, until the keys' command comes to it. SQL can
    look for nothing in it: the only lookup is ``isnull``.
    """

    empty: Final = ("{}", "[]", "null")

    def deconstruct(self) -> Any:
        """Be a JSONField in migrations."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        """Read a row."""
        return self.to_python(super().from_db_value(value, expression, connection))

    def to_python(self, value: Any) -> Any:
        """Open what is sealed; what is not, of before, is as it is."""
        return json.loads(zlib.decompress(decrypt_bytes(value))) if isinstance(value, str) else value

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        """Seal, unless it is empty or SQL."""
        if isinstance(value, dict | list) and value:
            value = sealed_json(value)
        return super().get_db_prep_value(value, connection, prepared)

    def get_lookup(self, lookup_name: str) -> Any:
        """Find nothing by what is sealed: it is never twice the same."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def get_transform(self, _lookup_name: str) -> Any:
        """Reach into nothing that is sealed."""
        return None

    def token_in(self, stored: str) -> str | None:
        """Return what is encrypted in a column that holds ``stored``; None when it is in clear."""
        held = json.loads(stored)
        return held if isinstance(held, str) else None

    def opened(self, stored: str) -> Any:
        """Return the content of a column that holds ``stored``; raise Undecryptable when no key opens it."""
        return self.to_python(json.loads(stored))

    def renewed(self, stored: str) -> Any:
        """Return what to write in its place, to have it under the current key: writing seals."""
        return self.opened(stored)


def sealed_json(content: Any) -> str:
    """Return JSON sealed with the current key: compressed first, for it cannot be afterwards."""
    return encrypt_bytes(zlib.compress(json.dumps(content).encode()))


class BlindIndexField(models.CharField):
    """Holds the blind index of the encrypted column ``of``; ``purpose_of`` a row is what it is made for."""

    def __init__(self, *args: Any, of: str, purpose_of: Callable[[Any], str], **kwargs: Any) -> None:
        self.of = of
        self.purpose_of = purpose_of
        super().__init__(*args, **{"max_length": 64} | kwargs)

    def deconstruct(self) -> Any:
        """Be a CharField in migrations."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def clone(self) -> BlindIndexField:
        """Copy itself with what migrations do not keep."""
        _name, _path, args, kwargs = self.deconstruct()
        return type(self)(*args, of=self.of, purpose_of=self.purpose_of, **kwargs)


class Sealed(NamedTuple):
    """An encrypted column, and the columns by which it is found."""

    model: type[models.Model]
    column: EncryptedField | SealedJSONField
    indexes: tuple[BlindIndexField, ...]

    def __str__(self) -> str:
        return f"{self.model._meta.label}.{self.column.name}"


def sealed_columns() -> list[Sealed]:
    """Return every encrypted column of the installed apps."""
    found = []
    for model in apps.get_models():
        fields = model._meta.local_concrete_fields
        indexes = [field for field in fields if isinstance(field, BlindIndexField)]
        found += [
            Sealed(model, field, tuple(index for index in indexes if index.of == field.name))
            for field in fields
            if isinstance(field, EncryptedField | SealedJSONField)
        ]
    return found
