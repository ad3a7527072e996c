"""The inspector of the portfolio: the best set and its limits, or all of a candidate."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from sqlmodel import SQLModel

from leadbench.desktop.screens.portfolio.best import BestSet
from leadbench.desktop.screens.portfolio.fields import form_sections
from leadbench.desktop.widgets.buttons import Button, IconButton
from leadbench.desktop.widgets.field_spec import FieldSpec, plain_number, units_of
from leadbench.desktop.widgets.form import Form
from leadbench.desktop.widgets.pane import Pane
from leadbench.desktop.widgets.questions import Questions
from leadbench.desktop.widgets.table import Table
from leadbench.desktop.widgets.text import Line, Text
from leadbench.plan.edits import portfolio as edits
from leadbench.plan.notation import format_date
from leadbench.plan.portfolio import money_of, periods_of
from leadbench.plan.tables import (
    CandidateMoney,
    CandidatePeople,
    CandidateTie,
    FundingPeriod,
    Project,
    SkillLimit,
    TieKind,
)

if TYPE_CHECKING:
    from sqlmodel import Session

    from leadbench.desktop.screens.portfolio import Page

_TIES = ((TieKind.NEEDS, "Needs"), (TieKind.EXCLUDES, "Excludes"))


class Listed(QWidget):
    """A titled table of the inspector, with a button to add where rows can be added."""

    def __init__(
        self,
        page: "Page",
        title: str,
        specs: Sequence[FieldSpec],
        table: type[SQLModel],
        name: Callable[[Any], str],
        noun: tuple[str, str],
        *,
        insert: Callable[[int | None], int | None] | None = None,
        delete: Callable[[list[int]], None] | None = None,
        hint: str = "",
    ) -> None:
        super().__init__()
        theme = page.theme
        self.page = page
        self.table = Table(
            page, specs, table=table, name=name, noun=noun, insert=insert, delete=delete,
            edge=16, remember=title.casefold(),
        )  # fmt: skip
        self.table.setAccessibleName(title)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 0)
        head.addWidget(Text(title, theme, "section"), 1)
        self.add_button: IconButton | None = None
        if insert is not None:
            self.add_button = IconButton("plus", f"Add a {noun[0]}", theme)
            self.add_button.clicked.connect(self.add)
            head.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(2)
        column.addLayout(head)
        if hint:
            words = Text(hint, theme, "caption", "text2", wrap=True)
            words.setContentsMargins(16, 0, 16, 2)
            column.addWidget(words)
        column.addWidget(self.table)

    def show_rows(self, rows: Sequence[Any], *, can_add: bool = True) -> None:
        """Show rows; an empty list has no head either."""
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))
        if self.add_button is not None:
            self.add_button.setEnabled(self.page.can_edit and can_add)

    def add(self) -> None:
        """Add a row and select it."""
        self.table.show()
        self.table.setCurrentIndex(self.table.rows.index(-1, -1))
        self.table.insert_row()


class Side:
    """What stands in the inspector of the page."""

    def __init__(self, page: "Page") -> None:
        self.page, theme = page, page.theme
        self.selected: int | None = None
        self.form = Form(
            page, form_sections(), table=Project, name=lambda row: str(row.project.name)
        )
        self.open_button = Button("Open the plan", "arrow-right", theme, "link")
        opening = QHBoxLayout()
        opening.setContentsMargins(16, 10, 16, 0)
        opening.addWidget(self.open_button)
        opening.addStretch(1)
        self._make_limits()
        self._make_own()
        self.best = BestSet(page)
        self.questions = Questions(page)
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(opening)
        inside.addWidget(self.form)
        self.own = QWidget()
        own = QVBoxLayout(self.own)
        own.setContentsMargins(0, 0, 0, 8)
        own.setSpacing(0)
        for widget in (self.money, self.people, self.ties):
            own.addWidget(Line(theme))
            own.addWidget(widget)
        inside.addWidget(self.own)
        resting = QWidget()
        column = QVBoxLayout(resting)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        parts: tuple[QWidget, ...] = (self.best, self.periods, self.skills, self.questions)
        for part in parts:
            column.addWidget(part)
            column.addWidget(Line(theme))
        self.pane = Pane(
            theme,
            "Portfolio",
            "Select a candidate to see and change its figures. Enter or a double click on its "
            "name opens its plan.",
            body,
            resting,
        )

    # What there is

    def _make_limits(self) -> None:
        self.periods = Listed(
            self.page,
            "Money by period",
            [
                FieldSpec("name", "Period", least=90, tip=lambda row: str(row.name)),
                FieldSpec(
                    "first_day", "From", editor="date", width=58,
                    write=edits.set_first_day,
                ),
                FieldSpec(
                    "limit_cents", "Limit", editor="money", width=76,
                    write=edits.set_limit,
                    tip=lambda row: "No limit" if row.limit_cents is None else "",
                ),
            ],
            FundingPeriod,
            lambda row: str(row.name),
            ("period", "periods"),
            insert=self._add_period,
            delete=self._delete_periods,
            hint="The first is the period of the budget line; an empty limit is none.",
        )  # fmt: skip
        self.skills = Listed(
            self.page,
            "People by skill",
            [
                FieldSpec("skill", "Skill", least=80, tip=lambda row: str(row.skill)),
                FieldSpec(
                    "period_id", "From", editor="choice", choices=self._period_choices, width=62
                ),
                FieldSpec(
                    "percent", "People", editor="number", width=52,
                    value=lambda row: row.percent / 100, write=_write_people,
                ),
            ],
            SkillLimit,
            lambda row: str(row.skill),
            ("skill", "skills"),
            insert=self._add_skill,
        )  # fmt: skip

    def _period_choices(self) -> list[tuple[int | None, str]]:
        year = units_of(self.page).today.year
        return [
            (row.id, format_date(row.first_day, year))
            for row in periods_of(self.page.document.contents)
        ]

    def _add_period(self, _below: int | None) -> int:
        rows = periods_of(self.page.document.contents)
        if rows:
            last = rows[-1].first_day
            later = last.month + 6
            day = date(last.year + (later - 1) // 12, (later - 1) % 12 + 1, 1)
        else:
            today = units_of(self.page).today
            day = date(today.year, 1 if today.month < 7 else 7, 1)
        half = "first" if day.month < 7 else "second"
        with self.page.edit("Add a period") as session:
            return edits.add_period(session, f"{half} half of {day.year}", day)

    def _delete_periods(self, keys: list[int]) -> None:
        with self.page.edit("Delete periods of the portfolio") as session:
            edits.delete_periods(session, keys)

    def _add_skill(self, _below: int | None) -> int | None:
        rows = periods_of(self.page.document.contents)
        if not rows or rows[0].id is None:
            self.page.nothing_done.emit("Add a period first: people are limited by period")
            return None
        with self.page.edit("Add a skill") as session:
            return edits.add_skill(session, "New skill", rows[0].id)

    # What a candidate takes of it

    def _make_own(self) -> None:
        self.money = Listed(
            self.page,
            "Money",
            [
                FieldSpec("name", "Period", editor="readonly", least=90),
                FieldSpec(
                    "cents", "Cost", editor="money", width=84, value=self._own_money,
                    write=lambda session, key, cents: edits.set_candidate_money(
                        session, self._key(), key, cents
                    ),
                ),
            ],
            CandidateMoney,
            lambda row: str(row.name),
            ("amount", "amounts"),
            hint="Unless typed here, the MVP falls into the first period.",
        )  # fmt: skip
        self.people = Listed(
            self.page,
            "People",
            [
                FieldSpec(
                    "skill", "Skill", editor="readonly", least=90, value=self._skill_words,
                    tip=self._skill_words,
                ),
                FieldSpec(
                    "percent", "People", editor="number", width=60, value=self._own_people,
                    write=self._write_own_people,
                    tip=lambda row: f"Of {plain_number(row.percent / 100)} there are",
                ),
            ],
            CandidatePeople,
            lambda row: str(row.skill),
            ("amount", "amounts"),
        )  # fmt: skip
        self.ties = Listed(
            self.page,
            "Ties to other candidates",
            [
                FieldSpec(
                    "kind", "Tie", editor="choice", choices=_TIES, width=84,
                ),
                FieldSpec(
                    "other_id", "Candidate", editor="choice", choices=self._others, least=90,
                    write=_write_other,
                ),
            ],
            CandidateTie,
            lambda row: dict(_TIES)[TieKind(row.kind)],
            ("tie", "ties"),
            insert=self._add_tie,
            hint="It is funded only together with what it needs, and never with what it excludes.",
        )  # fmt: skip

    def _key(self) -> int:
        assert self.selected is not None
        return self.selected

    def _own_money(self, row: FundingPeriod) -> int | None:
        if self.selected is None:
            return None
        return money_of(self.page.document.contents, self.selected).get(row.id or 0)

    def _skill_words(self, row: SkillLimit) -> str:
        period = self.page.document.contents.every(FundingPeriod)[row.period_id]
        year = units_of(self.page).today.year
        return f"{row.skill} from {format_date(period.first_day, year)}"

    def _own_people(self, row: SkillLimit) -> float | None:
        rows = self.page.document.contents.of(CandidatePeople, "project_id", self.selected)
        return next((one.percent / 100 for one in rows if one.limit_id == row.id), None)

    def _write_own_people(self, session: "Session", key: int, people: float | None) -> None:
        percent = None if people is None else round(people * 100)
        edits.set_candidate_people(session, self._key(), key, percent)

    def _others(self) -> list[tuple[int | None, str]]:
        rows = self.page.document.contents.ordered_projects()
        return [(row.id, row.name) for row in rows if row.id != self.selected]

    def _add_tie(self, _below: int | None) -> int | None:
        contents = self.page.document.contents
        tied = {row.other_id for row in contents.of(CandidateTie, "project_id", self.selected)}
        free = [key for key, _name in self._others() if key is not None and key not in tied]
        if not free or self.selected is None:
            self.page.nothing_done.emit("There is no other candidate to tie it to")
            return None
        with self.page.edit("Add a tie between candidates") as session:
            return edits.tie(session, self.selected, TieKind.NEEDS, free[0])

    # What is shown

    def refresh(self) -> None:
        """Reread limits and questions."""
        contents = self.page.document.contents
        periods = periods_of(contents)
        order = {row.id: place for place, row in enumerate(periods)}
        limits = sorted(
            contents.every(SkillLimit).values(),
            key=lambda row: (order.get(row.period_id, 0), row.id or 0),
        )
        self.periods.show_rows(periods)
        self.skills.show_rows(limits, can_add=bool(periods))
        self.money.show_rows(periods)
        self.people.show_rows(limits)
        ties = contents.of(CandidateTie, "project_id", self.selected) if self.selected else ()
        self.ties.show_rows(ties)
        self.questions.refresh()

    def show_one(self, key: int | None) -> None:
        """Show what one candidate takes, None for none or several."""
        self.selected = key
        self.own.setVisible(key is not None)
        self.refresh()


def _write_people(session: "Session", key: int, people: float | None) -> None:
    from leadbench.errors import Refused

    row = session.get(SkillLimit, key)
    assert row is not None
    if people is None:
        raise Refused("Say how many people there are. The old value is kept.", field="percent")
    row.percent = round(people * 100)


def _write_other(session: "Session", key: int, other: int | None) -> None:
    row = session.get(CandidateTie, key)
    assert row is not None
    if other is not None:
        row.other_id = other
        edits.check_tie(session, row)
