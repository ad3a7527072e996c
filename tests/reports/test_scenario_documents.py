"""A document of a what-if scenario holds its figures, and says what it is on every page."""

import shutil
from pathlib import Path

from leadbench.plan.contents import Contents
from leadbench.plan.edits.activities import set_duration
from leadbench.plan.file import open_plan
from leadbench.plan.outline import Outline
from leadbench.plan.scenarios import create_scenario, open_scenario
from leadbench.reports import strategic
from tests.reports.conftest import ON, texts


def test_the_strategic_plan_of_a_scenario(
    example_path: Path, project_id: int, tmp_path: Path
) -> None:
    path = Path(shutil.copy(example_path, tmp_path / "example.leadbench"))
    with open_plan(path) as store:
        key = create_scenario(store, "Second vendor", made_minute=1)
        number = Outline(Contents(store), project_id).key_of["2.4"]
        with open_scenario(store, key) as scenario, scenario.change("Shorten") as session:
            set_duration(session, number, 13 * 480)
    target = tmp_path / "plan.pdf"
    strategic.export(path, project_id, target, ON, scenario_id=key)
    pages = texts(target.read_bytes())
    # 20 days of labelling put the gate on 16 July, 13 days on 9 July.
    assert "MVP gate, plan 9 Jul" in pages[0]
    assert all("What-if “Second vendor”, not the plan." in page for page in pages)
