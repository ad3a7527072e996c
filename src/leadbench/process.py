"""The fourteen steps of leading a machine-learning project, in order.

Each step has a key that names it wherever it appears (a screen, a section, a guide page), the
questions that it must settle, and the people with whom they are settled.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the process.

    Parameters
    ----------
    key
        Its name in code, files and changes.
    title
        Its name on screen and in documents.
    questions
        What the lead must settle here, as complete questions.
    done_with
        Who is normally involved.
    """

    key: str
    title: str
    questions: tuple[str, ...]
    done_with: str


STEPS = (
    Step(
        "discovery",
        "Product discovery",
        (
            "Which customer problem do we solve, and for whom?",
            "How likely is machine learning to address it?",
            "How large is the market?",
            "What could it earn or save if it works?",
            "Is there a feasible machine-learning method for this problem?",
        ),
        "Technical lead and product manager",
    ),
    Step(
        "data_assessment",
        "Data-infrastructure assessment",
        (
            "How good is the data?",
            "How good is the infrastructure that holds and moves it?",
            "How complex does that make the project?",
            "What does it add to the cost?",
            "Is the project feasible with this data?",
            "Which engineering work must be planned because of it?",
        ),
        "Technical lead and data engineering",
    ),
    Step(
        "stages",
        "Stages",
        (
            "MVP: what is the fastest and cheapest proof that the project is viable?",
            "Does the MVP need more time to discover and understand the data?",
            "Growth: which foundations must be laid for a greater return, and at what cost?",
            "Maturity: which marginal gains are left, and are they worth their high cost?",
            "Which result of a stage opens the next one?",
            "What may be invested in each stage, and at what priority?",
        ),
        "The leaders who hold the budget",
    ),
    Step(
        "prioritization",
        "Prioritization",
        (
            "What gain does each candidate project promise?",
            "What does each candidate cost, and how complex is it?",
            "How likely is each candidate to succeed?",
            "Which candidates give a high gain at low complexity and cost?",
            "Which candidates do we discard?",
        ),
        "Product and technical leads",
    ),
    Step(
        "architecture",
        "Architecture",
        (
            "How many inference requests arrive per day and per second?",
            "How many users are there?",
            "Which predictive performance is the minimum?",
            "Which latency is acceptable?",
            "Which other business requirements apply?",
            "Is inference made in batches or in real time?",
            "How many servers are needed?",
            "Which fallback takes over when the model cannot answer?",
            "Which databases or queues hold the results?",
            "Which other technical requirements follow?",
        ),
        "Technical lead and product manager",
    ),
    Step(
        "strategy",
        "Strategic plan",
        (
            "Which success metrics are the goals that lead us?",
            "Which milestones must be reached on the way to them?",
            "On which timeline are they reached: in finite time, and soonest to market?",
            "How many people are needed, and with which skills?",
            "Which tools and other resources are needed?",
            "How much money do we need, all together, to deliver in time?",
        ),
        "Several teams and the leaders who hold the budget",
    ),
    Step(
        "tactics",
        "Tactical plan",
        (
            "When must the model be developed, and by whom?",
            "When must the data pipelines be ready, and who builds them?",
            "When is it deployed, and by whom?",
            "How do people of different teams coordinate so that the work flows without delay?",
        ),
        "Engineers of different teams and skills",
    ),
    Step(
        "data_pipeline",
        "Data pipeline",
        (
            "Must we buy data?",
            "Do we need a feature store?",
            "How does data reach training?",
            "How does data reach production?",
            "Which data-protection rules must we follow?",
            "Which pipelines feed the monitoring of data and model in production?",
        ),
        "Data engineering",
    ),
    Step(
        "training_pipeline",
        "Training pipeline",
        (
            "Can the model be retrained or fine-tuned at will, outside notebooks?",
            "Which schedule or event starts a retraining?",
            "How is each training run kept under control?",
            "Can a new model be put in production at a click?",
            "How much of this does the present stage need?",
            "Do those who build the training pipeline work closely with those who serve the model?",
        ),
        "ML engineers",
    ),
    Step(
        "serving_pipeline",
        "Serving pipeline",
        (
            "How is the model exposed to those who use it?",
            "Is an API needed?",
            "Which level of security does it need?",
            "Which post-processing makes the inference useful?",
        ),
        "ML, MLOps, back-end, front-end and mobile engineers",
    ),
    Step(
        "production_test",
        "Test in production",
        (
            "Which A/B test shows that the model brings the value?",
            "How does the canary deployment reach users step by step?",
            "How do we find fast that a model underperforms?",
            "How is it removed without harm to users or revenue?",
        ),
        "MLOps engineers",
    ),
    Step(
        "monitoring",
        "Monitoring",
        (
            "How do we see that data or concepts shift?",
            "How do we see that a server breaks or that software has a bug?",
            "Is each component watched?",
            "Which action does each component have as its fallback, and is it automatic?",
        ),
        "MLOps engineers",
    ),
    Step(
        "documentation",
        "Documentation",
        (
            "Is each decision written down where the next person looks for it?",
            "Who writes each document, and by when?",
            "Are the unit tests written too?",
        ),
        "Everybody",
    ),
    Step(
        "iteration",
        "Iteration",
        (
            "Does more improvement make financial sense?",
            "Do we start the next stage, or update this one?",
            "Which techniques and tools were left untried?",
        ),
        "Everybody who took part, starting again at step 1",
    ),
)
"""All steps, first to last."""


def step(key: str) -> Step:
    """Return the step of that key; raise ``KeyError`` if there is none."""
    for candidate in STEPS:
        if candidate.key == key:
            return candidate
    raise KeyError(key)
