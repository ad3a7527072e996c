"""Run the measurements that are named, or all of them."""

import importlib
import pkgutil
import sys

from tests import bench
from tests.bench import harness

OWN = {"__main__", "harness", "first_paint"}


def main(names: list[str]) -> int:
    """Measure and print; a figure over its budget is marked but fails nothing, machines differ."""
    known = sorted({module.name for module in pkgutil.iter_modules(bench.__path__)} - OWN)
    unknown = sorted(set(names) - set(known))
    if unknown:
        print(f"No such measurement: {', '.join(unknown)}. There are: {', '.join(known)}.")
        return 2
    for name in names or known:
        importlib.import_module(f"tests.bench.{name}")
    harness.show()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
