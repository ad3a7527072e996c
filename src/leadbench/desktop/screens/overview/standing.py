"""The figures of the overview: the finish, the budget, the north star, and the stages."""

from datetime import date, timedelta

from leadbench.analysis.calendars import finish_date, to_date
from leadbench.desktop.standing import Standing
from leadbench.desktop.widgets.key_block import KeyBlock
from leadbench.desktop.widgets.scale_line import ScaleMark
from leadbench.desktop.widgets.stage_band import StageOnBand
from leadbench.plan.money import format_thousands
from leadbench.plan.tables import Stage, StageKind, StageState
from leadbench.reports.words import measure

STAGES = {StageKind.MVP: "MVP", StageKind.GROWTH: "Growth", StageKind.MATURITY: "Maturity"}
_DAY = 24 * 60


def stage_name(stage: Stage) -> str:
    """Return "MVP", "Growth" or "Maturity"."""
    return STAGES[StageKind(stage.kind)]


def show_finish(block: KeyBlock, facts: Standing) -> None:
    """Show the date of the gate beside what was approved and what is committed.

    It is the date that four of five runs hold; without a forecast that of the plan, so named.
    """
    if facts.finish is None:
        block.tell_empty(
            "Finish", "There are no tasks yet. Dates follow from tasks and links.", "Plan the tasks"
        )
        return
    gate, stage = facts.gate, facts.stage
    label = f"Finish of the {gate.name}" if gate else "Finish of the plan"
    if gate and stage and not gate.name.lower().endswith("gate"):
        label = f"Finish of {stage_name(stage)}: {gate.name}"
    likely = facts.likely
    if likely is None:
        block.tell(label, facts.finish_text(facts.finish), "plan date, single point")
    else:
        sure = f"P80, {likely.age}" if likely.age else "at 80% confidence"
        block.tell(label, facts.finish_text(likely.finish_p80), sure)
    critical = gate is None or facts.dates(gate).critical
    marks = [
        ScaleMark(
            facts.finish,
            f"Plan {facts.finish_text(facts.finish)}",
            "diamond",
            "critical" if critical else "text",
        )
    ]
    if facts.approved_finish is not None:
        words = f"Approved {facts.finish_text(facts.approved_finish)}"
        marks.append(ScaleMark(facts.approved_finish, words, "hollow", "text2", above=True))
    committed = facts.project.committed_finish_minute
    if committed is not None:
        words = f"Committed {facts.finish_text(committed)}"
        marks.append(ScaleMark(committed, words, "dashed", "text", above=True))
    bars: list[tuple[float, float, str]] = []
    if likely is not None:
        half = f"P50 {facts.finish_text(likely.finish_p50)}"
        marks.append(ScaleMark(likely.finish_p50, half, "ring", "normal"))
        marks.append(ScaleMark(likely.finish_p80, "P80", "dot", "normal", strong=True))
        bars.append((likely.finish_p10, likely.finish_p90, "normal_weak"))
        bars.append((likely.finish_p50, likely.finish_p80, "normal_fill"))
    ends = [mark.at for mark in marks] + [end for bar in bars for end in bar[:2]]
    first, last = min(ends), max(ends)
    margin = max(10 * _DAY, (last - first) * (0.35 if likely is None else 0.1))
    block.scale.tell(
        first - margin, last + margin, marks, bars, thickness=6 if bars else 2, track=2
    )


def show_budget(block: KeyBlock, facts: Standing) -> None:
    """Show the estimate against the approved budget, and what is planned up to the data date."""
    approved = facts.project.approved_budget_cents
    if facts.estimate is None:
        block.tell_empty(
            "Budget",
            "There are no costs yet. They follow from people, their rates and budget lines.",
            "Plan the budget",
        )
        return
    likely = facts.likely
    most = None if likely is None else likely.cost_p80
    if likely is None or likely.cost_p50 is None or most is None:
        caption = "estimate, no approved budget" if approved is None else "estimate"
        block.tell("Budget", facts.money(facts.estimate), caption)
    else:
        caption = f"at P80, {facts.money(likely.cost_p50)} at P50"
        label = f"Budget, {likely.age}" if likely.age else "Budget"
        block.tell(label, facts.money(most), caption)
    marks = [ScaleMark(facts.estimate, f"Estimate {facts.money(facts.estimate)}", "none")]
    bars: list[tuple[float, float, str]] = [(0, facts.estimate, "normal_fill")]
    if most is not None:
        bars.insert(0, (0, most, "normal_weak"))
    if facts.spent:
        passed = sum(facts.spent.values())
        bars.append((0, passed, "normal"))
        words = f"To date {facts.money(passed)}"
        marks.append(ScaleMark(passed, words, "none", "normal", strong=True))
    if approved is not None:
        words = f"Approved {facts.money(approved)}"
        marks.append(ScaleMark(approved, words, "tick", "text", above=True, strong=True))
    highest = max(facts.estimate, approved or 0, most or 0)
    block.scale.tell(0, highest * 1.03, marks, bars, thickness=10)


def show_north_star(block: KeyBlock, facts: Standing) -> None:
    """Show the latest value of the north star between where it was and where it shall be."""
    star = facts.contents.north_star(facts.project_id)
    if star is None or star.id is None:
        block.tell_empty(
            "North star",
            "There is no north star yet: the one metric that says whether the project succeeds.",
            "Choose the metric",
        )
        return
    targets = facts.contents.targets_of(star.id)
    measured = facts.contents.measurements_of(star.id)
    goal = targets.get(facts.stage.id or 0) if facts.stage else None
    caption = "" if goal is None else f"goal {measure(goal, star.unit)}"
    latest = measured[-1] if measured else None
    name = star.name[:1].lower() + star.name[1:]
    if latest is None:
        block.tell(f"North star: {name}", "–", f"not measured yet, {caption}".rstrip(", "))
    else:
        kind = {"live": "live", "offline": "offline", "estimate": "estimate"}[str(latest.kind)]
        words = f"{kind} on {facts.day(latest.measured_on)}"
        block.tell(
            f"North star: {name}",
            measure(latest.value, star.unit),
            f"{words}, {caption}" if caption else words,
        )
    values = [*targets.values()]
    marks = [
        ScaleMark(
            value,
            f"{measure(value, star.unit)} {stage_name(facts.contents.stages[key])}",
            "tick",
            "text" if facts.stage and key == facts.stage.id else "text2",
            strong=bool(facts.stage and key == facts.stage.id),
        )
        for key, value in targets.items()
    ]
    bars: list[tuple[float, float, str]] = []
    if star.baseline is not None:
        values.append(star.baseline)
        words = f"was {measure(star.baseline, star.unit)}"
        marks.append(ScaleMark(star.baseline, words, "none", "text2", above=True))
    if latest is not None:
        values.append(latest.value)
        marks.append(ScaleMark(latest.value, "", "ring", "normal"))
        if star.baseline is not None:
            low, high = sorted((star.baseline, latest.value))
            bars.append((low, high, "normal"))
    if values:
        lowest, highest = min(values), max(values)
        room = (highest - lowest) * 0.05 or 1.0
        block.scale.tell(lowest - room, highest + room, marks, bars, thickness=7)


def stages_on_band(facts: Standing) -> list[StageOnBand]:
    """Return the stages that have dates, from the plan where it has their gate."""
    found: list[StageOnBand] = []
    stages = facts.contents.stages_of(facts.project_id)
    for place, stage in enumerate(stages):
        gate = facts.gate_of(stage)
        last = stage.finish_on if gate is None else finish_date(facts.dates(gate).finish)
        first = stage.start_on
        if first is None or last is None:
            continue
        if gate is not None:
            words = f"{gate.name} {facts.day(last)}"
        elif place + 1 < len(stages):
            words = f"{stage_name(stage)} gate {facts.day(last)}"
        else:
            words = ""
        found.append(
            StageOnBand(
                stage_name(stage),
                first,
                max(last, first + timedelta(days=1)),
                words,
                tuple(line for line in (_cap(stage, facts), stage.proof) if line),
                running=stage.state == StageState.IN_PROGRESS,
                funded=stage.budget_cap_cents is not None,
                critical=gate is not None and facts.dates(gate).critical,
            )
        )
    return found


def _cap(stage: Stage, facts: Standing) -> str:
    if stage.budget_cap_cents is None:
        return f"Not funded, {stage.budget_basis}" if stage.budget_basis else "Not funded yet"
    amount = format_thousands(stage.budget_cap_cents, facts.currency)
    return f"{amount} {stage.budget_basis}".strip()


def data_date(facts: Standing) -> tuple[date, str] | None:
    """Return the data date and its words."""
    status = facts.status_day
    return None if status is None else (status, facts.day(status))


def day_sentence(facts: Standing) -> str:
    """Return "Working day 46 of 130 in MVP"; counted to the gate of the stage."""
    stage, status = facts.stage, facts.status_day
    if stage is None or status is None or facts.finish is None:
        return ""
    first = stage.start_on or to_date(facts.schedule.project_start)
    last = finish_date(facts.finish)
    day = facts.calendar.working_days(first, min(status, last))
    days = facts.calendar.working_days(first, last)
    return f"Working day {day} of {days} in {stage_name(stage)}"


def decision(facts: Standing) -> tuple[str, str, str, str] | None:
    """Return what needs a decision: finding, what to do, action, and the page where it is made.

    Only three findings do: a plan that finishes after the committed date, a committed date that
    too few runs hold for the project's policy, and an estimate above the approved budget.
    """
    committed = facts.project.committed_finish_minute
    if facts.finish is not None and committed is not None and facts.finish > committed:
        late = facts.calendar.working_days(
            finish_date(committed) + timedelta(days=1), finish_date(facts.finish)
        )
        return (
            "Needs a decision.",
            (
                f"The plan finishes on {facts.finish_text(facts.finish)}, {late} d after the "
                f"committed {facts.finish_text(committed)}. Shorten critical tasks, or agree "
                "another date."
            ),
            "Open Milestones",
            "milestones",
        )
    likely, policy = facts.likely, facts.project.confidence_policy_percent
    chance = None if likely is None else likely.chance
    if likely is not None and committed is not None and chance is not None:
        runs = f"{chance:.0%} of runs" + (f" ({likely.age})" if likely.age else "")
        if chance < policy / 100:
            return (
                "Needs a decision.",
                (
                    f"{facts.finish_text(committed)} holds in {runs} and the policy asks for "
                    f"{policy}%. Shorten critical tasks, or move the date."
                ),
                "Open Milestones",
                "milestones",
            )
    approved = facts.project.approved_budget_cents
    if facts.estimate is not None and approved is not None and facts.estimate > approved:
        over = facts.money(facts.estimate - approved)
        return (
            "Needs a decision.",
            (
                f"The estimate of {facts.money(facts.estimate)} is {over} over the approved "
                f"{facts.money(approved)}. Cut costs, or ask for more."
            ),
            "Open Budget",
            "budget",
        )
    return None
