"""The fourteen steps, with every question that they settle and a hint for each of the first."""

from leadbench.process.step import Question, Step

STEPS = (
    Step(
        "discovery",
        "Product discovery",
        (
            Question(
                "problem",
                "Which customer problem do we solve, and for whom?",
                hint="Write the problem in the customers’ words and count whom it touches. A "
                "problem that nobody pays for is not worth a model.",
            ),
            Question(
                "likelihood",
                "How likely is machine learning to address it?",
                hint="Name what a model would predict, and what a person or a simple rule "
                "achieves today. Public cases of the same kind are the best evidence.",
            ),
            Question(
                "market",
                "How large is the market?",
                hint="Estimate twice: from the whole market down, and from users, decisions and "
                "value up. Where the two disagree, look again.",
            ),
            Question(
                "gain",
                "What could it earn or save if it works?",
                hint="Give each factor a low, a likely and a high value. The product of ranges is "
                "the honest answer; a single number is not.",
            ),
            Question(
                "method",
                "Is there a feasible machine-learning method for this problem?",
                hint="List the ways to put it as a prediction: which label, which metric, which "
                "heuristic to beat. Score data, method, law, robustness and effort.",
            ),
        ),
        "Technical lead and product manager",
    ),
    Step(
        "data_assessment",
        "Data-infrastructure assessment",
        (
            Question(
                "data_quality",
                "How good is the data?",
                hint="Score each source for completeness, labels, freshness, access and legal "
                "ground, and measure at least one dimension of each before the gate.",
            ),
            Question(
                "infrastructure",
                "How good is the infrastructure that holds and moves it?",
                hint="Go through ingestion, storage, compute, orchestration, serving and "
                "security, with evidence instead of an opinion.",
            ),
            Question(
                "complexity",
                "How complex does that make the project?",
                hint="Add a line for each cause. The sum acts on priority, cost and the width of "
                "estimates, so keep it explained.",
            ),
            Question(
                "cost",
                "What does it add to the cost?",
                hint="Turn each missing piece into a task with a duration and a cost.",
            ),
            Question(
                "feasibility",
                "Is the project feasible with this data?",
                hint="Say for each source that the first stage needs how ready it is, and what "
                "would make it unusable.",
            ),
            Question(
                "work",
                "Which engineering work must be planned because of it?",
                hint="Cleaning, labeling, redaction, export: what is not in the plan will delay "
                "it.",
            ),
        ),
        "Technical lead and data engineering",
    ),
    Step(
        "stages",
        "Stages",
        (
            Question(
                "mvp_proof",
                "MVP: what is the fastest and cheapest proof that the project is viable?",
            ),
            Question(
                "data_discovery",
                "Does the MVP need more time to discover and understand the data?",
            ),
            Question(
                "growth",
                "Growth: which foundations must be laid for a greater return, and at what cost?",
            ),
            Question(
                "maturity",
                "Maturity: which marginal gains are left, and are they worth their high cost?",
            ),
            Question("gate_result", "Which result of a stage opens the next one?"),
            Question("investment", "What may be invested in each stage, and at what priority?"),
        ),
        "The leaders who hold the budget",
        page="stages_gates",
    ),
    Step(
        "prioritization",
        "Prioritization",
        (
            Question(
                "gain",
                "What gain does each candidate project promise?",
                "portfolio",
                "Take the range of discovery; do not type it again.",
            ),
            Question(
                "cost",
                "What does each candidate cost, and how complex is it?",
                "business_case",
                "Cost of the MVP, cost of growth, and what a year of running takes; "
                "complexity comes from the data assessment.",
            ),
            Question(
                "success",
                "How likely is each candidate to succeed?",
                "business_case",
                "The chance that each gate is passed. Ask what happened to the last ten "
                "projects of this kind.",
            ),
            Question(
                "high_gain",
                "Which candidates give a high gain at low complexity and cost?",
                "portfolio",
                "High on the left of the chart. Compare by one rule, and look whether the "
                "order survives the ranges.",
            ),
            Question(
                "discard",
                "Which candidates do we discard?",
                "portfolio",
                "Keep the reason and what would make you look again.",
            ),
        ),
        "Product and technical leads",
    ),
    Step(
        "architecture",
        "Architecture",
        (
            Question(
                "load",
                "How many inference requests arrive per day and per second?",
                "requirements",
                "A mean day, the busiest hour and the surge above it. Servers are sized for "
                "the peak.",
            ),
            Question(
                "users",
                "How many users are there?",
                "requirements",
                "Count people and systems that wait for an answer, now and in two years.",
            ),
            Question(
                "performance",
                "Which predictive performance is the minimum?",
                "requirements",
                "The least that pays comes from what right and wrong answers are worth; it "
                "is computed in product discovery.",
            ),
            Question(
                "latency",
                "Which latency is acceptable?",
                "requirements",
                "A percentile and its limit, such as 95 % within 2.5 s. A mean hides those "
                "who wait.",
            ),
            Question(
                "other_needs",
                "Which other business requirements apply?",
                "requirements",
                "Availability, cost per answer, privacy, explanation, languages, what "
                "happens when it fails.",
            ),
            Question(
                "mode",
                "Is inference made in batches or in real time?",
                "architecture",
                "Batch if an answer may be hours old, real time if somebody waits for it.",
            ),
            Question(
                "servers",
                "How many servers are needed?",
                "architecture",
                "Load, time per call, a cap on utilization, and what may fail: the sizing "
                "sheet does the rest.",
            ),
            Question(
                "fallback",
                "Which fallback takes over when the model cannot answer?",
                "architecture",
                "At least two rungs below the model, a time limit for each, and a date for "
                "the drill.",
            ),
            Question(
                "stores",
                "Which databases or queues hold the results?",
                "architecture",
                "How much arrives, how long it is kept, who reads it.",
            ),
            Question(
                "other_technical",
                "Which other technical requirements follow?",
                "architecture",
                "Each business requirement leads to at least one technical one, and each of "
                "those to a task and a test.",
            ),
        ),
        "Technical lead and product manager",
    ),
    Step(
        "strategy",
        "Strategic plan",
        (
            Question(
                "success_metrics",
                "Which success metrics are the goals that lead us?",
                "success_metrics",
            ),
            Question(
                "milestones",
                "Which milestones must be reached on the way to them?",
                "milestones",
            ),
            Question(
                "timeline",
                "On which timeline are they reached: in finite time, and soonest to market?",
                "milestones",
            ),
            Question("people", "How many people are needed, and with which skills?", "people"),
            Question("resources", "Which tools and other resources are needed?", "resources"),
            Question(
                "money",
                "How much money do we need, all together, to deliver in time?",
                "budget",
            ),
        ),
        "Several teams and the leaders who hold the budget",
    ),
    Step(
        "tactics",
        "Tactical plan",
        (
            Question("model", "When must the model be developed, and by whom?", "work_plan"),
            Question(
                "data_pipelines",
                "When must the data pipelines be ready, and who builds them?",
                "work_plan",
            ),
            Question("deployment", "When is it deployed, and by whom?", "work_plan"),
            Question(
                "coordination",
                "How do people of different teams coordinate so that the work flows without delay?",
                "handoffs",
            ),
        ),
        "Engineers of different teams and skills",
    ),
    Step(
        "data_pipeline",
        "Data pipeline",
        (
            Question("buy", "Must we buy data?"),
            Question("feature_store", "Do we need a feature store?"),
            Question("to_training", "How does data reach training?"),
            Question("to_production", "How does data reach production?"),
            Question("protection", "Which data-protection rules must we follow?"),
            Question(
                "monitoring",
                "Which pipelines feed the monitoring of data and model in production?",
            ),
        ),
        "Data engineering",
    ),
    Step(
        "training_pipeline",
        "Training pipeline",
        (
            Question(
                "retraining",
                "Can the model be retrained or fine-tuned at will, outside notebooks?",
            ),
            Question("trigger", "Which schedule or event starts a retraining?"),
            Question("control", "How is each training run kept under control?"),
            Question("promotion", "Can a new model be put in production at a click?"),
            Question("this_stage", "How much of this does the present stage need?"),
            Question(
                "teamwork",
                "Do those who build the training pipeline work closely with those who serve "
                "the model?",
            ),
        ),
        "ML engineers",
    ),
    Step(
        "serving_pipeline",
        "Serving pipeline",
        (
            Question("exposure", "How is the model exposed to those who use it?"),
            Question("api", "Is an API needed?"),
            Question("security", "Which level of security does it need?"),
            Question("post_processing", "Which post-processing makes the inference useful?"),
        ),
        "ML, MLOps, back-end, front-end and mobile engineers",
    ),
    Step(
        "production_test",
        "Test in production",
        (
            Question("ab_test", "Which A/B test shows that the model brings the value?"),
            Question("canary", "How does the canary deployment reach users step by step?"),
            Question("detection", "How do we find fast that a model underperforms?"),
            Question("removal", "How is it removed without harm to users or revenue?"),
        ),
        "MLOps engineers",
    ),
    Step(
        "monitoring",
        "Monitoring",
        (
            Question("shift", "How do we see that data or concepts shift?"),
            Question("failures", "How do we see that a server breaks or that software has a bug?"),
            Question("coverage", "Is each component watched?"),
            Question(
                "actions",
                "Which action does each component have as its fallback, and is it automatic?",
            ),
        ),
        "MLOps engineers",
    ),
    Step(
        "documentation",
        "Documentation",
        (
            Question(
                "decisions",
                "Is each decision written down where the next person looks for it?",
            ),
            Question("owners", "Who writes each document, and by when?"),
            Question("unit_tests", "Are the unit tests written too?"),
        ),
        "Everybody",
        page="documents",
    ),
    Step(
        "iteration",
        "Iteration",
        (
            Question("sense", "Does more improvement make financial sense?"),
            Question("next", "Do we start the next stage, or update this one?"),
            Question("untried", "Which techniques and tools were left untried?"),
        ),
        "Everybody who took part, starting again at step 1",
        page="iterate",
    ),
)
"""All steps, first to last."""
