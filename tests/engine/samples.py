"""Small definitions for the engine's tests, built from Python data or written as YAML."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace

from dossiers.engine import Journey, prefilled, step_form, with_prefilled
from dossiers.engine.loading import load
from dossiers.engine.schema import Definition
from tests.support.kinds import SAMPLES

DEFINITIONS = Path(__file__).resolve().parent.parent.parent / "dossiers" / "definitions"
TODAY = date(2026, 11, 23)

VALID = """\
slug: essai
version: 1
audience: both
title: {fr: Un essai, de: Ein Versuch}
summary: {fr: Pour essayer., de: Zum Versuchen.}
service:
  name: {fr: Le service, de: Die Dienststelle}
  email: service@exemple.be
  phone: "078 79 01 02"
opens: 2026-01-01
closes: 2026-12-31
steps:
  - key: velo
    title: {fr: Votre vélo, de: Ihr Fahrrad}
    fields:
      - key: type
        kind: choice
        label: {fr: Type, de: Art}
        options:
          cargo: {fr: Cargo, de: Lastenrad}
          kit: {fr: Kit, de: Satz}
      - {key: prix, kind: money, label: {fr: Prix, de: Preis}, min: 1, max: 20000}
      - key: vendeur
        kind: bce_number
        label: {fr: Vendeur, de: Verkäufer}
        when: {type: kit}
  - key: usage
    title: {fr: Usage, de: Nutzung}
    when: {not: {velo.type: cargo}}
    fields:
      - {key: jours, kind: number, label: {fr: Jours, de: Tage}, max: 7}
rules:
  - require: {velo.prix: {at_least: 5}}
    field: velo.prix
    message: {fr: Le prix est trop bas., de: Der Preis ist zu niedrig.}
declarations: [exactitude]
delivery:
  - {gateway: https, service: essais}
"""


def text(words: str) -> dict[str, str]:
    return {"fr": words, "de": words}


def field(key: str, kind: str = "text", **more: object) -> dict[str, object]:
    return {"key": key, "kind": kind, "label": text(key.capitalize()), **more}


SILENT = {"information": {"text": text("À lire.")}, "computed": {"result": "number", "value": "1"}}
"""What kinds that ask nothing need."""


def complete(key: str, kind: str, **more: object) -> dict[str, object]:
    """Return a field that says all that its kind needs; a kind that asks nothing needs its text."""
    needed = SAMPLES[kind].words if kind in SAMPLES else SILENT[kind]
    return field(key, kind, **{**needed, **more})


def step(key: str, *fields: dict[str, object], **more: object) -> dict[str, object]:
    return {"key": key, "title": text(key.capitalize()), "fields": list(fields), **more}


def definition(*steps: dict[str, object], **more: object) -> Definition:
    base = load(VALID).content()
    return Definition.model_validate({**base, "rules": [], "steps": list(steps), **more})


def question(kind: str, **more: object):
    """Return one question of a kind, as part of a definition."""
    return definition(step("etape", complete("champ", kind, **more), field("autre"))).steps[0].fields[0]


def stored_file(name: str = "facture.pdf", *, scan: str = "clean", size: int = 1200) -> SimpleNamespace:
    return SimpleNamespace(original_name=name, size=size, scan=scan)


def form_of(definition, step_key, answers=None, *, language="fr", data=None, files=None, sources=None):
    """Return a step's form for these answers and sources, as a draft makes it."""
    known = prefilled(definition, sources or {}, today=TODAY)
    journey = Journey(definition, with_prefilled(answers or {}, known), today=TODAY, files=files)
    return step_form(journey, step_key, language=language, data=data, known=known)
