"""The style sheet that gives Qt's own widgets the design guide's shapes."""

from leadbench import resources
from leadbench.charts.look import DARK, Look

_SHEET = """
QToolTip {{
  background: {inverse}; color: {on_inverse}; border: 1px solid {inverse}; padding: 5px 7px;
}}
QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {{
  background: {surface}; color: {text}; border: 1px solid {border_strong}; border-radius: 6px;
  padding: 0px 8px; min-height: 26px;
  selection-background-color: {accent}; selection-color: {on_accent};
}}
QPlainTextEdit, QTextEdit {{ padding: 4px 6px; }}
QLineEdit:hover, QPlainTextEdit:hover, QTextEdit:hover, QComboBox:hover {{
  border-color: {field};
}}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {{
  border: 2px solid {accent}; padding: 0px 7px; min-height: 24px;
}}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: 3px 5px; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QLineEdit:read-only {{
  background: {sunken}; color: {text3};
}}
QLineEdit[invalid="true"] {{ border: 2px solid {error}; padding: 0px 7px; min-height: 24px; }}
QLineEdit[bare="true"] {{
  border: none; border-radius: 0px; padding: 0px; background: transparent; min-height: 0px;
}}
QLineEdit[quiet="true"], QPlainTextEdit[quiet="true"], QComboBox[quiet="true"] {{
  border: 1px solid transparent; background: transparent; padding: 0px 4px; min-height: 22px;
}}
QPlainTextEdit[quiet="true"] {{ color: {text2}; padding: 0px; }}
QLineEdit[quiet="true"]:hover, QPlainTextEdit[quiet="true"]:hover,
QComboBox[quiet="true"]:hover {{ border-color: {border_strong}; }}
QLineEdit[quiet="true"]:focus, QComboBox[quiet="true"]:focus {{
  border: 2px solid {accent}; background: {surface}; padding: 0px 3px; min-height: 20px;
}}
QPlainTextEdit[quiet="true"]:focus {{
  border: 2px solid {accent}; background: {surface}; padding: 0px; color: {text};
}}
QLineEdit[quiet="true"][invalid="true"] {{ border: 2px solid {error}; padding: 0px 3px; }}
QComboBox::drop-down {{ border: none; width: 22px; }}
QComboBox::down-arrow {{ width: 8px; height: 8px; }}
QComboBox QAbstractItemView {{
  background: {surface}; color: {text}; border: 1px solid {border_strong}; padding: 4px;
  selection-background-color: {selected}; selection-color: {text}; outline: none;
}}
QMenu {{
  background: {surface}; color: {text}; border: 1px solid {border_strong}; padding: 5px;
}}
QMenu::item {{ padding: 5px 22px 5px 9px; border-radius: 5px; min-width: 150px; }}
QMenu::item:selected {{ background: {hover}; }}
QMenu::item:disabled {{ color: {text3}; }}
QMenu::separator {{ height: 1px; background: {border}; margin: 5px 6px; }}
QMenu::icon {{ padding-left: 8px; }}
QHeaderView {{ background: {surface}; border: none; }}
QHeaderView::section {{
  background: {surface}; color: {text3}; border: none; border-bottom: 1px solid {border};
  padding: 0px 8px; font-weight: 500;
}}
QTableView, QTreeView, QListView {{
  background: {surface}; color: {text}; border: none; outline: none;
  selection-background-color: {selected}; selection-color: {text};
  gridline-color: {border};
}}
QListView[popup="true"] {{ border: 1px solid {border_strong}; padding: 4px; }}
QListView[popup="true"]::item {{ padding: 3px 5px; }}
QAbstractItemView[bare="true"] {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0px; }}
QScrollBar[slim="true"]:vertical {{ width: 8px; }}
QScrollBar[slim="true"]::handle {{ margin: 2px; border-radius: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0px; }}
QScrollBar::handle {{ background: {border_strong}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:hover {{ background: {field}; }}
QScrollBar::handle:vertical {{ min-height: 28px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0px; height: 0px; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {border}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QCheckBox {{ spacing: 8px; }}
QCheckBox::indicator, QListWidget::indicator {{
  width: 14px; height: 14px; border: 1px solid {field}; border-radius: 4px; background: {surface};
}}
QCheckBox::indicator:checked, QListWidget::indicator:checked {{
  background: {accent}; border-color: {accent}; image: url({check});
}}
QCheckBox::indicator:focus {{ border: 2px solid {accent}; }}
QProgressBar {{
  background: {sunken}; border: none; border-radius: 3px; max-height: 6px; min-height: 6px;
}}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}
"""


def stylesheet(look: Look) -> str:
    """Return the style sheet of a look."""
    tokens = {
        name: getattr(look, name)
        for name in (
            "inverse", "on_inverse", "surface", "sunken", "hover", "selected", "border",
            "border_strong", "field", "text", "text2", "text3", "accent", "on_accent", "error",
        )
    }  # fmt: skip
    # A style sheet cannot color an icon: the mark is white where the accent is dark.
    mark = "check.svg" if look is DARK else "check-white.svg"
    check = resources.path("icons", mark).as_posix()
    return _SHEET.format(check=check, **tokens)
