"""The one-page summary, which stands alone: the finding, its figures, and what is asked."""

from leadbench.analysis.calendars import finish_date
from leadbench.charts import bars
from leadbench.charts.look import LIGHT
from leadbench.plan.tables import MeasurementKind, RiskState
from leadbench.reports.blocks import (
    Block,
    Columns,
    Drawing,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Signatures,
    Span,
)
from leadbench.reports.facts import Facts
from leadbench.reports.sections import budget, milestones, people, risks
from leadbench.reports.words import (
    equivalents,
    listed,
    long_date,
    measure,
    without_the,
    working_days,
)

_MAIN_RISKS = 4
_CHART = 75.0


def blocks(facts: Facts) -> list[Block]:
    """Return the first page."""
    found: list[Block] = [
        Heading(title(facts), 0, bookmark="Summary"),
        Paragraph(_lead(facts), "lead"),
        KeyFigures(tuple(_key_figures(facts))),
    ]
    why, star = _why(facts), _north_star(facts)
    if star:
        found.append(Columns(tuple(why), tuple(star)))
    else:
        found += why
    found += milestones.roadmap(facts, "Roadmap")
    found.append(Columns(tuple(_budget(facts)), tuple(_headcount(facts))))
    found += _risks(facts)
    found += _decision(facts)
    return found


def title(facts: Facts) -> str:
    """Return the finding of the document, with its number."""
    if facts.finish is None:
        return f"{facts.project.name} has no tasks yet"
    day = long_date(finish_date(facts.finish), facts.on.year)
    what = facts.project.name if facts.gate is None else f"The {without_the(facts.gate.name)}"
    verb = "ends on" if facts.gate is None else "is planned for"
    if facts.gate is not None and facts.dates(facts.gate).done:
        verb = "was reached on"
    text = f"{what} {verb} {day}"
    if facts.slip is None:
        return text
    if facts.slip == 0:
        return f"{text}, as approved"
    side = "later" if facts.slip > 0 else "earlier"
    return f"{text}, {working_days(abs(facts.slip), facts.project)} {side} than approved"


def _lead(facts: Facts) -> tuple[Span, ...]:
    """Return what the project is for, and whether the plan holds what was promised."""
    spans = []
    purpose = facts.project.purpose.strip()
    if purpose:
        spans.append(Span(purpose + ("" if purpose[-1] in ".!?" else ".")))
    year = facts.on.year
    likely = facts.likely
    chance = None if likely is None else likely.chance
    committed = facts.project.committed_finish_minute
    if committed is not None and facts.margin is not None:
        day = f"{long_date(finish_date(committed), year)} is committed"
        days = working_days(abs(facts.margin), facts.project)
        runs = "." if chance is None else f", and {chance:.0%} of the runs hold it."
        if facts.margin >= 0:
            spans.append(Span(f"{day}: the plan leaves {days} of margin{runs}", 600, "text"))
        else:
            spans.append(Span(f"{day}: the plan ends {days} too late{runs}", 600, "critical"))
    elif facts.finish is not None:
        spans.append(Span("No finish is committed yet."))
    else:
        spans.append(Span("Dates appear here once the plan has tasks."))
    # The title says how far the plan is from what was approved; one page holds not much more.
    if chance is None and facts.kept_day is not None and facts.approved_finish is not None:
        kept = long_date(facts.kept_day, year)
        approved = long_date(finish_date(facts.approved_finish), year)
        spans.append(Span(f"The plan approved on {kept} ended on {approved}."))
    return tuple(spans)


def _key_figures(facts: Facts) -> list[KeyFigure]:
    found: list[KeyFigure] = []
    likely = facts.likely
    if facts.finish is None:
        found.append(KeyFigure("Plan finish", "–", "no tasks yet"))
    elif likely is not None:
        name = "Finish" if facts.gate is None else facts.gate.name
        note = f"P50 {facts.finish_text(likely.finish_p50)}, "
        note += f"plan {facts.finish_text(facts.finish)}"
        found.append(KeyFigure(f"{name}, P80", facts.finish_text(likely.finish_p80), note))
    else:
        name = "Plan finish" if facts.gate is None else f"{facts.gate.name}, plan"
        committed = facts.project.committed_finish_minute
        note = "no finish committed"
        if committed is not None:
            note = f"{facts.finish_text(committed)} committed"
        found.append(KeyFigure(name, facts.finish_text(facts.finish), note))
    approved = facts.project.approved_budget_cents
    note = "no budget approved"
    if approved is not None:
        note = f"{facts.money(approved)} approved"
        if facts.project.approved_on is not None:
            note += f" on {facts.day(facts.project.approved_on)}"
    if likely is not None and likely.cost_p50 is not None and likely.cost_p80 is not None:
        if approved is not None:
            note = f"{facts.money(approved)} approved"
        note = f"P50 {facts.money(likely.cost_p50)}, {note}"
        found.append(KeyFigure("Cost, P80", facts.money(likely.cost_p80), note))
    else:
        estimate = "–" if facts.estimate is None else facts.money(facts.estimate)
        found.append(KeyFigure("Estimate", estimate, note))
    found += _star_figure(facts)
    if facts.budget.headcount:
        month, percent = max(facts.budget.headcount.items(), key=lambda entry: entry[1])
        found.append(
            KeyFigure(
                "Peak headcount",
                equivalents(percent),
                f"full-time in {people.month_name(month, facts.on.year)}",
            )
        )
    else:
        found.append(KeyFigure("Peak headcount", "–", "no headcount planned"))
    return found


def _star_figure(facts: Facts) -> list[KeyFigure]:
    star = facts.contents.north_star(facts.project_id)
    if star is None:
        return [KeyFigure("North star", "–", "no success metric yet")]
    measured = facts.contents.measurements_of(star.id or 0)
    targets = facts.contents.targets_of(star.id or 0)
    goal = ""
    if targets:
        stage, value = next(iter(targets.items()))
        if facts.stage is not None and facts.stage.id in targets:
            stage, value = facts.stage.id, targets[facts.stage.id]
        goal = f"{milestones.STAGE_NAMES[facts.contents.stages[stage].kind]} goal "
        goal += measure(value, star.unit)
    if measured:
        value, kind = measured[-1].value, measured[-1].kind
        source = {MeasurementKind.OFFLINE: "offline", MeasurementKind.ESTIMATE: "estimate"}
        word = source.get(MeasurementKind(kind), "live")
        note = f"{word}, {goal}" if goal else word
        return [KeyFigure(star.name, measure(value, star.unit), note)]
    if star.baseline is not None:
        return [KeyFigure(star.name, measure(star.baseline, star.unit), goal or "before")]
    return [KeyFigure(star.name, "–", goal or "not measured yet")]


def _why(facts: Facts) -> list[Block]:
    """Return the reason for the project: its question, the north star, the gain."""
    texts = []
    stage = facts.stage
    if stage is not None and stage.question:
        name = milestones.STAGE_NAMES[stage.kind]
        texts.append(f"The {name} stage asks: {stage.question}")
    if stage is not None and stage.hypothesis:
        texts.append(stage.hypothesis)
    candidacy = facts.contents.candidacy_of(facts.project_id)
    if candidacy is not None and candidacy.gain_likely_cents is not None:
        gain = f"The likely gain is {facts.money(candidacy.gain_likely_cents)} a year"
        low, high = candidacy.gain_low_cents, candidacy.gain_high_cents
        if low is not None and high is not None:
            gain += f", between {facts.money(low)} and {facts.money(high)}"
        texts.append(f"{gain}.")
    if not texts:
        return []
    return [Heading("Why it matters", 2), Paragraph(" ".join(texts))]


def _north_star(facts: Facts) -> list[Block]:
    star = facts.contents.north_star(facts.project_id)
    if star is None:
        return []
    shown = []
    if star.baseline is not None:
        before = star.baseline_label or "Before"
        shown.append(
            bars.Bar(before, max(0, star.baseline), measure(star.baseline, star.unit), "before")
        )
    measured = facts.contents.measurements_of(star.id or 0)
    if measured:
        value = measured[-1].value
        shown.append(bars.Bar("Now", max(0, value), measure(value, star.unit), "past"))
    for stage, value in facts.contents.targets_of(star.id or 0).items():
        name = milestones.STAGE_NAMES[facts.contents.stages[stage].kind]
        shown.append(bars.Bar(name, max(0, value), measure(value, star.unit)))
    if not shown:
        return []
    words = listed([f"{bar.label} {bar.text}" for bar in shown])
    name = star.name[:1].lower() + star.name[1:]
    return [
        Heading(f"North star: {name}", 2),
        Drawing(
            lambda _width, _pen: _CHART,
            lambda pen, width: bars.upright(pen, width, _CHART, shown, LIGHT),
            f"North star, {name}: {words}.",
        ),
    ]


def _budget(facts: Facts) -> list[Block]:
    stage = f", {milestones.STAGE_NAMES[facts.stage.kind]} stage" if facts.stage else ""
    found: list[Block] = [Heading(f"Budget{stage}", 2)]
    shown = budget.category_bars(facts)
    if not shown:
        return [*found, Paragraph("No cost is planned yet.", "note")]
    words = listed([f"{bar.label} {bar.text}" for bar in shown])
    found.append(
        Drawing(
            lambda _width, _pen: bars.lying_height(shown),
            lambda pen, width: bars.lying(pen, width, shown, LIGHT),
            f"Planned cost by category: {words}.",
        )
    )
    return [*found, Paragraph(budget.finding(facts), "note")]


def _headcount(facts: Facts) -> list[Block]:
    found: list[Block] = [Heading("Headcount by month, full-time equivalents", 2)]
    if not facts.budget.headcount:
        return [*found, Paragraph("No headcount is planned yet.", "note")]
    return [*found, people.chart(facts, _CHART + 4), Paragraph(people.finding(facts), "note")]


def _risks(facts: Facts) -> list[Block]:
    rows = facts.contents.risks_of(facts.project_id)
    still = [row for row in rows if row.state == RiskState.OPEN]
    if not still:
        return []
    return [Heading("Main risks", 2), risks.short_table(facts, still, _MAIN_RISKS)]


def _decision(facts: Facts) -> list[Block]:
    """Return what is to be decided at the gate, and the lines to sign on."""
    stage, gate = facts.stage, facts.gate
    if stage is None or gate is None or not stage.decider:
        return []
    day = long_date(finish_date(facts.dates(gate).finish), facts.on.year)
    spans = [Span(f"{stage.decider} decides on {day}.")]
    if stage.proof:
        spans.append(Span(f"Go on when proven: {stage.proof}."))
    elif gate.passed_when:
        spans.append(Span(f"Passed when: {gate.passed_when}."))
    stops = [line.strip() for line in stage.kill_criteria.splitlines() if line.strip()]
    if stops:
        spans.append(Span(f"Stop if: {'; '.join(stops)}."))
    signing = list(dict.fromkeys([stage.decider, *_answers_before(facts)]))[:2]
    return [
        Heading(f"Decision at the {without_the(gate.name)}", 2),
        Paragraph(tuple(spans)),
        Signatures((*signing, "Date")),
    ]


def _answers_before(facts: Facts) -> list[str]:
    """Return who answers for the milestones before the gate, the last one first."""
    before = [row for row in facts.milestones if not row.gate]
    return [owner for row in reversed(before) if (owner := facts.owner(row))]
