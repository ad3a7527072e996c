"""How long the network diagram takes: a layout, a painted frame, an edit that moves no box."""

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication

from leadbench.charts.network import lay_out
from leadbench.desktop.screens.milestones.network_items import NetworkItems
from tests.bench.harness import Line, measures, median_ms
from tests.bench.milestones import shown


@measures("Network diagram")
def layouts() -> Iterator[Line]:
    """Yield the time of a whole layout; from 80 boxes on it happens in the worker process."""
    for tasks, budget in ((100, 100), (500, 1_000), (2_000, None)):
        with shown(tasks, tasks * 2) as page:
            items = NetworkItems(page.rows)
            items.show_done = True
            read = median_ms(items.read, repeats=3)
            graph = items.read().graph
            took = median_ms(lambda graph=graph: lay_out(graph), repeats=3)  # type: ignore[misc]
        yield Line(f"Reading the plan, {tasks:,} tasks", read, budget_ms=50)
        words = f"Layout, {len(graph.nodes):,} boxes, {len(graph.links):,} links"
        yield Line(words, took, budget_ms=budget)


@measures("Network diagram")
def frames() -> Iterator[Line]:
    """Yield the time of one frame of 2,000 tasks, 1920 by 1080, at several scales."""
    with shown(2_000, 4_000) as page:
        page.network.items.show_done = True
        page.views.show("network")
        while page.network.layout_.busy:
            QApplication.processEvents()
        view = page.network.view
        for scale in (1.0, 0.6, 0.3, view.fitting()):
            view.zoom(scale)
            view.center_on(
                view.scene.rect(view.scene.places[len(view.scene.places) // 2].key).center()
            )
            view.viewport().repaint()
            seen = len(list(view.scene.visible(view.seen())))
            words = f"Full frame at {scale:.0%}, {seen:,} boxes in view"
            yield Line(words, median_ms(view.viewport().repaint), budget_ms=16)
        view.zoom(1.0)
        bar = view.horizontalScrollBar()

        def scroll() -> None:
            bar.setValue((bar.value() + 60) % max(1, bar.maximum()))
            QApplication.processEvents()

        yield Line("Scrolled sideways at 100%", median_ms(scroll, repeats=31), budget_ms=16)
        took = median_ms(page.network.renew, repeats=5)
        yield Line("Refreshing the texts after an edit", took, budget_ms=50)
