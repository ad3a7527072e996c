"""One cause of complexity in the inspector: what it adds, or which score it follows."""

from typing import TYPE_CHECKING, Any

from leadbench.analysis.data_quality import Aspect
from leadbench.desktop.screens.data_assessment.columns import CAPTIONS
from leadbench.desktop.widgets.field_spec import Choices, FieldSpec
from leadbench.desktop.widgets.form import Form
from leadbench.plan.complexity import points_of
from leadbench.plan.edits.complexity import follow_score, set_points
from leadbench.plan.tables import ComplexityPart, DataSource

if TYPE_CHECKING:
    from leadbench.desktop.screens.data_assessment import Page

_NONE = (None, None)


class CauseForm(Form):
    """The fields of a cause of complexity."""

    def __init__(self, page: "Page") -> None:
        super().__init__(
            page,
            [
                (
                    "",
                    [
                        FieldSpec("cause", "Cause"),
                        FieldSpec("follows", "Points follow", editor="choice",
                                  choices=self._scores, value=_followed, write=self._follow),
                        FieldSpec("most_points", "A score of 0 adds", editor="number", half=True),
                        FieldSpec("points", "Adds", editor="number", half=True,
                                  value=self._points, write=set_points),
                        FieldSpec("from_data", "Because of", editor="choice",
                                  choices=((True, "The data"), (False, "Something else"))),
                    ],
                )
            ],
            table=ComplexityPart,
            name=lambda row: f"“{row.cause}”",
        )  # fmt: skip

    def _points(self, row: ComplexityPart) -> float:
        return points_of(self.page.document.contents, row)

    def _scores(self) -> Choices:
        """Return every score that is known, and none."""
        document = self.page.document
        sources = document.contents.of(DataSource, "project_id", document.project_id)
        found: list[tuple[Any, str]] = [(_NONE, "No score, they are typed")]
        for row in sources:
            for aspect in Aspect:
                score = getattr(row, f"{aspect.value}_score")
                if score is not None:
                    words = f"{row.name}: {CAPTIONS[aspect].lower()} {score:g}"
                    found.append(((row.id, aspect.value), words))
        return found

    def _follow(self, session: Any, key: int, value: Any) -> None:
        source, aspect = value or _NONE
        row = session.get(ComplexityPart, key)
        follow_score(
            session, key, source, None if aspect is None else Aspect(aspect), row.most_points
        )


def _followed(row: ComplexityPart) -> tuple[int | None, str | None]:
    if row.source_id is None or row.aspect is None:
        return _NONE
    return row.source_id, str(row.aspect)
