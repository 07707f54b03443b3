"""An extract is found however it was packed, and what cannot be read is refused in a sentence."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from enterprises.models import Enterprise
from enterprises.register.importing.errors import UnreadableExtract
from enterprises.register.importing.extract import open_extract
from enterprises.register.importing.report import Rejections

LISTED = {1: 0, 2: 0, 3: 0}


def zipped(folder: Path, path: Path, *, inside: str = "", name=str, content=lambda data: data) -> Path:
    """Pack a folder's files, each under ``inside`` and the name and content that it is given."""
    with zipfile.ZipFile(path, "w") as packed:
        for file in sorted(folder.iterdir()):
            packed.writestr(inside + name(file.name), content(file.read_bytes()))
    return path


def semicolons(data: bytes) -> bytes:
    """What a spreadsheet makes of it where the comma is decimal."""
    assert b";" not in data
    return data.replace(b",", b";")


@pytest.mark.parametrize(
    "packing",
    [
        {},
        {"inside": "KboOpenData_0001/"},
        {"inside": "a/b/c/"},
        {"name": str.upper},
        {"name": str.title, "inside": "Extract/"},
        {"content": lambda data: b"\xef\xbb\xbf" + data},
        {"content": lambda data: data.replace(b"\r\n", b"\n")},
        {"content": lambda data: data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")},
        {"content": semicolons},
    ],
    ids=["as it comes", "in a folder", "deep", "upper", "title", "BOM", "LF", "CRLF", "semicolons"],
)
def test_an_extract_packed_otherwise_gives_the_same_register(bce, tmp_path, packing):
    path = zipped(bce.full(1, LISTED), tmp_path / "packed.zip", **packing)
    run = bce.imported(path)
    assert run.done["read enterprise.csv"]["rows"] == len(LISTED)
    assert Enterprise.objects.filter(from_bce=True).count() == len(LISTED)
    assert bce.rejections.total == 0


def test_a_folder_inside_a_folder_is_found_too(bce, tmp_path):
    shutil.move(bce.full(1, LISTED), tmp_path / "outer" / "inner")
    assert open_extract(tmp_path / "outer").number == 1


@pytest.fixture
def good(bce, tmp_path) -> Path:
    path = zipped(bce.full(1, LISTED), tmp_path / "good.zip")
    assert open_extract(path).number == 1
    return path


def test_what_is_no_extract_is_said(good, tmp_path, bce):
    nested, twice, other = (tmp_path / name for name in ("nested.zip", "twice.zip", "other.zip"))
    with zipfile.ZipFile(nested, "w") as packed:
        packed.write(good, "KboOpenData_0001.zip")
    with zipfile.ZipFile(twice, "w") as packed:
        for folder in ("one", "two"):
            packed.writestr(f"{folder}/meta.csv", "x")
    with zipfile.ZipFile(other, "w") as packed:
        packed.writestr("holiday.jpg", "x")
    whole = good.read_bytes()
    (tmp_path / "short.zip").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "text.zip").write_text("not a zip")
    (tmp_path / "empty.zip").write_bytes(b"")
    (tmp_path / "nothing").mkdir()
    for name, sentence in {
        "nested.zip": "holds other zips: unpack it, and give one of them (kboopendata_0001.zip)",
        "twice.zip": "holds 2 files meta.csv",
        "other.zip": "holds no meta.csv",
        "nothing": "holds no meta.csv",
        "short.zip": "is not a zip, or is damaged or cut short",
        "text.zip": "is not a zip, or is damaged or cut short",
        "empty.zip": "is not a zip, or is damaged or cut short",
        "missing.zip": "does not exist",
    }.items():
        with pytest.raises(UnreadableExtract) as refusal:
            open_extract(tmp_path / name)
        assert sentence in str(refusal.value), name


@pytest.mark.parametrize("lost", ["code", "enterprise", "address", "activity"])
def test_a_file_that_is_not_there_is_named(bce, lost):
    folder = bce.full(1, LISTED)
    (folder / f"{lost}.csv").unlink()
    with pytest.raises(UnreadableExtract, match=f"lacks {lost}.csv"):
        open_extract(folder)


@pytest.mark.parametrize(
    "meta", [b"", b"\x00\xff", b'"', b"ExtractNumber,x\n", b"ExtractNumber,1\nExtractType,odd\n"]
)
def test_a_meta_file_that_says_nothing_is_named(bce, meta):
    folder = bce.full(1, LISTED)
    (folder / "meta.csv").write_bytes(meta)
    with pytest.raises(UnreadableExtract, match=r"meta\.csv does not say which extract"):
        open_extract(folder)


def test_a_zip_damaged_in_the_middle_is_named_and_nothing_is_changed(bce, tmp_path):
    path = tmp_path / "damaged.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in bce.full(1, LISTED).iterdir():
            packed.write(file, file.name)
    with zipfile.ZipFile(path) as packed:
        place = packed.getinfo("enterprise.csv").header_offset + 60
    spoilt = bytearray(path.read_bytes())
    spoilt[place : place + 20] = b"\xff" * 20
    path.write_bytes(spoilt)
    with pytest.raises(UnreadableExtract, match=r"enterprise\.csv is damaged"):
        bce.imported(path)
    assert not Enterprise.objects.filter(from_bce=True).exists()


def spoil_first_start(folder: Path) -> None:
    """Write a day that is none for the first enterprise."""
    path = folder / "enterprise.csv"
    head, first, *others = path.read_text().splitlines()
    cells = first.split(",")
    cells[-1] = '"31-02-1999"'
    path.write_text("\r\n".join([head, ",".join(cells), *others, ""]))


def test_an_odd_day_costs_the_day_alone_and_a_known_one_is_kept(bce):
    folder = bce.full(1, LISTED)
    spoil_first_start(folder)
    bce.imported(folder)
    assert Enterprise.objects.filter(from_bce=True).count() == len(LISTED)
    assert [enterprise.started_on is None for enterprise in Enterprise.objects.order_by("number")].count(
        True
    ) == 1
    assert [found.reason for found in bce.rejections.first] == [
        "the start is not a date dd-mm-yyyy: left out"
    ]
    bce.imported(bce.full(2, LISTED))
    known = {enterprise.number: enterprise.started_on for enterprise in Enterprise.objects.all()}
    assert None not in known.values()
    again = bce.full(3, LISTED)
    spoil_first_start(again)
    bce.imported(again)
    assert {one.number: one.started_on for one in Enterprise.objects.all()} == known


def test_the_report_goes_where_it_can_be_written_and_says_where(bce, tmp_path, monkeypatch):
    folder, closed, temporary = bce.full(1, LISTED), tmp_path / "closed", tmp_path / "temporary"
    spoil_first_start(folder)
    closed.mkdir()
    temporary.mkdir()
    monkeypatch.setattr("enterprises.management.commands.import_bce.gettempdir", lambda: str(temporary))
    opened = Path.open

    def refuse(path: Path, *arguments, **options):
        if path.parent == Path() and "a" in arguments:
            raise OSError(30, "Read-only file system")
        return opened(path, *arguments, **options)

    monkeypatch.chdir(closed)
    monkeypatch.setattr(Path, "open", refuse)
    out = io.StringIO()
    call_command("import_bce", folder, stdout=out)
    report = temporary / "bce-1-full-rejected.csv"
    assert f"All of them are in {report}" in out.getvalue()
    assert len(report.read_text().splitlines()) == 2
    assert not list(closed.iterdir())
    with pytest.raises(CommandError, match="cannot be written to"):
        call_command("import_bce", folder, report=Path("/nowhere/report.csv"), stdout=out)


def test_a_disk_that_fills_up_costs_the_report_and_not_the_import(tmp_path, monkeypatch):
    report = Rejections(tmp_path / "report.csv")
    report.require_room()
    assert not report.path.exists()
    report.add("enterprise", 2, "odd")
    monkeypatch.setattr(
        Path, "open", lambda *_arguments, **_options: (_ for _ in ()).throw(OSError(28, "full"))
    )
    report.add("enterprise", 3, "odd")
    assert (report.is_lost, report.total, len(report.first)) == (True, 2, 2)
