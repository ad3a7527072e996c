"""The worked example as a plan file, as a document and as a PDF, each made once."""

import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlmodel import Session

from leadbench.plan.contents import Contents
from leadbench.plan.file import create_plan, open_plan
from leadbench.plan.templates import build_example
from leadbench.reports import pdf, strategic
from leadbench.reports.blocks import Document

ON = date(2026, 3, 16)
NAME = "Support ticket triage"


@pytest.fixture(scope="session")
def example_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example; to be read only."""
    path = tmp_path_factory.mktemp("reports") / "example.leadbench"
    with create_plan(path) as store:
        build_example(store)
    return path


@pytest.fixture(scope="session")
def contents(example_path: Path) -> Iterator[Contents]:
    with open_plan(example_path, read_only=True) as store:
        yield Contents(store)


@pytest.fixture(scope="session")
def project_id(contents: Contents) -> int:
    return next(key for key, row in contents.projects.items() if row.name == NAME)


@pytest.fixture(scope="session")
def document(contents: Contents, project_id: int) -> Document:
    return strategic.build(contents, project_id, ON)


@pytest.fixture(scope="session")
def data(document: Document) -> bytes:
    """The example's strategic plan as the bytes of a PDF."""
    return bound(document)


@pytest.fixture(scope="session")
def pages(data: bytes) -> list[str]:
    """The text of each page, in one line."""
    return texts(data)


def bound(document: Document, paper: pdf.Paper = pdf.A4) -> bytes:
    file = io.BytesIO()
    pdf.bind(document, file, paper)
    return file.getvalue()


def texts(data: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages]


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Callable[[Session], int]], bytes]:
    """Return what fills a new plan in one change and gives the PDF of the project it made."""

    def write(fill: Callable[[Session], int]) -> bytes:
        with create_plan(tmp_path / "plan.leadbench") as store:
            with store.change("Fill") as session:
                project_id = fill(session)
            return bound(strategic.build(Contents(store), project_id, ON))

    return write
