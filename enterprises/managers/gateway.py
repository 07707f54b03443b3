"""Asks the authentic source who may bind an enterprise; the contract stands in docs/representatives.md.

Called outside any transaction and without a lock: the source may be slow. National numbers are compared in
memory, here, and reach no log, row or address.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - pydantic reads it
from http import HTTPStatus
from typing import Annotated, Protocol

from django.conf import settings
from django.utils import timezone
from pydantic import AfterValidator, BaseModel, Field, ValidationError

from monespace.calls.calling import call
from monespace.calls.network import NoAnswer, Patience
from monespace.common.crypto import blind_index
from monespace.common.text import one_line

PATIENCE = Patience(total=5, connect=2)
LARGEST_ANSWER = 512 * 1024
PURPOSE = "bce-answer"
NUL_IN_JSON = rb"\u0000"


class RegisterUnavailable(Exception):
    """The source did not answer, or not as agreed; ``code`` says how, without anything it wrote."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


Line = Annotated[str, AfterValidator(one_line)]


class Address(BaseModel):
    """Where an enterprise has its seat; nothing of it is published for some natural persons."""

    street: Line = Field(default="", max_length=200)
    house_number: Line = Field(default="", max_length=22)
    box: Line = Field(default="", max_length=20)
    postcode: Line = Field(default="", max_length=20)
    locality: Line = Field(default="", max_length=200)


class Description(BaseModel):
    """An enterprise as the source describes it."""

    number: str
    name: Line = Field(max_length=320)
    legal_form: Line = Field(default="", max_length=80)
    address: Address = Address()


class Function(BaseModel):
    """A function that lets a person bind the enterprise; ``until`` is its last day, once it has one."""

    national_number: str = Field(repr=False)
    function: Line = Field(max_length=120)
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the function is held on ``day``."""
        return self.since <= day and (self.until is None or day <= self.until)


class Functions(BaseModel):
    """Who represents one enterprise, functions that ended lately included."""

    number: str
    representatives: list[Function]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What the source said of one person and one enterprise; ``digest`` is a keyed hash of its answer.

    ``enterprise`` is None when the source does not know the number, ``function`` when the person holds none.
    """

    digest: str
    enterprise: Description | None = None
    function: Function | None = None


class Register(Protocol):
    """The authentic source of representatives."""

    def ask(self, *, number: str, national_number: str) -> Statement:
        """Say whether the person represents the enterprise today, or raise ``RegisterUnavailable``."""


class HttpRegister:
    """Reads the source over HTTPS: short patience, no redirect, no long answer."""

    def ask(self, *, number: str, national_number: str) -> Statement:
        """Read the enterprise and its representatives, and keep what concerns this person."""
        said = self._read(f"representatives/{number}/")
        digest = blind_index(said.decode(errors="replace"), purpose=PURPOSE)
        if not said:
            return Statement(digest=digest)
        try:
            functions = Functions.model_validate_json(said)
            enterprise = Description.model_validate_json(self._read(f"enterprises/{number}/"))
        except ValidationError as error:
            raise RegisterUnavailable("answer_not_understood") from error
        if {functions.number, enterprise.number} != {number}:
            raise RegisterUnavailable("answer_about_another")
        today = timezone.localdate()
        held = [
            function
            for function in functions.representatives
            if function.national_number == national_number and function.holds_on(today)
        ]
        return Statement(digest=digest, enterprise=enterprise, function=held[0] if held else None)

    def _read(self, path: str) -> bytes:
        """Return the answer, nothing when the source does not know the number."""
        try:
            answer = call(
                "GET",
                f"{settings.BCE_URL}{path}",
                patience=PATIENCE,
                headers={"Accept": "application/json"},
                most=LARGEST_ANSWER,
            )
        except NoAnswer as error:
            raise RegisterUnavailable(error.code) from error
        if answer.status == HTTPStatus.NOT_FOUND:
            return b""
        if answer.status != HTTPStatus.OK:
            raise RegisterUnavailable(f"http_{answer.status}")
        if NUL_IN_JSON in answer.body:  # no text of ours holds it (ADR 0047)
            raise RegisterUnavailable("answer_not_understood")
        return answer.body


REGISTER: Register = HttpRegister()
