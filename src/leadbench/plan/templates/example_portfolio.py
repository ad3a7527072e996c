"""What limits the portfolio of the example, and the figures of its other rankings."""

from datetime import date

from sqlmodel import Session, select

from leadbench.plan.edits.portfolio import (
    add_period,
    add_skill,
    set_candidate_money,
    set_candidate_people,
    tie,
)
from leadbench.plan.edits.projects import candidacy
from leadbench.plan.tables import Project, TieKind
from leadbench.plan.templates.start import read


def add_limits(session: Session) -> None:
    """Write the periods, the people, what each candidate takes of them, ties and scores."""
    inputs = read("example", "portfolio.json")
    periods = [
        add_period(session, name, date.fromisoformat(day), limit * 100)
        for name, day, limit in inputs["periods"]
    ]
    skills = [
        add_skill(session, skill, periods[at], round(people * 100))
        for skill, at, people in inputs["skills"]
    ]
    keys = {row.name: row.id or 0 for row in session.exec(select(Project))}
    for name, given in inputs["candidates"].items():
        key = keys[name]
        row = candidacy(session, key)
        set_candidate_money(session, key, periods[1], given["later"] * 100)
        for skill, people in zip(skills, given["people"], strict=True):
            set_candidate_people(session, key, skill, round(people * 100))
        row.wsjf_value, row.wsjf_time, row.wsjf_risk, row.wsjf_size = given["wsjf"]
        row.scored_with = inputs["set"]
        row.delay_week_cents = given["delay_week"] * 100
        row.duration_weeks = given["weeks"]
        value, launch, commercial, technical, development = given["ecv"]
        row.ecv_value_cents, row.ecv_launch_cents = value * 100, launch * 100
        row.ecv_commercial_percent, row.ecv_technical_percent = commercial, technical
        row.ecv_development_cents = development * 100
    for name, kind, other in inputs["ties"]:
        tie(session, keys[name], TieKind(kind), keys[other])
