"""The network diagram: order in time, no overlaps, ways clear of boxes, few crossings.

Expected columns of the small plans are counted by hand; larger plans are random ones with a seed,
and their layouts are checked against rules that a reader can check with a ruler.
"""

import random
from itertools import combinations, pairwise

import pytest

from leadbench.charts.gantt import State
from leadbench.charts.look import LIGHT
from leadbench.charts.network import Diagram, Graph, Link, Node, Place, lay_out, reach
from leadbench.charts.network_columns import columns_of
from leadbench.charts.network_draw import BoxText, draw_box, draw_wire
from leadbench.charts.network_rows import crossings
from leadbench.charts.network_tracks import Stretch, tracks
from tests.charts.drawn import Paper


def graph(links: str, lanes: dict[str, int] | None = None, unlinked: str = "") -> Graph:
    """Return a graph of letters: "AB" is finish-start, "AB:SS" another type."""
    lanes = lanes or {}
    found = [(word[:2], word[3:] or "FS") for word in links.split()]
    letters = sorted({letter for pair, _ in found for letter in pair} | set(unlinked))
    return Graph(
        tuple(Node(ord(letter), lanes.get(letter, 0)) for letter in letters),
        tuple(
            Link(number, ord(pair[0]), ord(pair[1]), kind)
            for number, (pair, kind) in enumerate(found)
        ),
        max(lanes.values(), default=0) + 1,
    )


def random_graph(count: int, lanes: int, seed: int) -> Graph:
    """Return a plan in which most links stay in a lane, with every type of link and milestones."""
    chance = random.Random(seed)
    nodes: list[Node] = []
    links: list[Link] = []
    for key in range(count):
        own = key * lanes // count
        lane = own if chance.random() < 0.85 else chance.randrange(lanes)
        nodes.append(Node(key, lane, chance.random() < 0.12))
        befores = chance.sample(range(max(0, key - 20), key), min(key, chance.choice((0, 1, 1, 2))))
        for before in befores:
            kind = chance.choice(("FS",) * 7 + ("SS", "FF", "SF"))
            label = "" if kind == "FS" and chance.random() < 0.8 else f"{kind} +2 d"
            links.append(Link(len(links), before, key, kind, label))
    return Graph(tuple(nodes), tuple(links), lanes)


RANDOM = [(40, 1, 1), (40, 4, 2), (120, 5, 3), (250, 6, 4)]


def columns(found: Graph) -> dict[str, int]:
    return {chr(key): column for key, column in columns_of(found.nodes, found.links).items()}


def test_each_successor_of_a_finish_stands_one_column_further_right() -> None:
    assert columns(graph("AB BC AC CD")) == {"A": 0, "B": 1, "C": 2, "D": 3}


def test_a_start_that_only_something_late_waits_for_stands_beside_it() -> None:
    assert columns(graph("AB BC CD ED")) == {"A": 0, "B": 1, "C": 2, "D": 3, "E": 2}


def test_tasks_that_start_or_finish_together_may_share_a_column() -> None:
    found = columns(graph("AB BC:SS CD:FF DE"))
    assert found["B"] == found["C"] == found["D"] == 1
    assert found["E"] == 2


def test_a_loop_is_drawn_too() -> None:
    diagram = lay_out(graph("AB BC CA"))
    assert len(diagram.places) == 3
    assert len(diagram.wires) == 3


def test_tasks_without_links_fill_the_columns_in_turn() -> None:
    found = columns(graph("AB BC", unlinked="UVWXYZ"))
    assert sorted(found[letter] for letter in "UVWXYZ") == [0, 0, 1, 1, 2, 2]


def test_a_chain_in_one_lane_runs_straight() -> None:
    diagram = lay_out(graph("AB BC CD AX XY YD"))
    ways = {(wire.predecessor, wire.successor): wire.points for wire in diagram.wires}
    for one, other in pairwise("ABCD"):
        points = ways[ord(one), ord(other)]
        assert len({y for _, y in points}) == 1


def overlap(one: Place, other: Place) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


@pytest.mark.parametrize(("count", "lanes", "seed"), RANDOM)
def test_no_boxes_overlap_and_each_stands_in_its_lane(count: int, lanes: int, seed: int) -> None:
    found = random_graph(count, lanes, seed)
    diagram = lay_out(found)
    assert len(diagram.places) == count
    for one, other in combinations(diagram.places.values(), 2):
        assert not overlap(one, other)
    for node in found.nodes:
        top, bottom = diagram.lanes[node.lane]
        place = diagram.places[node.key]
        assert top < place.y
        assert place.y + place.height < bottom
        assert place.x + place.width < diagram.width
    for (_, bottom), (top, _) in pairwise(diagram.lanes):
        assert bottom < top


@pytest.mark.parametrize(("count", "lanes", "seed"), RANDOM)
def test_time_flows_to_the_right(count: int, lanes: int, seed: int) -> None:
    found = random_graph(count, lanes, seed)
    places = lay_out(found).places
    for link in found.links:
        one, other = places[link.predecessor], places[link.successor]
        if link.type == "FS":
            assert other.x >= one.x + one.width
        else:
            assert other.x >= one.x


def through(diagram: Diagram) -> list[tuple[int, int]]:
    """Return each way with a box that it runs through, both by key."""
    found = []
    for wire in diagram.wires:
        for (x0, y0), (x1, y1) in pairwise(wire.points):
            left, right = sorted((x0, x1))
            top, bottom = sorted((y0, y1))
            for place in diagram.places.values():
                if place.milestone and place.key in {wire.predecessor, wire.successor}:
                    continue  # its cell is as wide as a box, its diamond is not
                if (
                    left < place.x + place.width - 0.5
                    and right > place.x + 0.5
                    and top < place.y + place.height
                    and bottom > place.y
                ):
                    found.append((wire.key, place.key))
    return found


@pytest.mark.parametrize(("count", "lanes", "seed"), RANDOM)
def test_no_way_runs_through_a_box(count: int, lanes: int, seed: int) -> None:
    assert through(lay_out(random_graph(count, lanes, seed))) == []


@pytest.mark.parametrize(("count", "lanes", "seed"), RANDOM)
def test_ways_turn_at_right_angles_and_hold_to_the_sides_of_their_type(
    count: int, lanes: int, seed: int
) -> None:
    found = random_graph(count, lanes, seed)
    diagram = lay_out(found)
    kinds = {link.key: link.type for link in found.links}
    for wire in diagram.wires:
        for (x0, y0), (x1, y1) in pairwise(wire.points):
            assert x0 == x1 or y0 == y1
        one, other = diagram.places[wire.predecessor], diagram.places[wire.successor]
        (begin, _), (end, _) = wire.points[0], wire.points[-1]
        assert (begin > one.middle[0]) == (kinds[wire.key] in {"FS", "FF"})
        assert (end < other.middle[0]) == (kinds[wire.key] in {"FS", "SS"})


def test_links_of_one_side_have_ports_of_their_own() -> None:
    diagram = lay_out(graph("AX BX CX DX XE XF XG"))
    into = [wire.points[-1] for wire in diagram.wires if wire.successor == ord("X")]
    out = [wire.points[0] for wire in diagram.wires if wire.predecessor == ord("X")]
    box = diagram.places[ord("X")]
    for ports, x in ((into, box.x), (out, box.x + box.width)):
        heights = sorted(y for _, y in ports)
        assert {place for place, _ in ports} == {x}
        assert all(after - before >= 8 for before, after in pairwise(heights))
        assert box.y < heights[0]
        assert heights[-1] < box.y + box.height


@pytest.mark.parametrize(("count", "lanes", "seed"), RANDOM)
def test_labels_stand_on_their_way_and_clear_of_boxes(count: int, lanes: int, seed: int) -> None:
    found = random_graph(count, lanes, seed)
    diagram = lay_out(found)
    texts = {link.key: link.label for link in found.links}
    for wire in diagram.wires:
        assert wire.label == texts[wire.key]
        assert (wire.label_at is None) == (not wire.label)
        if wire.label_at is None:
            continue
        x, y = wire.label_at
        assert any(
            min(x0, x1) - 1 <= x <= max(x0, x1) + 1 and min(y0, y1) - 1 <= y <= max(y0, y1) + 1
            for (x0, y0), (x1, y1) in pairwise(wire.points)
        )
        for place in diagram.places.values():
            if not place.milestone:
                inside = (
                    place.x < x < place.x + place.width and place.y < y < place.y + place.height
                )
                assert not inside


def barycenter(found: Graph, column_of: dict[int, int]) -> dict[int, float]:
    """Return rows by the plain method: two sweeps, mean of the neighbors, lane by lane."""
    cells: dict[int, list[Node]] = {}
    for node in found.nodes:
        cells.setdefault(column_of[node.key], []).append(node)
    heights = [
        max((sum(node.lane == lane for node in cell) for cell in cells.values()), default=1)
        for lane in range(found.lanes)
    ]
    first = [sum(heights[:lane]) for lane in range(found.lanes)]
    row: dict[int, float] = {}

    def seat(nodes: list[Node]) -> None:
        used = [0] * found.lanes
        for node in nodes:
            row[node.key] = first[node.lane] + used[node.lane]
            used[node.lane] += 1

    for cell in cells.values():
        seat(cell)
    for forward in (True, False):
        for column in sorted(cells, reverse=not forward):
            beside: dict[int, list[float]] = {}
            for link in found.links:
                here, there = link.successor, link.predecessor
                if not forward:
                    here, there = there, here
                if column_of[here] == column:
                    beside.setdefault(here, []).append(row[there])
            rows = dict(row)

            def wanted(node: Node) -> float:
                found_rows = beside.get(node.key)  # noqa: B023  # called before the next column
                return sum(found_rows) / len(found_rows) if found_rows else rows[node.key]  # noqa: B023

            seat(sorted(cells[column], key=wanted))
    return row


@pytest.mark.parametrize(("count", "lanes", "seed"), RANDOM)
def test_fewer_crossings_than_by_the_plain_barycenter_method(
    count: int, lanes: int, seed: int
) -> None:
    found = random_graph(count, lanes, seed)
    places = lay_out(found).places
    column_of = {key: place.column for key, place in places.items()}
    row_of = {key: place.row for key, place in places.items()}
    plain = crossings(found.links, column_of, barycenter(found, column_of))
    assert crossings(found.links, column_of, row_of) <= plain


def test_crossings_are_counted_as_a_person_counts_them() -> None:
    found = graph("AX BY CZ")
    column_of = {ord(letter): int(letter in "XYZ") for letter in "ABCXYZ"}

    def rows(left: str, right: str) -> dict[int, float]:
        return {
            ord(letter): float(row) for side in (left, right) for row, letter in enumerate(side)
        }

    assert crossings(found.links, column_of, rows("ABC", "XYZ")) == 0
    assert crossings(found.links, column_of, rows("ABC", "YXZ")) == 1
    assert crossings(found.links, column_of, rows("ABC", "ZYX")) == 3


def test_stretches_that_meet_take_tracks_of_their_own_and_do_not_cross_without_need() -> None:
    # Both come from the left and leave to the right; the lower one has to turn first.
    upper, lower = Stretch(0, -1, 20, 1), Stretch(10, -1, 30, 1)
    found, count = tracks([upper, lower], 2)
    assert count == 2
    assert found[1] < found[0]
    # Far from each other they share one.
    assert tracks([Stretch(0, -1, 10, 1), Stretch(40, -1, 50, 1)], 2) == ([0, 0], 1)


def test_a_second_layout_is_the_same() -> None:
    found = random_graph(80, 4, 9)
    assert lay_out(found) == lay_out(found)


def test_an_empty_plan_has_an_empty_diagram() -> None:
    diagram = lay_out(Graph((), (), 1))
    assert diagram.places == {}
    assert diagram.wires == ()


def test_reach_follows_links_all_the_way_or_one_step() -> None:
    links = graph("AB BC CD BX").links
    names = {letter: ord(letter) for letter in "ABCDX"}
    assert reach(links, names["B"], forward=True, whole=False) == {names["C"], names["X"]}
    assert reach(links, names["B"], forward=True, whole=True) == {
        names["C"],
        names["D"],
        names["X"],
    }
    assert reach(links, names["D"], forward=False, whole=True) == {
        names["A"],
        names["B"],
        names["C"],
    }


TEXTS = ("24 Apr", "15 d", "15 May", "24 Apr", "0 d", "15 May")


def drawn(state: State) -> Paper:
    paper = Paper()
    draw_box(paper, 0, 0, BoxText(1, "Fine-tune and select model", *TEXTS, state), LIGHT)
    return paper


def test_a_box_holds_early_dates_above_and_late_dates_below_its_name() -> None:
    paper = drawn(State.CRITICAL)
    heights = {found.text: found.y for found in paper.texts}
    assert [found.text for found in paper.texts if found.y < 20] == ["24 Apr", "15 May", "15 d"]
    assert [found.text for found in paper.texts if found.y > 60] == ["24 Apr", "15 May", "0 d"]
    assert 20 < heights["Fine-tune and"] < heights["select model"] < 60
    for found in paper.texts:
        assert found.x >= 4
        assert found.x + found.width <= 124


def test_states_differ_in_shape_and_not_in_color_alone() -> None:
    shapes = {
        state: (len(found.boxes), len(found.shapes), len(found.lines))
        for state in State
        for found in [drawn(state)]
    }
    assert len(set(shapes.values())) == 5


def test_a_milestone_shows_its_name_and_date_below_the_diamond() -> None:
    paper = Paper()
    text = BoxText(1, "MVP gate", early_finish="16 Jul", state=State.CRITICAL, milestone=True)
    draw_box(paper, 100, 0, text, LIGHT)
    assert paper.words() == ["MVP gate", "16 Jul"]
    corners = paper.shapes[0][0]
    assert {x for x, _ in corners} == {151, 164, 177}
    assert min(found.y for found in paper.texts) > max(y for _, y in corners)


def test_a_way_ends_in_an_arrow_that_points_at_the_box() -> None:
    paper = Paper()
    draw_wire(paper, ((0, 0), (20, 0), (20, 50), (40, 50)), LIGHT)
    tip, *back = paper.shapes[0][0]
    line = paper.lines[0][0]
    assert (tip, {x for x, _ in back}, line[-1]) == ((40, 50), {33}, (33, 50))
