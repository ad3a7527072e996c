"""How long a document takes: the example's strategic plan, one page of it, and one of 300 tasks."""

import io
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from leadbench.plan.contents import Contents
from leadbench.plan.file import create_plan
from leadbench.plan.templates import build_example
from leadbench.reports import pdf, strategic
from leadbench.reports.blocks import Document
from tests.bench.harness import Line, measures, median_ms
from tests.plan.large_plan import large_plan

ON = date(2026, 3, 16)


def _bound(document: Document) -> int:
    return pdf.bind(document, io.BytesIO())


@measures("PDF")
def pages() -> Iterator[Line]:
    """Yield the time of a page with charts, of the whole example, and of a large plan."""
    with tempfile.TemporaryDirectory() as folder:
        with create_plan(Path(folder, "example.leadbench")) as store:
            build_example(store)
            contents = Contents(store)
            key = contents.ordered_projects()[0].id or 0
            document = strategic.build(contents, key, ON)
            count = _bound(document)
            whole = median_ms(lambda: _bound(strategic.build(contents, key, ON)))
        yield Line("One page of the strategic plan", whole / count, budget_ms=110)
        yield Line(f"The example's strategic plan, {count} pages", whole)
        with create_plan(Path(folder, "large.leadbench")) as store:
            key = large_plan(store, 300, 600)
            contents = Contents(store)
            yield Line(
                "The strategic plan of 300 tasks",
                median_ms(lambda: _bound(strategic.build(contents, key, ON)), repeats=3),
                budget_ms=5_000,
            )
