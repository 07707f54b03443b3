"""The form engine: reads démarche definitions, asks their questions and understands the answers.

It knows neither database nor HTTP. Answers are ``{step: {field: raw}}``, raw being JSON as typed: a text,
a list of texts (several choices, ids of stored files) or the parts of an address.
"""

from dossiers.engine.forms import StepForm, step_form
from dossiers.engine.journey import Answers, Journey, JourneyStep
from dossiers.engine.kinds import KINDS
from dossiers.engine.loading import InvalidDefinition, Problem, load
from dossiers.engine.prefill import prefilled, with_prefilled
from dossiers.engine.schema import Definition
from dossiers.engine.summary import Row, Section, summary

__all__ = [
    "KINDS",
    "Answers",
    "Definition",
    "InvalidDefinition",
    "Journey",
    "JourneyStep",
    "Problem",
    "Row",
    "Section",
    "StepForm",
    "load",
    "prefilled",
    "step_form",
    "summary",
    "with_prefilled",
]
