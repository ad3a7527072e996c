"""The AI canvas: each box filled from where its facts are kept."""

from leadbench.plan.canvas import canvas_of
from leadbench.plan.edits.answers import write_answer
from leadbench.plan.tables import Judgement
from tests.plan.plans import Plan


def test_the_boxes_of_the_example_hold_what_its_pages_say(example: Plan) -> None:
    boxes = {box.key: box for box in canvas_of(example.contents, example.project_id)}
    assert list(boxes) == [
        "problem", "prediction", "judgement", "action", "outcome", "input", "training", "feedback",
        "impact",
    ]  # fmt: skip
    assert boxes["problem"].lines[1] == "Agents: 310 read and route every ticket, 1.4 min each"
    assert boxes["prediction"].lines == (
        "Answer from articles (generation), measured by Resolved, to beat Macros, 9.0%",
        "Route to the right team (classification), measured by Wrong route, to beat Keywords, 17%",
    )
    assert boxes["judgement"].lines[0] == "Model answers: +$6.40 if right, −$14.00 if wrong"
    # (14.00 + 0.12) / 20.40 is 69.2 %; 0.55 / 6.85 is 8.0 %.
    assert boxes["action"].lines == (
        "Model answers, if at least 69% are right",
        "Passed on",
        "Model routes, if at most 8% are wrong",
    )
    assert boxes["outcome"].lines[0] == "Resolved without an agent"
    assert boxes["outcome"].lines[-1] == "Goals 12, 22, 35%"
    # The four sources of the MVP, not the three of Growth.
    assert len(boxes["input"].lines) == 4
    assert boxes["training"].lines[0] == "Answer from articles: 20,000 answers"
    assert "after 2 d" in boxes["feedback"].lines[0]
    assert boxes["impact"].lines[1].startswith("We stop at: Fewer than 69% of answers right; Gain")


def test_an_edit_of_the_page_is_an_edit_of_its_box(example: Plan) -> None:
    (first, *_) = example.contents.of(Judgement, "project_id", example.project_id)
    with example.store.change("Worth if wrong", "discovery") as session:
        row = session.get(Judgement, first.id)
        assert row is not None
        row.wrong_cents = -2000
    boxes = {box.key: box for box in canvas_of(example.contents, example.project_id)}
    assert boxes["judgement"].lines[0].endswith("−$20.00 if wrong")
    # (20.00 + 0.12) / 26.40 is 76.2 %.
    assert boxes["action"].lines[0] == "Model answers, if at least 76% are right"


def test_the_boxes_of_a_new_project_say_what_belongs_there(plan: Plan) -> None:
    boxes = canvas_of(plan.contents, plan.project_id)
    assert [box.lines for box in boxes] == [()] * 9
    assert all(box.asks.endswith(".") for box in boxes)
    plan.do(write_answer, plan.project_id, "discovery", "problem", "Words", None)
    assert [box.lines for box in canvas_of(plan.contents, plan.project_id)] == [()] * 9
