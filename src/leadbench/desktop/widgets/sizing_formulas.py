"""How each figure of the sizing sheet follows, with its numbers, for the tooltip of the figure."""

from collections.abc import Mapping

from leadbench.analysis.sizing import MONTH_HOURS, Sizing
from leadbench.desktop.widgets.field_spec import plain_number
from leadbench.plan import architecture
from leadbench.plan.tables import SizingSheet


def formulas(sheet: SizingSheet, found: Sizing, other_seconds: float) -> Mapping[str, str]:
    """Return the formula of each figure by the name of the figure.

    Parameters
    ----------
    other_seconds
        What the other hops of an answer take.
    """
    day, at_once = architecture.requests_per_day(sheet), sheet.at_once
    number, use = plain_number, plain_number(sheet.most_use_percent)
    places, fewer = found.servers * at_once, (found.servers - sheet.failures) * at_once
    flight, percentile = f"{found.in_flight:.1f}", plain_number(sheet.latency_percentile)
    own = sheet.service_percentile_seconds
    return {
        "day": f"{number(sheet.units_per_month)} {sheet.unit}s a month × "
        f"{number(sheet.requests_per_unit)} ÷ {number(sheet.days_per_month)} working days",
        "peak": f"{day:,.0f} a day × {number(sheet.peak_hour_percent)}% in the peak hour ÷ "
        f"3,600 s × surge {number(sheet.surge)}",
        "calls": f"{found.peak_requests:.2f} {sheet.request}s/s × "
        f"{number(sheet.calls_per_request)} calls of each",
        "flight": f"{found.peak_calls:.2f} calls/s × {number(sheet.mean_seconds)} s a call "
        "(Little's law)",
        "exact": f"{flight} in flight ÷ ({at_once} at once × {use}%), rounded up; more where the "
        "wait would break the promise",
        "failures": "Servers that may be down at the same time, as typed below",
        "deploying": "Servers that are replaced at the same time, as typed below",
        "servers": f"{found.needed} needed + {sheet.failures} that may fail + {sheet.deploying} "
        "in deployment",
        "use": f"{flight} in flight ÷ {places} places of {found.servers} servers",
        "use_less": f"{flight} in flight ÷ {fewer} places of the servers that are left",
        "wait": f"Erlang C with {places} places and {flight} calls in flight",
        "wait_less": f"Erlang C with {fewer} places and {flight} calls in flight",
        "latency": f"{found.wait:.2f} s wait at p{percentile} while the servers that may fail "
        f"are down + {number(own or sheet.mean_seconds)} s "
        f"{'call at that percentile' if own else 'mean call, for no percentile is measured'} + "
        f"{other_seconds:.2f} s other hops",
        "price": "As typed below",
        "month": f"{found.servers} servers × {MONTH_HOURS} h × price an hour",
        "batch": f"{number(sheet.batch_items or 0)} items × "
        f"{number(sheet.batch_item_seconds or 0)} s × "
        f"{number(1 + sheet.batch_retry_percent / 100)} ÷ "
        f"({number(sheet.batch_hours or 0)} h × 3,600 s), rounded up",
        "kept": f"{number(sheet.units_per_month)} × {number(sheet.requests_per_unit)} × "
        f"{number(sheet.kept_months or 0)} months",
        "stored": f"Kept {sheet.request}s × {number(sheet.item_kilobytes or 0)} kB",
    }
