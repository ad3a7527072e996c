"""What the business needs, what follows technically, and the chain from goal to document."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from leadbench.desktop.screen import Command, Screen
from leadbench.desktop.screens.requirements.both import Both, key_of
from leadbench.desktop.screens.requirements.chain_view import ChainView
from leadbench.desktop.screens.requirements.picking import PickDialog
from leadbench.desktop.screens.requirements.side import Side
from leadbench.desktop.screens.requirements.touches import target
from leadbench.desktop.widgets.buttons import Button, Segmented
from leadbench.desktop.widgets.dialog import Answer
from leadbench.desktop.widgets.empty import Empty, centered
from leadbench.desktop.widgets.field_spec import Choices
from leadbench.desktop.widgets.header import PageHeader
from leadbench.desktop.widgets.question_count import QuestionCount
from leadbench.plan.edits.lists import add_row
from leadbench.plan.edits.requirements import add_from, add_requirement, trace, untrace
from leadbench.plan.edits.traces import can_mend, link, mend, unlink
from leadbench.plan.requirements import (
    Template,
    computed_of,
    interview,
    qualities,
    unused,
    value_of,
)
from leadbench.plan.tables import Decision, Requirement, RequirementKind, StageKind
from leadbench.plan.traces import STEPS, Chain, Item, Orphan, Place, Step, checked_by

_STAGES = {StageKind.MVP: "MVP", StageKind.GROWTH: "Growth", StageKind.MATURITY: "Maturity"}
_VIEWS = ("requirements", "chain")


class Page(Screen):
    """Two tables of requirements; or the chain that they stand in, as coverage and matrix."""

    key: ClassVar[str] = "requirements"
    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "activity", "answer", "check", "checktrace", "component", "decision",
            "documentsection", "flow", "goaltrace", "monitor", "monitortrace", "portfolio",
            "project", "requirement", "requirementtrace", "risk", "risktrace", "role",
            "sectiontrace", "sizingsheet", "stage", "successmetric", "tasktrace",
        }
    )  # fmt: skip

    def build(self) -> None:
        """Make both views and the inspector."""
        theme = self.theme
        self.traces: set[tuple[int, int]] = set()
        self.chain = Chain(self.document.contents, self.document.project_id or 0)
        header = PageHeader("Requirements", "Business needs, and what follows", theme)
        self.views = Segmented([("requirements", "List"), ("chain", "Traceability")], theme)
        self.views.chosen.connect(self.show_view)
        self.template_button = Button("Interview template", "file-text", theme)
        self.template_button.clicked.connect(self.ask_interview)
        self.add_button = Button("Requirement", "plus", theme, "primary", menu=True)
        self.add_button.clicked.connect(self._ask_kind)
        self.count = QuestionCount(self, self._answer)
        for widget in (self.views, self.count, self.template_button, self.add_button):
            header.add(widget)
        self.dialog: PickDialog | None = None
        self.both = Both(self)
        self.business, self.technical = self.both.business, self.both.technical
        self.chain_view = ChainView(self)
        self.side = Side(self)
        self.pane, self.form, self.questions = self.side.pane, self.side.form, self.side.questions
        first = Button("Begin with the interview template", "list-checks", theme, "primary")
        first.clicked.connect(self.ask_interview)
        self.empty = Empty(
            theme,
            "list-checks",
            "No requirements yet",
            "Begin with the questions of the business: how many, how fast, how good. Technical "
            "requirements follow from the answers, and the gate checks them.",
            first,
        )
        self._first = first
        self.opens_at = self.business
        self._stack = QStackedWidget()
        self._stack.addWidget(self.both)
        self._stack.addWidget(self.chain_view)
        self._stack.addWidget(centered(self.empty))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(header)
        outer.addWidget(self._stack, 1)

    # What is shown

    def refresh(self) -> None:
        """Reread the requirements and the chain that they stand in."""
        contents, project_id = self.document.contents, self.document.project_id
        self.add_button.setEnabled(project_id is not None and self.can_edit)
        for widget in (self._first, self.template_button):
            widget.setEnabled(self.add_button.isEnabled())
        self.questions.refresh()
        self.count.refresh()
        outline = None if project_id is None else self.document.outline
        self.chain = Chain(contents, project_id or 0, outline)
        self.traces = self.chain.linked(STEPS[1])
        if project_id is None:
            self.empty.tell("No project yet", "Add a candidate on the Portfolio page first.")
            self._stack.setCurrentIndex(2)
            self.side.show([])
            return
        business = contents.requirements_of(project_id, RequirementKind.BUSINESS)
        technical = contents.requirements_of(project_id, RequirementKind.TECHNICAL)
        self.both.refresh(business, technical)
        if self.views.current == "chain":
            self.chain_view.refresh()
        at = _VIEWS.index(self.views.current) if business or technical else 2
        self._stack.setCurrentIndex(at)
        self.both.tint()
        self.show_selection()

    def show_results(self) -> None:
        """Do nothing: no date stands here."""

    def show_view(self, view: str) -> None:
        """Show the two tables, or the chain."""
        self.views.choose(view)
        if view == "chain":
            self.chain_view.refresh()
        if self._stack.currentIndex() < len(_VIEWS):
            self._stack.setCurrentIndex(_VIEWS.index(view))
        self.show_selection()

    def show_selection(self) -> None:
        """Show in the inspector what is selected in the view that is shown."""
        if self.views.current == "chain":
            self.chain_view.again()
        else:
            self.side.show(self.both.selected_rows())

    def select(self, key: object) -> None:
        """Select a requirement in its table."""
        self.show_view("requirements")
        self.both.choose(key, "title")

    def open_item(self, item: Item) -> None:
        """Show an item of the chain where it is edited, here or on another page."""
        if item.page != self.key:
            self.asked_to_open.emit(item.page, target(item))
        elif item.place in (Place.BUSINESS, Place.TECHNICAL):
            self.select(item.key)
        else:
            self.show_view("chain")
            self.chain_view.show_item(item)

    def inspector(self) -> QWidget:
        """Return all fields of the selected requirement, or what the selected item touches."""
        return self.pane

    @property
    def tinted(self) -> int | None:
        """Key of the technical requirement whose column is tinted."""
        return self.both.tinted

    # What the columns ask

    def sources_of(self, technical_id: int) -> Sequence[Requirement]:
        """Return the business requirements that a technical one follows from."""
        return self.document.contents.traced_from(technical_id)

    def neighbors(self, key: int, left: Place, right: Place, *, up: bool) -> Sequence[Item]:
        """Return the items directly before a requirement in the chain, or directly after it."""
        pairs = self.chain.links[left, right]
        found = {one if up else other for one, other in pairs if key == (other if up else one)}
        items = self.chain.items[left if up else right]
        return [item for item in items.values() if item.key in found]

    def value_of(self, row: Requirement) -> str:
        """Return the answer of a requirement, from the sizing sheet where that says it."""
        return value_of(self.document.contents, row)

    def computed(self, row: Requirement) -> bool:
        """Whether the answer of a requirement follows from the sizing sheet."""
        return computed_of(self.document.contents, row) is not None

    def checked_by(self, row: Requirement) -> str:
        """Return the names of the tests of a requirement."""
        return checked_by(self.document.contents, key_of(row))

    def activity_choices(self) -> Choices:
        """Return the activities that a requirement can be built in."""
        contents = self.document.contents
        rows = self.document.outline.rows if self.document.project_id is not None else ()
        return [
            (None, ""),
            *((row.key, f"{row.number} {contents.activities[row.key].name}") for row in rows),
        ]

    def role_choices(self) -> Choices:
        """Return the roles that can own a requirement."""
        roles = self.document.contents.ordered_roles()
        return [(None, ""), *((row.id, row.name) for row in roles)]

    def stage_choices(self) -> Choices:
        """Return the stages that a requirement can first apply to."""
        project_id = self.document.project_id
        stages = self.document.contents.stages_of(project_id) if project_id is not None else ()
        return [(None, ""), *((row.id, _STAGES[StageKind(row.kind)]) for row in stages)]

    def decision_choices(self) -> Choices:
        """Return the decision records that a technical requirement can point to."""
        rows = self.document.contents.of(Decision, "project_id", self.document.project_id)
        return [(None, ""), *((row.id, row.title) for row in rows)]

    def decision_of(self, row: Requirement) -> int | None:
        """Return the key of the decision record of a requirement."""
        rows = self.document.contents.of(Decision, "requirement_id", row.id)
        return rows[0].id if rows else None

    # Changes

    def toggle_trace(self, business_id: int, technical_id: int) -> None:
        """Record that one follows from the other, or take that back."""
        rows = self.document.contents.requirements
        pair = f"{rows[business_id].code} to {rows[technical_id].code}"
        if (business_id, technical_id) in self.traces:
            with self.edit(f"Remove the trace from {pair}") as session:
                untrace(session, business_id, technical_id)
        else:
            with self.edit(f"Trace {pair}") as session:
                trace(session, business_id, technical_id)

    def toggle(self, step: Step, left: int, right: int) -> None:
        """Link two items of a step of the chain, or take that back."""
        items = self.chain.items
        pair = f"{items[step.left][left].code} to {items[step.right][right].code}"
        if (left, right) in self.chain.linked(step):
            with self.edit(f"Remove the link from {pair}") as session:
                unlink(session, (step.left, step.right), left, right)
        else:
            with self.edit(f"Link {pair}") as session:
                link(session, (step.left, step.right), left, right)

    def mend(self, orphan: Orphan) -> None:
        """Add what an orphan lacks; or lead to the place in the matrix where it is linked."""
        place = STEPS.index(orphan.step)
        if not can_mend(orphan) or self.document.project_id is None:
            key = orphan.item.key
            own = (None, key) if orphan.upward else (key, None)
            self.chain_view.show_step(place, *own)
            return
        with self.edit(f"Add a {orphan.lacks.value} for {orphan.item.code}") as session:
            mend(session, self.document.project_id, orphan)
        self.said.emit(f"A {orphan.lacks.value} was added for {orphan.item.words}", True)

    def record(self, row: Requirement) -> None:
        """Write a new decision record for a requirement."""
        with self.edit(f"Add a decision record for {row.code}") as session:
            add_row(session, Decision, row.project_id, title=row.title[:200], requirement_id=row.id)

    def insert(self, kind: RequirementKind, below: int | None) -> int | None:
        """Add a requirement below another one and return its key."""
        project_id = self.document.project_id
        if project_id is None:
            return None
        title = "New question" if kind == RequirementKind.BUSINESS else "New requirement"
        with self.edit(f"Add a {kind.value} requirement") as session:
            return add_requirement(session, project_id, kind, title, below=below)

    def add(self, kind: RequirementKind) -> None:
        """Add a requirement at the end of its table and type its title."""
        self.show_view("requirements")
        key = self.insert(kind, None)
        if key is not None:
            table = self.both.choose(key, "title")
            table.edit(table.currentIndex())

    # Templates

    def _left(self, templates: Sequence[Template]) -> Sequence[Template]:
        project_id = self.document.project_id
        rows = () if project_id is None else self.document.contents.requirements_of(project_id)
        return unused(templates, rows)

    def ask_interview(self) -> None:
        """Offer the questions that were not asked yet."""
        left = self._left(interview())
        self._pick(
            "Interview template",
            f"{len(left)} questions were not asked yet. Each comes with a way to measure its "
            "answer." if left else "Every question of the template is in the list.",
            left,
            [(RequirementKind.BUSINESS, Answer("business", "Add questions", "primary"))],
        )  # fmt: skip

    def ask_qualities(self) -> None:
        """Offer what ML parts need beside their function."""
        self._pick(
            "Qualities of an ML system",
            "What data, model, pipeline and system need beside their function, each with a way "
            "to measure it. Choose those that matter here.",
            self._left(qualities()),
            [
                (RequirementKind.BUSINESS, Answer("business", "Add as business")),
                (RequirementKind.TECHNICAL, Answer("technical", "Add as technical", "primary")),
            ],
        )

    def _pick(
        self,
        title: str,
        body: str,
        templates: Sequence[Template],
        answers: Sequence[tuple[RequirementKind, Answer]],
    ) -> None:
        if not self.add_button.isEnabled():
            return
        dialog = self.dialog = PickDialog(
            self.window(), self.theme, title, body, templates, [one for _kind, one in answers]
        )
        dialog.accepted.connect(
            lambda: self.add_templates(RequirementKind(dialog.answer), dialog.chosen())
        )
        dialog.open()

    def add_templates(self, kind: RequirementKind, templates: Sequence[Template]) -> None:
        """Add requirements from templates in one step, and select the first one."""
        project_id = self.document.project_id
        if project_id is None or not templates:
            return
        many = f"{len(templates)} {kind.value} requirements"
        if len(templates) == 1:
            many = f"“{templates[0].title}”"
        with self.edit(f"Add {many} from templates") as session:
            keys = [add_from(session, project_id, kind, one) for one in templates]
        self.select(keys[0])
        self.said.emit(f"{many[0].upper()}{many[1:]} added", True)

    # Commands

    def _ask_kind(self) -> None:
        menu = QMenu(self)
        for kind in RequirementKind:
            menu.addAction(f"{kind.value.capitalize()} requirement", partial(self.add, kind))
        menu.addSeparator()
        menu.addAction("From the interview template…", self.ask_interview)
        menu.addAction("Qualities of an ML system…", self.ask_qualities)
        corner = self.add_button.rect().bottomLeft()
        menu.popup(self.add_button.mapToGlobal(corner))

    def commands(self) -> Sequence[Command]:
        """Return what can be done here."""
        can = self.add_button.isEnabled
        added = [
            Command(f"Add a {kind.value} requirement", partial(self.add, kind), icon="plus",
                    enabled=can)
            for kind in RequirementKind
        ]  # fmt: skip
        return [
            Command("Answer the questions of this page", self._answer, icon="circle-help"),
            *added,
            Command("Add from the interview template", self.ask_interview, icon="file-text",
                    enabled=can),
            Command("Add qualities of an ML system", self.ask_qualities, icon="list-checks",
                    enabled=can),
            Command("Show the list of requirements", partial(self.show_view, "requirements"),
                    icon="list-checks"),
            Command("Show traceability", partial(self.show_view, "chain"), icon="network"),
        ]  # fmt: skip

    def _answer(self) -> None:
        """Lead to the first question that is open."""
        self.show_view("requirements")
        self.both.clear()
        self.inspector_asked.emit()
        self.questions.open_first()
