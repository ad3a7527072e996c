"""What is refused before anything of a file is believed, and that other encodings are read."""

from pathlib import Path

import pytest

from leadbench.errors import CannotImport
from leadbench.plan.exchange import xml_records
from leadbench.plan.exchange.mspdi import read_mspdi
from tests.plan.exchange.files import project, saved, task

LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE Project [
  <!ENTITY a "ha">
  <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
]>
<Project><Name>&b;</Name></Project>
"""
OTHER_FILE = """<?xml version="1.0"?>
<!DOCTYPE Project SYSTEM "file:///etc/passwd">
<Project><Name>x</Name></Project>
"""


@pytest.mark.parametrize("text", [LAUGHS, OTHER_FILE], ids=["entities", "another file"])
def test_a_document_type_is_refused_before_its_entities_are_read(text: str, tmp_path: Path) -> None:
    with pytest.raises(CannotImport, match="document type") as refused:
        read_mspdi(saved(tmp_path, text))
    assert refused.value.line == 2


def test_an_undeclared_entity_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotImport, match="not well-formed") as refused:
        read_mspdi(saved(tmp_path, project(task(1, "a &nbsp; b"))))
    assert refused.value.line == 6


def test_a_file_that_ends_too_early_names_its_last_line(tmp_path: Path) -> None:
    text = project(task(1), task(2))
    with pytest.raises(CannotImport, match="not well-formed XML") as refused:
        read_mspdi(saved(tmp_path, text[: text.index("</Tasks>")]))
    assert refused.value.line == 8
    assert "Nothing was changed" in str(refused.value)


def test_an_empty_file_and_other_xml_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotImport, match="not well-formed"):
        read_mspdi(saved(tmp_path, ""))
    with pytest.raises(CannotImport, match="begins with <html>"):
        read_mspdi(saved(tmp_path, "<html><body/></html>"))


def test_a_missing_file_and_a_folder_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(CannotImport, match="could not be read"):
        read_mspdi(tmp_path / "none.xml")
    with pytest.raises(CannotImport, match="could not be read"):
        read_mspdi(tmp_path)


def test_elements_too_deep_in_each_other_are_refused(tmp_path: Path) -> None:
    deep = "<Tasks>" * 100 + "</Tasks>" * 100
    unread = "<Other>" * 100 + "</Other>" * 100
    for nested in (deep, unread):
        with pytest.raises(CannotImport, match="64 deep"):
            read_mspdi(saved(tmp_path, f"<Project>{nested}</Project>"))


def test_a_file_that_is_too_large_is_refused_by_its_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path, project(task(1, "x" * 2_000_000)))
    monkeypatch.setattr(xml_records, "LARGEST_FILE", 1024 * 1024)
    with pytest.raises(CannotImport, match="files up to 1 MB"):
        read_mspdi(path)


def test_too_many_elements_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_records, "MOST_ELEMENTS", 50)
    with pytest.raises(CannotImport, match="more than 50 elements"):
        read_mspdi(saved(tmp_path, project(task(1), "<Other/>" * 60)))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_other_encodings_are_read(encoding: str, tmp_path: Path) -> None:
    named = encoding.removesuffix("-sig")
    text = project(task(1, "Prüfung à la carte")).replace("UTF-8", named)
    (read,) = read_mspdi(saved(tmp_path, text, encoding=encoding)).tasks
    assert read.name == "Prüfung à la carte"


def test_an_unknown_encoding_is_refused(tmp_path: Path) -> None:
    text = project(task(1)).replace("UTF-8", "x-nobody-knows")
    with pytest.raises(CannotImport, match="encoding"):
        read_mspdi(saved(tmp_path, text))


def test_text_between_marks_is_kept_whole(tmp_path: Path) -> None:
    name = "<![CDATA[Plan <&> do]]> &amp; check &#8805; 5"
    (read,) = read_mspdi(saved(tmp_path, project(task(1, name)))).tasks
    assert read.name == "Plan <&> do & check ≥ 5"


def test_no_file_is_changed_by_reading_it(tmp_path: Path) -> None:
    path = saved(tmp_path, project(task(1)))
    before = path.read_bytes()
    read_mspdi(path)
    assert path.read_bytes() == before
