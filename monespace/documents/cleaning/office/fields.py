"""Fields of a text: instructions to its program, some of which reach other files (DDE, LINK)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from monespace.documents.cleaning.office.package import attribute, local
from monespace.documents.cleaning.refusals import Reason, Unfit

if TYPE_CHECKING:
    from monespace.documents.cleaning.office.package import Package

# ECMA-376, part 1, 17.16.5. Among those that are not here: DDE, DDEAUTO, LINK, IMPORT, INCLUDE, INCLUDETEXT,
# INCLUDEPICTURE, EMBED, RD, DATABASE, MACROBUTTON, GOTOBUTTON, PRINT.
HARMLESS_WORDS: Final = """
    = ADDIN ADDRESSBLOCK ADVANCE ASK AUTHOR AUTONUM AUTONUMLGL AUTONUMOUT AUTOTEXT AUTOTEXTLIST BARCODE
    BIBLIOGRAPHY BIDIOUTLINE CITATION COMMENTS COMPARE CREATEDATE DATE DISPLAYBARCODE DOCPROPERTY
    DOCVARIABLE EDITTIME EQ FILENAME FILESIZE FILLIN FORMCHECKBOX FORMDROPDOWN FORMTEXT GREETINGLINE
    HYPERLINK IF INDEX INFO KEYWORDS LASTSAVEDBY LISTNUM MERGEBARCODE MERGEFIELD MERGEREC MERGESEQ NEXT
    NEXTIF NOTEREF NUMCHARS NUMPAGES NUMWORDS PAGE PAGEREF PRINTDATE PRIVATE QUOTE REF REVNUM SAVEDATE
    SECTION SECTIONPAGES SEQ SET SKIPIF STYLEREF SUBJECT SYMBOL TA TC TEMPLATE TIME TITLE TOA TOC
    USERADDRESS USERINITIALS USERNAME XE
"""
HARMLESS: Final = frozenset(HARMLESS_WORDS.split())


def refuse_reaching_fields(package: Package, part: str) -> None:
    """Read a part of a text; raise Unfit when a field of it is not among those that stay in the document.

    The instruction of a field may be cut in pieces, and made of what other fields give: whose first word is
    not written out is not known, and refused.
    """
    fields = _Fields()
    package.read_xml(part, fields.start, end=fields.end, text=fields.text)


class _Fields:
    """The fields that are open while a part is read, the innermost last."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self.is_instruction = False

    def start(self, name: str, said: dict[str, str]) -> None:
        word = local(name)
        if word == "fldSimple":
            _judge(attribute(said, "instr"))
        elif word == "fldChar":
            kind = attribute(said, "fldCharType")
            if kind == "begin":
                self.open.append("")
            elif self.open and kind == "separate":
                _judge(self.open[-1])
            elif self.open and kind == "end":
                _judge(self.open.pop())
        self.is_instruction = word in {"instrText", "delInstrText"}

    def end(self, _name: str) -> None:
        self.is_instruction = False

    def text(self, said: str) -> None:
        if self.is_instruction and self.open:
            self.open[-1] += said


def _judge(instruction: str) -> None:
    """Raise Unfit unless the first word of an instruction is one of those that are harmless."""
    word = instruction.strip().partition(" ")[0].upper()
    if not word.startswith("=") and word not in HARMLESS:
        raise Unfit(Reason.CARRYING)
