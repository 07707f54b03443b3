"""« Suis-je concerné ? »: whether somebody seems to have a right, by the exits of a form (ADR 0111)."""

from dossiers.engine.eligibility.check import Check, Verdict, WrongState
from dossiers.engine.eligibility.questions import asked_before_sign_in

__all__ = ["Check", "Verdict", "WrongState", "asked_before_sign_in"]
