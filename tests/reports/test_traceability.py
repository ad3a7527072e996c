"""The chain in the strategic plan: coverage, loose ends, the way from goal to document section."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader
from sqlmodel import Session

from leadbench.plan.edits.lists import add_row
from leadbench.plan.edits.requirements import add_requirement
from leadbench.plan.edits.traces import link
from leadbench.plan.tables import Check, DocumentSection, Monitor, RequirementKind
from leadbench.plan.templates import new_project
from leadbench.plan.traces import Place
from leadbench.reports import pdf
from tests.reports.conftest import texts

Written = Callable[[Callable[[Session], int]], bytes]
LONG = "Everything that the helpdesk asks of the assistant on a busy Monday " * 2 + "x" * 60


@pytest.fixture(scope="module")
def whole(data: bytes) -> str:
    """All pages as one line."""
    return " ".join(texts(data))


@pytest.mark.parametrize(
    "words",
    [
        "8 of 9 technical requirements have a test, 5 of 5 tests are watched on in operation.",
        "1 end hangs loose.",
        "Goal to business need 13 of 13 9 of 9 100%",
        "Technical to task 9 of 9 8 of 26 100%",
        "Technical to test 8 of 9 5 of 5 89%",
        "Monitor to document 7 of 7 5 of 5 100%",
        "T8 Language check has no test",
        # A need with what follows from it, from the goal to the document.
        "Answers accepted; Satisfaction B2 How many people use it? T9 Sign-on Security test",
        "T9 Sign-on 4.2 Helpdesk integration Security test Refused sign-ons Runbook: access",
        "T1 Serving mode, see B1; T2 Servers at peak, see B1",
        "C3 Weekly test set On a test set every Monday ≥ 12% resolved, ≤ 8% wrong ML engineer 2",
        "M5 Wrong route wrong routes in the labelled sample > 10% in 500 Back to the last good",
        "D3 Runbook access Backend engineer Missing",
    ],
)
def test_the_chain_of_the_example_is_written_out(whole: str, words: str) -> None:
    assert _words(words) <= _words(whole)
    assert words in whole or _close(words, whole)


def _words(text: str) -> set[str]:
    return set(text.split())


def _close(words: str, whole: str) -> bool:
    """Whether the words stand near each other: cells of several lines are read line by line."""
    first = words.split(maxsplit=1)[0]
    wanted = sorted(words.split())
    room = len(words) + 260
    places = [at for at in range(len(whole)) if whole.startswith(first, at)]
    return any(
        all(whole[at : at + room].count(word) >= wanted.count(word) for word in wanted)
        for at in places
    )


def test_a_plan_with_requirements_alone_says_what_is_missing(written: Written) -> None:
    def fill(session: Session) -> int:
        project_id = new_project(session, "Router", date(2026, 3, 2))
        add_requirement(session, project_id, RequirementKind.BUSINESS, "How many languages?")
        return project_id

    whole = " ".join(texts(written(fill)))
    assert "From goal to document" in whole
    assert "leads to no technical requirement" in whole
    assert "nothing yet" in whole
    assert "What is watched" not in whole


def test_long_names_and_many_links_stay_on_the_page(written: Written) -> None:
    def fill(session: Session) -> int:
        project_id = new_project(session, "Router", date(2026, 3, 2))
        need = add_requirement(session, project_id, RequirementKind.BUSINESS, LONG)
        technical = add_requirement(session, project_id, RequirementKind.TECHNICAL, LONG)
        link(session, (Place.BUSINESS, Place.TECHNICAL), need, technical)
        given: dict[str, Any] = {"name": LONG[:200], "threshold": LONG[:200]}
        for _ in range(40):
            check = add_row(session, Check, project_id, runs=LONG[:200], **given)
            link(session, (Place.TECHNICAL, Place.TEST), technical, check)
            monitor = add_row(session, Monitor, project_id, signal=LONG[:200], **given)
            link(session, (Place.TEST, Place.MONITOR), check, monitor)
        add_row(session, DocumentSection, project_id, name=LONG[:200], document=LONG[:200])
        return project_id

    reader = PdfReader(io.BytesIO(written(fill)))
    assert len(reader.pages) > 10
    lowest: list[float] = []
    for page in reader.pages:

        def look(text: str, cm: Any, tm: Any, *_: Any) -> None:
            if text.strip():
                lowest.append(tm[5] * cm[3] + cm[5])

        page.extract_text(visitor_text=look)
    assert min(lowest) > pdf.A4.foot / 2
    assert max(lowest) < pdf.A4.height - pdf.A4.head / 2
    assert "30 more" in " ".join(page.extract_text() for page in reader.pages)
