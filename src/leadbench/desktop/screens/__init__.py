"""The screens in sidebar order. Adding a screen is one file in this folder and one line here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the sidebar.

    The class of a built screen is ``Page`` in the module ``leadbench.desktop.screens.<key>``, which
    is imported when the screen is first shown; a key without a module is a screen to come, and says
    what will be there.

    Parameters
    ----------
    key
        Name of the module, and the place that a change carries.
    title, group, icon
        What the sidebar shows; ``icon`` is a file of ``resources/icons``.
    step
        Key of the step in ``leadbench.process`` whose questions belong here, or "".
    answers
        The question that the page answers.
    letter
        Ctrl+G and this letter lead here.
    """

    key: str
    title: str
    group: str
    icon: str
    step: str
    answers: str
    letter: str


SCREENS = (
    Entry("portfolio", "Portfolio", "", "layers", "prioritization", "Which projects do we fund, postpone or drop?", "P"),
    Entry("overview", "Overview", "", "layout-dashboard", "", "Is the project healthy, what needs a decision?", "O"),
    Entry("discovery", "Product discovery", "Discover", "compass", "discovery", "Is there a market and a feasible method?", "D"),
    Entry("data_assessment", "Data assessment", "Discover", "database", "data_assessment", "Is the data good enough?", "A"),
    Entry("business_case", "Business case", "Discover", "hand-coins", "prioritization", "Is it worth it?", "C"),
    Entry("requirements", "Requirements", "Define", "list-checks", "architecture", "Business needs, and what follows", "R"),
    Entry("architecture", "Architecture", "Define", "blocks", "architecture", "What follows technically?", "T"),
    Entry("success_metrics", "Success metrics", "Strategy", "target", "strategy", "The north star, what moves it, and what must not get worse", "N"),
    Entry("milestones", "Milestones", "Strategy", "chart-gantt", "strategy", "Mandatory steps, their dates and their dependencies", "M"),
    Entry("people", "People", "Strategy", "users", "strategy", "Who is needed, when, and whether they are overbooked", "E"),
    Entry("resources", "Resources", "Strategy", "server", "strategy", "Which tools, compute and data, and when to order them", "U"),
    Entry("budget", "Budget", "Strategy", "wallet", "strategy", "How much money, by category and month", "B"),
    Entry("stages_gates", "Stages & gates", "Strategy", "flag", "stages", "What each stage must prove, what it may cost, and who decides", "G"),
    Entry("work_plan", "Work plan", "Tactics", "calendar-days", "tactics", "Who does what, when?", "W"),
    Entry("board", "Board", "Tactics", "square-kanban", "tactics", "What is in progress, and what waits?", "K"),
    Entry("handoffs", "Handoffs", "Tactics", "arrow-left-right", "tactics", "Who waits for whom?", "H"),
    Entry("data_pipeline", "Data pipeline", "Build", "workflow", "data_pipeline", "Sources, features, privacy", "L"),
    Entry("training_pipeline", "Training pipeline", "Build", "cpu", "training_pipeline", "Retraining at will or on a schedule, under control", "I"),
    Entry("serving_pipeline", "Serving pipeline", "Build", "rocket", "serving_pipeline", "Exposure, security, post-processing", "S"),
    Entry("production_test", "Test in production", "Operate", "flask-conical", "production_test", "Is the model really good?", "X"),
    Entry("monitoring", "Monitoring", "Operate", "activity", "monitoring", "What if it gets worse tomorrow?", "V"),
    Entry("documents", "Documents", "Loop", "file-text", "documentation", "What did we decide and learn?", "F"),
    Entry("iterate", "Iterate", "Loop", "refresh-cw", "iteration", "Does another stage pay?", "J"),
)  # fmt: skip
