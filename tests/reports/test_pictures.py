"""Pictures as files: texts that can be found, pages trimmed to what is drawn, faults in words."""

import os
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from pypdf import PdfReader

from leadbench.charts.gantt import GanttLink, GanttRow, State
from leadbench.charts.network import Graph, Link, Node, lay_out
from leadbench.charts.network_draw import BoxText
from leadbench.charts.picture import Day, Head, NetworkPicture, PlanPicture, TableRow
from leadbench.charts.time_scale import DAY
from leadbench.errors import CannotWrite
from leadbench.reports import pictures

SVG = "{http://www.w3.org/2000/svg}"


def network(count: int = 2) -> NetworkPicture:
    """Return a chain of boxes, the first link critical and with a lag."""
    nodes = tuple(Node(key) for key in range(count))
    links = tuple(
        Link(key, key, key + 1, "FS", "FS +2 d" if key == 0 else "") for key in range(count - 1)
    )
    texts = {
        key: BoxText(
            *(key, f"Task & {key}", "3 Mar", "4 d", "6 Mar", "5 Mar", "2 d", "10 Mar"),
            state=State.NEAR,
        )
        for key in range(count)
    }
    diagram = lay_out(Graph(nodes, links, 1))
    lanes = ("Build",)
    return NetworkPicture("Plan: network", "Data date", diagram, lanes, texts, frozenset({0}))


def plan(*, bars: bool = True) -> PlanPicture:
    """Return a table of two tasks with their bars."""
    return PlanPicture(
        "Plan: Gantt",
        "Data date 16 March 2026",
        (Head("Task", 160), Head("Days", 50, right=True)),
        (TableRow(("Collect", "5")), TableRow(("Launch", ""), strong=True)),
        0,
        -1,
        (
            GanttRow(1, "work", 0, 5 * DAY, critical=True),
            GanttRow(2, "milestone", 5 * DAY, 5 * DAY, "6 Jan"),
        )
        if bars
        else (),
        ((GanttLink(1, 1, 2, critical=True), 0, 1),) if bars else (),
        per_day=20.0,
        data_date=Day(2 * DAY, "3 Jan"),
    )


def words(path: Path) -> list[str]:
    (page,) = PdfReader(path).pages
    return page.extract_text().split("\n")


def test_a_pdf_of_the_network_holds_its_texts_in_embedded_fonts(tmp_path: Path) -> None:
    path = tmp_path / "network.pdf"
    pictures.write_pdf(network(), path)
    text = " ".join(words(path))
    for wanted in ("Plan: network", "Task & 0", "Task & 1", "3 Mar", "10 Mar", "FS +2 d", "Build"):
        assert wanted in text
    fonts = PdfReader(path).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    assert fonts
    for font in fonts.values():
        assert "Inter" in font.get_object()["/BaseFont"]
        assert "/FontFile2" in font.get_object()["/FontDescriptor"]


def test_a_page_is_trimmed_to_what_is_drawn(tmp_path: Path) -> None:
    small, large = tmp_path / "small.pdf", tmp_path / "large.pdf"
    pictures.write_pdf(network(2), small)
    pictures.write_pdf(network(9), large)
    pages = [PdfReader(path).pages[0].mediabox for path in (small, large)]
    assert pages[0].height == pages[1].height
    assert pages[1].width > pages[0].width + 500
    diagram = network(9).diagram
    # 16 around, 0.8 points for one unit.
    assert float(pages[1].width) == pytest.approx((diagram.width + 32) * 0.8, abs=1)


def test_a_huge_plan_fits_on_one_page_and_tells_how_small_it_became(tmp_path: Path) -> None:
    assert pictures.write_pdf(network(4), tmp_path / "few.pdf") >= 7
    letters = pictures.write_pdf(network(60), tmp_path / "many.pdf")
    page = PdfReader(tmp_path / "many.pdf").pages[0].mediabox
    assert float(page.width) == pytest.approx(3370, abs=1)
    assert letters < 7


def test_a_drawing_has_texts_and_is_trimmed(tmp_path: Path) -> None:
    path = tmp_path / "network.svg"
    pictures.write_svg(network(), path)
    root = ET.parse(path).getroot()  # written by the test itself
    texts = [each.text for each in root.iter(f"{SVG}text")]
    assert {"Plan: network", "Task & 0", "3 Mar", "FS +2 d"} <= set(texts)
    wide, tall = network().size()
    assert float(root.get("width", 0)) == pytest.approx(wide)
    assert float(root.get("height", 0)) == pytest.approx(tall)
    assert root.findtext(f"{SVG}title") == "Plan: network"


def test_a_plan_shows_its_table_and_its_bars(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    pictures.write_pdf(plan(), path)
    text = " ".join(words(path))
    assert all(wanted in text for wanted in ("Collect", "Launch", "6 Jan", "Days", "5"))
    pictures.write_pdf(plan(bars=False), path)
    text = " ".join(words(path))
    assert "6 Jan" not in text
    assert "Collect" in text
    assert plan(bars=False).size()[0] < plan().size()[0]


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = tmp_path / "one.pdf", tmp_path / "other.pdf"
    pictures.write_pdf(plan(), one)
    pictures.write_pdf(plan(), other)
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("write", [pictures.write_pdf, pictures.write_svg])
def test_a_place_that_cannot_be_written_is_named_and_nothing_is_left(
    write: object, tmp_path: Path
) -> None:
    gone = tmp_path / "gone" / "plan.pdf"
    with pytest.raises(CannotWrite, match="could not be written") as caught:
        write(plan(), gone)  # type: ignore[operator]
    assert str(gone) in str(caught.value)
    assert "Nothing else was changed" in str(caught.value)


def test_a_full_disk_keeps_the_file_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"before")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotWrite, match="No space left on device"):
        pictures.write_pdf(plan(), path)
    assert path.read_bytes() == b"before"
    assert [each.name for each in tmp_path.iterdir()] == ["plan.pdf"]
