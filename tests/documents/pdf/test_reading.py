"""What lets programs read a document aloud, search it and jump in it stays in its copy."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, NumberTree, OutlineItem, Pdf

from monespace.documents.cleaning.pdf.document import walked
from tests.documents.pdf.audit import suspicious
from tests.documents.pdf.pages import annotated, changed, drawn, kept

PAGE = """<!DOCTYPE html><html lang="fr"><title>Décision</title><style>@page {{ size: A5 landscape }}</style>
<h1 id="haut">Décision du 29 novembre</h1>
<p style="background: linear-gradient(90deg, #f00, #00f); opacity: .5; transform: rotate(3deg)">Dégradé
<b>gras</b></p>
<img alt="Blason de la Région" width="60" src="data:image/svg+xml,{svg}">
<p lang="el">Ελληνικά <span lang="ja">日本語</span> <span lang="ar">عربى</span></p>
<table><tr><th scope="col">Montant</th></tr><tr><td>125,00 €</td></tr></table>
<p><a href="https://www.wallonie.be/">Wallonie</a>
<a href="#haut">Haut</a>
<a href="file:///etc/passwd">Chemin</a></p>
<h2 style="break-before: page">Recours</h2><ul><li>un</li><li>deux</li></ul></html>"""
SHAPE = "%3Ccircle cx='4' cy='4' r='4' fill='gold'/%3E"
SVG = f"%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'%3E{SHAPE}%3C/svg%3E"


@pytest.mark.browser
def test_a_tagged_page_of_a_browser_keeps_looks_words_and_tags(playwright, browser_type_launch_args):
    page = playwright.chromium.launch(**browser_type_launch_args).new_page()
    page.set_content(PAGE.format(svg=SVG))
    content = page.pdf(tagged=True, outline=True, prefer_css_page_size=True, print_background=True)
    page.context.browser.close()
    copy = kept(content)
    assert drawn(copy, scale=2) == drawn(content, scale=2)
    assert words(copy) == words(content)
    assert "Décision du 29 novembre" in words(copy)[0]
    assert tags(copy) == tags(content)
    assert {"/H1", "/Figure Blason de la Région", "/TH", "/LI"} <= set(tags(copy))
    assert links(copy) == [link for link in links(content) if "file:" not in link]
    assert "https://www.wallonie.be/" in links(copy)
    assert suspicious(copy) == []
    with pikepdf.open(BytesIO(copy)) as pdf:
        assert str(pdf.Root.Lang) == "fr"
        assert str(pdf.docinfo.Title) == "Décision"
        assert [one.title for one in pdf.open_outline().root[0].children]


def words(content: bytes) -> list[str]:
    """Return the text of each page, as a reader copies it."""
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content)]


def tags(content: bytes) -> list[str]:
    """Return the kinds of tags of a document, in their order, with what they say of pictures."""
    with pikepdf.open(BytesIO(content)) as pdf:
        found, waiting = [], [pdf.Root.StructTreeRoot.K]
        while waiting:
            tag = waiting.pop()
            if isinstance(tag, pikepdf.Array):
                waiting += reversed(list(tag))
            elif isinstance(tag, pikepdf.Dictionary) and "/S" in tag:
                found.append(f"{tag.S} {tag.get('/Alt', '')}".strip())
                waiting.append(tag.get("/K"))
        return found


def links(content: bytes) -> list[str]:
    """Return where the links of the first page lead."""
    with pikepdf.open(BytesIO(content)) as pdf:
        marks = [one for one in pdf.pages[0].obj.Annots if "/A" in one or "/Dest" in one]
        return [str(one.A.URI) if "/A" in one else "inside" for one in marks]


def guided(pdf: Pdf) -> None:
    pdf.add_blank_page()
    first, second = (page.obj for page in pdf.pages)
    with pdf.open_outline() as outline:
        outline.root.append(OutlineItem("Recours", 1))
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.r, P="A-", St=3)]))
    pdf.Root.Dests = Dictionary(a=Array([second, Name.XYZ, 0, 700, 1]))
    leaf = pdf.make_indirect(
        Dictionary(Names=Array(["b", Dictionary(D=Array([second, Name.Fit]))]), Limits=Array(["b", "b"]))
    )
    pdf.Root.Names = Dictionary(Dests=Dictionary(Kids=Array([leaf])))
    pdf.Root.OpenAction = Dictionary(S=Name.GoTo, D="b")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True, Direction=Name.L2R)
    pdf.Root.PageMode, pdf.Root.PageLayout, pdf.Root.Lang = Name.UseOutlines, Name.OneColumn, "fr-BE"
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    link = pdf.make_indirect(annotated("Link", Dest="b", Border=Array([0, 0, 0]), StructParent=1))
    first.Annots = Array([link, annotated("Link", A=Dictionary(S=Name.GoTo, D=Array([second, Name.Fit])))])
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, RoleMap=Dictionary(Titre=Name.H1)))
    cell = pdf.make_indirect(Dictionary(S=Name.TD, P=root, Pg=first, ActualText="été", ID="c1"))
    cell.A = Array([Dictionary(O=Name.Table, Headers=Array(["h"]), ColSpan=2), 0])
    cell.K = Array(
        [0, Dictionary(Type=Name.MCR, Pg=first, MCID=1), Dictionary(Type=Name.OBJR, Pg=first, Obj=link)]
    )
    root.K, root.IDTree = Array([cell]), Dictionary(Names=Array(["c1", cell]))
    root.ParentTree = Dictionary(Nums=Array([0, Array([cell, cell]), 1, cell]))
    pdf.Root.StructTreeRoot = root


def test_what_guides_through_a_document_stays_to_the_last_entry():
    content = changed(guided)
    with pikepdf.open(BytesIO(content)) as pdf:
        del pdf.trailer["/ID"]
        assert walked(pdf, content).dropped == []
    with pikepdf.open(BytesIO(kept(content))) as copy:
        assert pikepdf.Page(copy.pages[1]).label == "A-iv"
        assert copy.open_outline().root[0].title == "Recours"
        assert str(NumberTree(copy.Root.StructTreeRoot.ParentTree)[1].ActualText) == "été"
        assert copy.Root.OpenAction.D == "b"
        assert copy.pages[0].obj.Annots[1].A.D[0].objgen == copy.pages[1].obj.objgen


def test_a_place_on_a_page_that_is_none_is_left_out_and_the_others_stay():
    def add(pdf: Pdf) -> None:
        guided(pdf)
        hidden = pdf.make_indirect(Dictionary(Type=Name.Page, Contents=pdf.make_stream(b"hidden words")))
        pdf.Root.Dests.h = Array([hidden, Name.Fit])

    copy = kept(changed(add))
    assert b"hidden words" not in copy
    with pikepdf.open(BytesIO(copy)) as pdf:
        assert list(pdf.Root.Dests.keys()) == ["/a"]
