"""Every kind of question: the one list that the definition language, the forms and the documentation use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, get_args

from pydantic import Discriminator

from dossiers.engine.kinds.address import AddressQuestion
from dossiers.engine.kinds.base import MISSING, Facts, NotYetKnown, Question, StoredFile
from dossiers.engine.kinds.choices import ChoiceQuestion, MultipleChoiceQuestion
from dossiers.engine.kinds.computed import ComputedQuestion
from dossiers.engine.kinds.dates import DateQuestion
from dossiers.engine.kinds.files import FileQuestion
from dossiers.engine.kinds.information import Information
from dossiers.engine.kinds.numbered import BceQuestion, EstablishmentQuestion, IbanQuestion, NissQuestion
from dossiers.engine.kinds.numbers import MoneyQuestion, NumberQuestion
from dossiers.engine.kinds.percentages import PercentageQuestion
from dossiers.engine.kinds.periods import PeriodQuestion
from dossiers.engine.kinds.references import (
    CapakeyQuestion,
    EanQuestion,
    PlateQuestion,
    StructuredCommunicationQuestion,
)
from dossiers.engine.kinds.spans import MonthQuestion, SchoolYearQuestion, YearQuestion
from dossiers.engine.kinds.times import TimeQuestion
from dossiers.engine.kinds.typed import EmailQuestion, LongTextQuestion, PhoneQuestion, TextQuestion
from dossiers.engine.kinds.yes_no import YesNoQuestion

if TYPE_CHECKING:
    from collections.abc import Mapping

AnyQuestion = Annotated[
    TextQuestion
    | LongTextQuestion
    | NumberQuestion
    | MoneyQuestion
    | PercentageQuestion
    | DateQuestion
    | TimeQuestion
    | MonthQuestion
    | YearQuestion
    | SchoolYearQuestion
    | PeriodQuestion
    | YesNoQuestion
    | ChoiceQuestion
    | MultipleChoiceQuestion
    | EmailQuestion
    | PhoneQuestion
    | AddressQuestion
    | IbanQuestion
    | NissQuestion
    | BceQuestion
    | EstablishmentQuestion
    | StructuredCommunicationQuestion
    | EanQuestion
    | PlateQuestion
    | CapakeyQuestion
    | FileQuestion
    | ComputedQuestion
    | Information,
    Discriminator("kind"),
]

KINDS: Final[Mapping[str, type[Question[Any]]]] = {
    get_args(kind.model_fields["kind"].annotation)[0]: kind for kind in get_args(get_args(AnyQuestion)[0])
}

__all__ = [
    "KINDS",
    "MISSING",
    "AnyQuestion",
    "ComputedQuestion",
    "EmailQuestion",
    "Facts",
    "FileQuestion",
    "MultipleChoiceQuestion",
    "NotYetKnown",
    "Question",
    "StoredFile",
]
