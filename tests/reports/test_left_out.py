"""Documents of a plan that leaves tasks out: they count and list only what is left."""

from collections.abc import Callable
from datetime import date

from sqlmodel import Session

from leadbench.plan.contents import Contents
from leadbench.plan.edits import baselines, outline, requirements, risks
from leadbench.plan.edits.leaving_out import count_again, leave_out
from leadbench.plan.tables import Activity, ActivityKind, RequirementKind
from leadbench.plan.templates import new_project
from leadbench.reports.facts import Facts
from tests.reports.conftest import ON, texts

Written = Callable[[Callable[[Session], int]], bytes]
DAY = 480


def filled(session: Session) -> tuple[int, dict[str, int]]:
    """Make a phase of two tasks and a milestone, and a task beside it."""
    project = new_project(session, "Router", date(2026, 3, 2), outline=False)
    keys: dict[str, int] = {}
    for name, kind, parent in (
        ("Collect", ActivityKind.WORK, None),
        ("Export tickets", ActivityKind.WORK, "Collect"),
        ("Buy labels", ActivityKind.WORK, "Collect"),
        ("Labels accepted", ActivityKind.MILESTONE, "Collect"),
        ("Train", ActivityKind.WORK, None),
    ):
        keys[name] = outline.add_activity(
            session, project, name, kind=kind, duration=2 * DAY,
            parent=None if parent is None else keys[parent],
        )  # fmt: skip
    return project, keys


def test_tables_and_counts_have_only_what_counts(written: Written) -> None:
    def fill(session: Session) -> int:
        project, keys = filled(session)
        session.get_one(Activity, keys["Buy labels"]).fixed_cost_cents = 90_000_000
        session.get_one(Activity, keys["Train"]).fixed_cost_cents = 4_000_000
        risk = risks.add_risk(session, project, "Vendor is late", 40)
        risks.set_impact(session, risk, keys["Buy labels"], 10 * DAY, 11 * DAY, 12 * DAY)
        risks.set_impact(session, risk, keys["Train"], DAY, DAY, 3 * DAY)
        need = requirements.add_requirement(session, project, RequirementKind.TECHNICAL, "Labels")
        requirements.set_activity(session, need, keys["Buy labels"])
        leave_out(session, [keys["Buy labels"], keys["Labels accepted"]])
        return project

    text = " ".join(texts(written(fill)))
    assert "2 tasks and milestones: 0 done, 2 critical." in text
    assert "2 more are left out of the plan and not listed." in text
    assert "Labels accepted" not in text
    assert text.count("Buy labels") == text.count("1.2 Buy labels (left out of the plan)") == 1
    assert "Vendor is late 40% 1 to 3 d" in text
    assert "Estimate $40k" in text
    assert "No milestone is planned yet." in text


def test_a_plan_that_leaves_all_out_has_no_tasks_to_tell_of(written: Written) -> None:
    def fill(session: Session) -> int:
        project, keys = filled(session)
        leave_out(session, [keys["Collect"], keys["Train"]])
        return project

    text = " ".join(texts(written(fill)))
    assert "Router has no tasks yet" in text
    assert "Export tickets" not in text


def test_what_was_left_out_since_approval_is_told(written: Written) -> None:
    def fill(session: Session) -> int:
        project, keys = filled(session)
        leave_out(session, [keys["Train"]])
        baselines.keep_baseline(session, project, "Approved", kept_minute=29_560_000)
        count_again(session, [keys["Train"]])
        leave_out(session, [keys["Collect"]])
        return project

    # Two tasks and a milestone; the one that the approved plan left out is not among them.
    assert "3 tasks left out." in " ".join(texts(written(fill)))


def test_the_gate_is_one_that_counts(written: Written) -> None:
    def fill(session: Session) -> int:
        project, keys = filled(session)
        gate = session.get_one(Activity, keys["Labels accepted"])
        contents = Contents(session)
        gate.gate, gate.stage_id = True, contents.stages_of(project)[0].id
        with_gate = Facts(Contents(session), project, ON)
        assert with_gate.gate is not None
        leave_out(session, [keys["Labels accepted"]])
        without = Facts(Contents(session), project, ON)
        assert without.gate is None
        assert [row.name for row in without.milestones] == []
        return project

    assert "ends on" in texts(written(fill))[0]
