"""The AI canvas of a project: nine boxes, each filled from where its facts are kept.

The boxes are those of Agrawal, Gans and Goldfarb, "Prediction Machines" (2018), between the problem
of product discovery and what its answer would be worth. Nothing is stored here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from leadbench.errors import LeadbenchError
from leadbench.plan.contents import Contents
from leadbench.plan.discovery import discovery_of, gain_of, judged
from leadbench.plan.money import MINUS, format_money
from leadbench.plan.tables import (
    Choice,
    CustomerGroup,
    DataSource,
    Judgement,
    Measure,
    MetricTarget,
    MlFormulation,
    StopReason,
    SuccessMetric,
)


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the canvas.

    Attributes
    ----------
    key, title
        Its name in code and on the sheet.
    asks
        What belongs there, for while it is empty.
    lines
        What is known.
    page, row
        The screen that its facts are typed on, and the key of the first row there or None.
    """

    key: str
    title: str
    asks: str
    lines: tuple[str, ...]
    page: str = "discovery"
    row: int | None = None


def canvas_of(contents: Contents, project_id: int) -> tuple[Box, ...]:
    """Return the boxes in the order in which they are read."""
    formulations = _formulations(contents, project_id)
    sources = _sources(contents, project_id)
    judgements = contents.of(Judgement, "project_id", project_id)
    first_source = sources[0].id if sources else None
    return (
        Box("problem", "Problem", "Whose problem it is, and what it costs them today.",
            _problem(contents, project_id)),
        Box("prediction", "Prediction",
            "What is predicted: choose a formulation among the ways to use machine learning.",
            tuple(_prediction(row) for row in formulations),
            row=formulations[0].id if formulations else None),
        Box("judgement", "Judgement", "What each right and each wrong decision is worth.",
            tuple(_judgement(row, _currency(contents)) for row in judgements)),
        Box("action", "Action", "What is done with a prediction, and from which quality on.",
            tuple(_action(row) for row in judgements)),
        Box("outcome", "Outcome", "The success metric that shows whether the action helped.",
            *_outcome(contents, project_id)),
        Box("input", "Input", "The data that a prediction is made from, once it is live.",
            tuple(_input(row) for row in sources), "data_assessment", first_source),
        Box("training", "Training", "The labels and the history that the model learns from.",
            _training(formulations, sources), row=formulations[0].id if formulations else None),
        Box("feedback", "Feedback",
            "How it is learned whether an answer was right, and how long that takes: label source"
            " and label delay of a data source.",
            tuple(_feedback(row) for row in sources if row.label_source
                  or row.label_delay_days is not None),
            "data_assessment", first_source),
        Box("impact", "Impact", "The gain of a year as a range, and what would make you stop.",
            _impact(contents, project_id)),
    )  # fmt: skip


def _currency(contents: Contents) -> str:
    return next(iter(contents.portfolio.values())).currency


def _formulations(contents: Contents, project_id: int) -> list[MlFormulation]:
    rows = contents.of(MlFormulation, "project_id", project_id)
    return [row for row in rows if row.choice == Choice.CHOSEN]


def _sources(contents: Contents, project_id: int) -> list[DataSource]:
    """Return the sources of the stage in hand, or all while none is in hand."""
    rows = contents.of(DataSource, "project_id", project_id)
    stage = contents.current_stage(project_id)
    now = [row for row in rows if stage is not None and row.stage_id == stage.id]
    return now or list(rows)


def _problem(contents: Contents, project_id: int) -> tuple[str, ...]:
    own = discovery_of(contents, project_id)
    lines = [own.problem] if own is not None and own.problem else []
    lines += [
        _joined(f"{row.name}: {row.size} {row.need}".replace("  ", " ").rstrip(": "), row.worth)
        for row in contents.of(CustomerGroup, "project_id", project_id)
    ]
    return tuple(lines)


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _prediction(row: MlFormulation) -> str:
    beat = f"to beat {row.heuristic}" if row.heuristic else ""
    measured = f"measured by {row.metric}" if row.metric else ""
    return _joined(f"{row.name} ({row.kind})", measured, beat)


def _judgement(row: Judgement, currency: str) -> str:
    right, wrong = (_signed(cents, currency) for cents in (row.right_cents, row.wrong_cents))
    return f"{row.action}: {right} if right, {wrong} if wrong"


def _signed(cents: int, currency: str) -> str:
    """Return an amount to the cent with its sign: "−$14.00"."""
    sign = "+" if cents > 0 else MINUS if cents < 0 else ""
    return f"{sign}{format_money(0, currency).rstrip('0')}{abs(cents) / 100:,.2f}"


def _action(row: Judgement) -> str:
    if row.measure == Measure.NONE:
        return row.action
    limit = judged(row)
    if limit.needs is None:
        return f"{row.action}: never pays as it is judged"
    if limit.at_least:
        return f"{row.action}, if at least {limit.needs:.0f}% are right"
    return f"{row.action}, if at most {limit.needs:.0f}% are wrong"


def _outcome(contents: Contents, project_id: int) -> tuple[tuple[str, ...], str, int | None]:
    """Return the north star with its targets, and where it is kept."""
    for row in contents.of(SuccessMetric, "project_id", project_id):
        if row.kind == "north_star":
            targets = sorted(one.value for one in contents.of(MetricTarget, "metric_id", row.id))
            unit = "%" if row.unit == "%" else f" {row.unit}".rstrip()
            lines = [row.name]
            if row.baseline is not None:
                lines.append(_joined(f"Baseline {row.baseline:g}{unit}", row.baseline_label))
            if targets:
                steps = ", ".join(f"{value:g}" for value in targets)
                lines.append(f"Goals {steps}{unit}")
            return tuple(lines), "success_metrics", row.id
    return (), "success_metrics", None


def _input(row: DataSource) -> str:
    return _joined(f"{row.name}: {row.volume}".rstrip(": "), row.latency)


def _training(rows: Sequence[MlFormulation], sources: Sequence[DataSource]) -> tuple[str, ...]:
    lines = [f"{row.name}: {row.label}" for row in rows if row.label]
    lines += [f"{row.name}: history {row.history}" for row in sources if row.history]
    return tuple(lines)


def _feedback(row: DataSource) -> str:
    delay = row.label_delay_days
    late = "" if delay is None else f"after {delay:g} d" if delay else "at once"
    return _joined(f"{row.name}: {row.label_source}".rstrip(": "), late)


def _impact(contents: Contents, project_id: int) -> tuple[str, ...]:
    currency = _currency(contents)
    try:
        gain = gain_of(contents, project_id)
    except LeadbenchError:  # its own page says why
        gain = None
    lines = []
    if gain is not None:
        low, middle, high = (
            format_money(round(100 * value), currency) for value in (gain.p10, gain.p50, gain.p90)
        )
        lines.append(f"{middle} a year at P50, {low} at P10 to {high} at P90")
    stops = [row.text for row in contents.of(StopReason, "project_id", project_id)]
    if stops:
        lines.append(f"We stop at: {'; '.join(stops)}")
    return tuple(lines)
