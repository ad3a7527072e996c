"""The open part of the worked example, simulated day by day; nothing of the program is used."""

import math
import random
from bisect import bisect_left
from datetime import date, timedelta
from typing import Any

from tests.analysis import example


def simulated(
    risks: list[dict[str, Any]], runs: int, luck: random.Random
) -> tuple[list[date], dict[str, float]]:
    """Simulate what is left of the example in working days from its data date, task by task."""
    content = example.read()
    project = content["project"]
    holidays = set(project["holidays"])
    since = date.fromisoformat(project["status_date"])
    days = [since + timedelta(ahead) for ahead in range(400)]
    days = [day for day in days if day.weekday() < 5 and day.isoformat() not in holidays]
    open_ones = [
        task for task in content["tasks"] if task["kind"] != "summary" and not task["actual_finish"]
    ]
    order = [task["id"] for task in open_ones]
    tasks = {task["id"]: task for task in open_ones}
    finishes, critical = [], dict.fromkeys(order, 0)
    for _ in range(runs):
        length = {number: drawn_days(tasks[number], luck) for number in order}
        for risk in risks:
            if luck.random() < risk["probability"]:
                length[risk["task"]] += pert(risk["delay_days"], luck)
        end, late = both_ways(tasks, length, days)
        last = max(end.values())
        for number in order:
            critical[number] += late[number] - end[number] < 1e-6
        finishes.append(days[math.ceil(round(last, 6)) - 1])
    return finishes, {number: count / runs for number, count in critical.items()}


def both_ways(
    tasks: dict[str, Any], length: dict[str, float], days: list[date]
) -> tuple[dict[str, float], dict[str, float]]:
    """Return the early and the late finish of each task, in working days from the data date."""
    begin: dict[str, float] = {}
    end: dict[str, float] = {}
    for number, task in tasks.items():  # the file lists predecessors before successors
        earliest = 0.0
        if task["start_no_earlier_than"]:
            earliest = bisect_left(days, date.fromisoformat(task["start_no_earlier_than"]))
        for link in task["predecessors"]:
            if link["task"] not in tasks:
                continue  # done before the data date
            if link["type"] == "SS" and tasks[link["task"]]["actual_start"]:
                continue  # its start lies behind
            driving = begin if link["type"] == "SS" else end
            earliest = max(earliest, driving[link["task"]] + link["lag_days"])
        begin[number], end[number] = earliest, earliest + length[number]
    last = max(end.values())
    late = dict.fromkeys(tasks, last)
    for number in reversed([*tasks]):
        for link in tasks[number]["predecessors"]:
            if link["task"] not in tasks:
                continue
            room = late[number] - length[number] - link["lag_days"]
            if link["type"] == "SS":
                if tasks[link["task"]]["actual_start"]:
                    continue
                room += length[link["task"]]
            late[link["task"]] = min(late[link["task"]], room)
    return end, late


def drawn_days(task: dict[str, Any], luck: random.Random) -> float:
    return pert(task["remaining_days"], luck) if task["remaining_days"] else 0.0


def pert(points: dict[str, float], luck: random.Random) -> float:
    low, mid, high = (points[name] for name in ("optimistic", "likely", "pessimistic"))
    first = 1 + 4 * (mid - low) / (high - low)
    return low + (high - low) * luck.betavariate(first, 6 - first)
