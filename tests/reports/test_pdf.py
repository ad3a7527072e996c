"""Pages: fonts, places of texts, rows, the same bytes, and files that appear whole or never."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from leadbench.errors import CannotWrite
from leadbench.plan.contents import Contents
from leadbench.reports import pdf, strategic
from leadbench.reports import type as typesetting
from leadbench.reports.blocks import (
    Block,
    Cell,
    Column,
    Columns,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    PageBreak,
    Paragraph,
    Row,
    Signatures,
    Span,
    Table,
)
from tests.reports.conftest import NAME, ON, bound, texts

SOURCE = Path(__file__).parents[2] / "src"


def document(*blocks: Block) -> Document:
    return Document("Project", "Plan", date(2026, 3, 16), "Basis", blocks)


def fonts(data: bytes) -> dict[str, bool]:
    """Return the fonts of a file and whether each is embedded."""
    found: dict[str, bool] = {}
    for page in PdfReader(io.BytesIO(data)).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            font = font.get_object()
            about = font.get("/FontDescriptor")
            found[str(font["/BaseFont"])] = about is not None and "/FontFile2" in about.get_object()
    return found


def places(data: bytes) -> list[tuple[int, float, float, float, str]]:
    """Return page, left, baseline, size and text of everything written."""
    found: list[tuple[int, float, float, float, str]] = []
    for number, page in enumerate(PdfReader(io.BytesIO(data)).pages):

        def visit(text: str, _: Any, tm: Any, _font: Any, size: float, at: int = number) -> None:
            if text.strip():
                found.append((at, tm[4], tm[5], size, text))

        page.extract_text(visitor_text=visit)
    return found


def test_only_embedded_fonts_are_used(data: bytes) -> None:
    found = fonts(data)
    assert found
    assert all(found.values()), found
    assert any("Inter" in name for name in found)
    assert not any("Helvetica" in name for name in found)


def test_characters_that_inter_lacks_come_from_another_font() -> None:
    data = bound(document(Paragraph("Plan ⟶ ready ☂ and done")))
    assert "Plan ⟶ ready ☂ and done" in texts(data)[0]
    assert any("DejaVu" in name for name in fonts(data))
    assert all(fonts(data).values())


@pytest.fixture
def no_system_fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(typesetting, "_SYSTEM_FONTS", ())
    for known in (typesetting._system, typesetting._holder, typesetting.width):
        known.cache_clear()
    yield
    for known in (typesetting._system, typesetting._holder, typesetting.width):
        known.cache_clear()


def test_what_no_font_holds_can_still_be_searched(no_system_fonts: None) -> None:
    data = bound(document(Paragraph("Label 数据 🚀 now")))
    assert all(fonts(data).values())
    content = PdfReader(io.BytesIO(data)).pages[0].get_contents()
    assert content is not None
    meant = re.findall(rb"/ActualText <([0-9A-Fa-f]+)>", content.get_data())
    assert [bytes.fromhex(text.decode()).decode("utf-16") for text in meant] == ["数据", "🚀"]


def test_control_characters_do_not_reach_the_page() -> None:
    assert "a b c d" in texts(bound(document(Paragraph("a\tb\nc\x07d"))))[0]


def test_no_text_is_cut_off_or_too_small(data: bytes) -> None:
    found = places(data)
    assert len(found) > 300
    for page, left, baseline, size, text in found:
        where = (page, text)
        assert size >= 7, where
        assert pdf.A4.side - 0.5 <= left <= pdf.A4.width - pdf.A4.side, where
        assert 8 < baseline < pdf.A4.height - 8, where


@pytest.mark.parametrize("paper", [pdf.A4, pdf.LETTER])
def test_long_words_and_names_are_broken_within_their_room(paper: pdf.Paper) -> None:
    long = "Donaudampfschifffahrtsgesellschaft" * 8
    table = Table((Column("Name", 1.0), Column("Note", 1.0)), (Row((long, long)),))
    shown = document(
        Heading(long, 0),
        Paragraph(long),
        KeyFigures((KeyFigure(long, long, long),) * 4),
        Columns((Paragraph(long),), (Paragraph(long),)),
        table,
        Signatures((long, "Date")),
    )
    data = bound(shown, paper)
    for page, left, baseline, size, text in places(data):
        right = left + typesetting.width(text.strip(), size, 400)
        assert right <= paper.width - paper.side + 24, (page, text)  # bold is wider than measured
        assert baseline > 8


def test_rows_are_never_split_and_heads_are_repeated() -> None:
    rows = tuple(
        Row((f"R{number}", "first words\u2002and many more words " * 12, f"E{number}"))
        for number in range(80)
    )
    table = Table((Column("Key"), Column("Text", 1.0), Column("End")), rows)
    pages = texts(bound(document(Heading("Long"), table)))
    assert len(pages) > 3
    for page in pages:
        assert "Key Text End" in page
    for number in range(80):
        (home,) = [page for page in pages if f" R{number} " in f" {page} "]
        assert f"E{number}" in home
    # Neither the first nor the last row stands alone.
    assert "R78" in pages[-1]


def test_a_heading_stays_with_what_follows() -> None:
    for filler in range(40, 60):
        blocks: list[Block] = [Paragraph("Line") for _ in range(filler)]
        blocks += [Heading("Section"), Paragraph("Follows at once")]
        for page in texts(bound(document(*blocks))):
            assert ("Section" in page) == ("Follows at once" in page)


def test_a_note_stays_with_its_table() -> None:
    for filler in range(38, 56):
        blocks: list[Block] = [Paragraph("Line") for _ in range(filler)]
        blocks += [Table((Column("Head"),), (Row(("Only row",)),)), Paragraph("A note", "note")]
        for page in texts(bound(document(*blocks))):
            assert ("Only row" in page) == ("A note" in page) == ("Head" in page)


def test_page_breaks_make_no_empty_pages() -> None:
    shown = document(PageBreak(), Paragraph("One"), PageBreak(), PageBreak(), Paragraph("Two"))
    pages = texts(bound(shown))
    assert len(pages) == 2
    assert "One" in pages[0]
    assert "Two" in pages[1]


def test_a_document_without_blocks_has_a_page() -> None:
    (page,) = texts(bound(document()))
    assert "Page 1 of 1" in page


def test_marks_and_spans_keep_their_text() -> None:
    critical, near = Cell("0", 600, "critical", "critical"), Cell("5", mark="near")
    row = Row((critical, near, Cell("x", mark="done")))
    data = bound(
        document(
            Paragraph((Span("Plain, "), Span("bold", 600), Span(", plain."))),
            Table((Column("A", align="right"), Column("B"), Column("C", 1.0)), (row,)),
        )
    )
    assert "Plain, bold , plain." in texts(data)[0].replace("bold,", "bold ,")


def test_an_empty_table_says_so() -> None:
    table = Table((Column("A"),), (), "Nothing is planned yet.")
    assert "Nothing is planned yet." in texts(bound(document(table)))[0]


def test_the_same_plan_gives_the_same_bytes_in_another_process(
    example_path: Path, contents: Contents, project_id: int, tmp_path: Path
) -> None:
    settings = {**os.environ, "PYTHONPATH": str(SOURCE)}
    likely = strategic.likely_now(contents, project_id, ON)
    assert likely is not None
    data = bound(strategic.build(contents, project_id, ON, likely=likely))
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}.pdf"
        words = ["export", "strategic", str(example_path), "--project", NAME]
        words += ["-o", str(target), "--date", ON.isoformat()]
        subprocess.run(
            [sys.executable, "-m", "leadbench", *words],
            check=True,
            capture_output=True,
            env={**settings, "PYTHONHASHSEED": seed, "TZ": f"UTC+{seed}"},
        )
        assert target.read_bytes() == data


def test_a_file_is_replaced_only_when_the_new_one_is_complete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "plan.pdf"
    target.write_bytes(b"before")

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(pdf, "bind", full)
        with pytest.raises(CannotWrite, match="No space left on device"):
            pdf.write(document(), target)
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]
    assert pdf.write(document(), target) == 1
    assert target.read_bytes().startswith(b"%PDF")
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_is_said_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="could not be written"):
        pdf.write(document(), tmp_path / "nowhere" / "plan.pdf")


def test_a_folder_in_the_way_is_said_in_plain_words(tmp_path: Path) -> None:
    target = tmp_path / "plan.pdf"
    target.mkdir()
    with pytest.raises(CannotWrite):
        pdf.write(document(), target)
    assert list(tmp_path.iterdir()) == [target]
