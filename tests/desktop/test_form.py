"""The fields of the inspector: filled, typed into, refused, shared by several rows."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from leadbench.desktop.document import Document
from leadbench.desktop.screen import Screen
from leadbench.desktop.theme import Theme
from leadbench.desktop.widgets.field import Field
from leadbench.desktop.widgets.field_spec import FieldSpec
from leadbench.desktop.widgets.form import ChoiceField, Form, NoteField
from leadbench.desktop.widgets.labelled import MIXED
from leadbench.plan.tables import Risk, RiskState

KEY = Qt.Key
STATES = ((RiskState.OPEN, "Open"), (RiskState.CLOSED, "Closed"), (RiskState.HAPPENED, "Happened"))


class OneRisk(Screen):
    """A screen with a form over the risks that are chosen."""

    key = "milestones"

    def build(self) -> None:
        self.places = [0]
        self.form = Form(
            self,
            [
                (
                    "",
                    [
                        FieldSpec("name", "Name"),
                        FieldSpec(
                            "probability_percent", "Probability", editor="percent", half=True
                        ),
                        FieldSpec("state", "State", editor="choice", choices=STATES, half=True),
                    ],
                ),
                ("Response", [FieldSpec("response", "What is done", editor="note")]),
            ],
            table=Risk,
            name=lambda row: str(row.code),
        )
        self.pane = QScrollArea()
        self.pane.setWidgetResizable(True)
        self.pane.setWidget(self.form)

    def refresh(self) -> None:
        assert self.document.project_id is not None
        rows = self.document.contents.risks_of(self.document.project_id)
        self.form.show_rows([rows[place] for place in self.places])


@pytest.fixture
def screen(qtbot: QtBot, example_document: Document, theme: Theme) -> OneRisk:
    page = OneRisk(example_document, theme)
    qtbot.addWidget(page)
    pane = page.pane
    qtbot.addWidget(pane)
    example_document.changed.connect(lambda _change: page.refresh())
    pane.resize(288, 500)
    with qtbot.waitActive(pane):
        pane.show()
        pane.activateWindow()
    page.refresh()
    return page


def line(screen: OneRisk, column: str) -> Field:
    field = screen.form.fields[column]
    assert isinstance(field, Field)
    return field


def type_into(field: Field, text: str) -> None:
    field.edit.setFocus()
    field.edit.selectAll()
    QTest.keyClicks(field.edit, text)
    QTest.keyClick(field.edit, KEY.Key_Return)


def risk(screen: OneRisk, place: int) -> Risk:
    assert screen.document.project_id is not None
    return screen.document.contents.risks_of(screen.document.project_id)[place]


def test_fields_show_the_row(screen: OneRisk) -> None:
    assert line(screen, "name").text() == "Labels below 90% agreement"
    assert line(screen, "probability_percent").text() == "30"
    assert screen.form.fields["state"].text() == "Open"
    assert screen.document.store.undo_label is None


def test_an_edit_is_one_named_step_that_undo_takes_back(screen: OneRisk) -> None:
    type_into(line(screen, "probability_percent"), "45")
    assert risk(screen, 0).probability_percent == 45
    assert screen.document.store.undo_label == "Probability of R1"
    screen.document.undo()
    assert line(screen, "probability_percent").text() == "30"


@pytest.mark.parametrize(
    ("text", "reason"), [("120", "100"), ("often", "no number"), ("", "empty")]
)
def test_a_refusal_stands_under_the_field_until_it_is_mended(
    screen: OneRisk, text: str, reason: str
) -> None:
    field = line(screen, "probability_percent")
    field.edit.setFocus()
    field.edit.clear()
    QTest.keyClicks(field.edit, text)
    QTest.keyClick(field.edit, KEY.Key_Return)
    assert reason in field.complaint.text()
    assert field.complaint.isVisible()
    assert risk(screen, 0).probability_percent == 30
    screen.refresh()
    assert field.complaint.isVisible()
    type_into(field, "35")
    assert not field.complaint.isVisible()
    assert risk(screen, 0).probability_percent == 35


def test_escape_takes_a_refused_value_back(screen: OneRisk) -> None:
    field = line(screen, "probability_percent")
    type_into(field, "120")
    QTest.keyClick(field.edit, KEY.Key_Escape)
    assert field.text() == "30"
    assert not field.complaint.isVisible()


def test_what_is_being_typed_survives_a_change_elsewhere(screen: OneRisk) -> None:
    field = line(screen, "name")
    field.edit.setFocus()
    QTest.keyClicks(field.edit, " soon")
    with screen.edit("Probability of R2") as session:
        row = session.get(Risk, risk(screen, 1).id)
        assert row is not None
        row.probability_percent = 5
    assert field.text().endswith(" soon")
    QTest.keyClick(field.edit, KEY.Key_Return)
    assert risk(screen, 0).name.endswith(" soon")


def test_several_rows_show_mixed_and_are_written_together(screen: OneRisk) -> None:
    screen.places = [0, 1, 2]
    screen.refresh()
    field = line(screen, "probability_percent")
    assert field.text() == ""
    assert field.edit.placeholderText() == MIXED
    assert screen.form.fields["state"].text() == "Open"
    type_into(field, "10")
    assert [risk(screen, place).probability_percent for place in range(3)] == [10, 10, 10]
    assert screen.document.store.undo_label == "Probability of 3 rows"
    screen.document.undo()
    assert [risk(screen, place).probability_percent for place in range(3)] == [30, 20, 25]


def test_a_choice_writes_at_once(screen: OneRisk) -> None:
    field = screen.form.fields["state"]
    assert isinstance(field, ChoiceField)
    field.combo.setCurrentIndex(2)
    assert screen.document.store.undo_label is None, "filling a field fires nothing"
    field.combo.activated.emit(2)
    assert risk(screen, 0).state == RiskState.HAPPENED
    assert field.text() == "Happened"


def test_a_note_is_written_on_leaving_it(screen: OneRisk) -> None:
    field = screen.form.fields["response"]
    assert isinstance(field, NoteField)
    before = risk(screen, 0).response
    field.edit.setFocus()
    field.edit.selectAll()
    QTest.keyClicks(field.edit, "Second vendor")
    QTest.keyClick(field.edit, KEY.Key_Return)
    QTest.keyClicks(field.edit, "by May")
    assert risk(screen, 0).response == before
    line(screen, "name").edit.setFocus()
    assert risk(screen, 0).response == "Second vendor\nby May"
    assert screen.document.store.undo_label == "What is done of R1"


def test_labels_name_their_fields_to_a_screen_reader(screen: OneRisk) -> None:
    assert line(screen, "name").edit.accessibleName() == "Name"
    choice = screen.form.fields["state"]
    assert isinstance(choice, ChoiceField)
    assert choice.combo.accessibleName() == "State"
