"""Who takes which part in a task; deadline and requirement of a task."""

import pytest

from leadbench.errors import Refused
from leadbench.plan.edits.assignments import assign, set_assignment, unassign
from leadbench.plan.edits.details import set_deadline
from leadbench.plan.edits.requirements import add_requirement, set_activity
from leadbench.plan.edits.resources import add_role
from leadbench.plan.tables import RequirementKind, Responsibility
from tests.plan.plans import Plan


def test_one_role_is_accountable_and_no_part_is_taken_twice(plan: Plan) -> None:
    task = plan.keys["1.1"]
    lead, other = plan.do(add_role, "Lead"), plan.do(add_role, "Annotator")
    first = plan.do(assign, task, lead, Responsibility.ACCOUNTABLE)
    second = plan.do(assign, task, other)
    with pytest.raises(Refused, match="only one role can be") as refused:
        plan.do(set_assignment, second, responsibility=Responsibility.ACCOUNTABLE)
    assert (refused.value.table, refused.value.field) == ("assignment", "responsibility")
    with pytest.raises(Refused, match="is responsible for “"):
        plan.do(assign, task, other)
    with pytest.raises(Refused, match="0 to 1,000"):
        plan.do(set_assignment, first, allocation_percent=1001)
    plan.do(set_assignment, second, allocation_percent=50)
    assert [row.allocation_percent for row in plan.contents.assignments_of(task)] == [100, 50]
    plan.do(unassign, first)
    plan.do(set_assignment, second, responsibility=Responsibility.ACCOUNTABLE)
    (row,) = plan.contents.assignments_of(task)
    assert (row.role_id, row.responsibility) == (other, "accountable")


def test_deadline_and_requirement_of_a_task(plan: Plan) -> None:
    task = plan.keys["1.1"]
    row = plan.row("1.1")
    plan.do(set_deadline, task, 29_500_000)
    assert plan.row("1.1").deadline_minute == 29_500_000
    plan.do(set_deadline, task, None)
    need = plan.do(add_requirement, row.project_id, RequirementKind.BUSINESS, "How fast?")
    plan.do(set_activity, need, task)
    assert plan.contents.requirements[need].activity_id == task
    plan.do(set_activity, need, None)
    assert plan.contents.requirements[need].activity_id is None
