"""The waterfall of a suspension, for a slide: prohibited, would be free, would stay blocked."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from article41.decide.relief import Amount, Relief
from article41.report.relief import Simulation, finding, money, now_words, scenario_title
from article41.report.words import count

if TYPE_CHECKING:
    import altair as alt

# Okabe and Ito's colours, as in tables.py; each bar also bears its word and its number
COLOURS: Mapping[str, str] = {
    "prohibited": "#d55e00",
    "freed": "#0072b2",
    "eased": "#e69f00",
    "unanswered": "#999999",
    "blocked": "#d55e00",
}
LABELS: Mapping[str, str] = {
    "prohibited": "Prohibited",
    "freed": "Would be free",
    "eased": "Would be indeterminate",
    "unanswered": "Would have no answer",
    "blocked": "Still blocked",
}
WIDTH, BAND, BAR = 720, 70, 40
"""Pixels of the plot, of a bar with its gap and without."""
SCALE = 2
"""Pixels of a PNG for each of the picture's own."""
ROOM = 1.42
"""The axis reaches beyond the longest bar, for the words at its end."""
INK, GREY = "#222222", "#5a5a5a"
FONT = "Helvetica Neue, Liberation Sans, Arial, sans-serif"
FORMATS = (".svg", ".png", ".html")
NAMED = 3
"""Provisions that a bar names one by one."""
_UNDRAWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What no XML can hold: one such character in a name, and vl-convert ends the whole process."""
STAND_IN = "\ue03c"
"""A character that no script and no language uses."""
SOURCES = 3
"""Publications that the foot names one by one."""


def waterfall(simulation: Simulation, unit: str | None = None) -> dict[str, Any]:
    """A Vega-Lite chart, a waterfall for each scenario, all on one scale.

    `unit`: usd or count; by default usd where most values are known. Only what is prohibited as the
    law stands is drawn.
    """
    import altair as alt

    is_usd = simulation.is_mostly_valued if unit is None else unit == "usd"
    most = max((_size(r.today("prohibited"), is_usd) for r in simulation.reliefs), default=0.0)
    parts = [_scenario(simulation, relief, is_usd, (most or 1.0) * ROOM) for relief in simulation.reliefs]
    foot = alt.TitleParams(
        list(_foot(simulation, is_usd)),
        orient="bottom", anchor="start", fontSize=13, fontWeight="normal", color=GREY, offset=14, dx=0,
    )  # fmt: skip
    chart = (
        alt.vconcat(*parts, spacing=34, title=foot)
        .properties(
            padding=28,
            background="white",
            description=" ".join(finding(r, is_usd) for r in simulation.reliefs),
        )
        .configure(font=FONT)
        .configure_view(stroke=None)
    )
    found: dict[str, Any] = chart.to_dict()
    return found


def draw(spec: dict[str, Any], ending: str) -> bytes:
    """The chart as .svg, .png or .html, without a network: the page carries its scripts."""
    import vl_convert

    spec = drawable(spec)
    if ending == ".png":
        return bytes(vl_convert.vegalite_to_png(spec, scale=SCALE))
    if ending == ".svg":
        return str(vl_convert.vegalite_to_svg(spec)).encode()
    # a cell or a name with </script> in it would end the page's own script, so no "<" of theirs is written
    escaped = _each(spec, lambda text: text.replace("<", STAND_IN))
    page = str(vl_convert.vegalite_to_html(escaped, bundle=True))
    return page.replace(STAND_IN, "\\u003c").encode()


def png(svg: bytes) -> bytes:
    """A picture that `draw` made as .svg, as .png: the bytes `draw` would give, without Vega."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg.decode(), scale=SCALE))


def drawable(spec: Any) -> Any:
    """The chart, or a part of it, in which every text can be drawn."""
    return _each(spec, lambda text: _UNDRAWABLE.sub("\ufffd", text))


def _each(spec: Any, change: Callable[[str], str]) -> Any:
    """The chart with every text changed, those of its data too."""
    if isinstance(spec, str):
        return change(spec)
    if isinstance(spec, dict):
        return {_each(key, change): _each(value, change) for key, value in spec.items()}
    return [_each(part, change) for part in spec] if isinstance(spec, list | tuple) else spec


def _scenario(
    simulation: Simulation, relief: Relief, is_usd: bool, reach: float
) -> alt.LayerChart | alt.FacetChart:
    import altair as alt

    steps = list(_steps(relief, is_usd))
    order = [step["label"] for step in steps]
    base = alt.Chart(alt.InlineData(values=steps)).encode(
        y=alt.Y(
            "label:N",
            sort=order,
            axis=alt.Axis(
                title=None, labelFontSize=18, labelColor=INK, labelLimit=320, ticks=False, domain=False,
                labelPadding=12,
            ),
        )
    )  # fmt: skip
    x = alt.X("start:Q", scale=alt.Scale(domain=[0, reach], nice=False), axis=None)
    colour = alt.Color(
        "kind:N", scale=alt.Scale(domain=list(COLOURS), range=list(COLOURS.values())), legend=None
    )
    bars = base.mark_bar(height=BAR).encode(x=x, x2="end:Q", color=colour)
    numbers = base.mark_text(align="left", dx=9, fontSize=20, fontWeight="bold").encode(
        x=alt.X("end:Q"), text="amount:N", color=alt.value(INK)
    )
    whys = base.mark_text(align="left", dy=BAR / 2 + 11, fontSize=14).encode(
        x=alt.value(0), text="why:N", color=alt.value(GREY)
    )
    head = alt.TitleParams(
        _title(simulation, relief),
        subtitle=_subtitle(simulation, relief, is_usd),
        anchor="start", fontSize=25, fontWeight="bold", color=INK,
        subtitleFontSize=16, subtitleColor=GREY, subtitlePadding=8, offset=18, lineHeight=30,
        subtitleLineHeight=21,
    )  # fmt: skip
    return alt.layer(bars, numbers, whys, title=head).properties(width=WIDTH, height=BAND * len(steps))


def _steps(relief: Relief, is_usd: bool) -> Iterator[dict[str, Any]]:
    """Bars from the top: the whole, each part taken from its right end, what is left."""
    left = _size(relief.today("prohibited"), is_usd)
    now = f"{LABELS['prohibited']} {now_words(relief.scenario.regime)}"
    yield _step("prohibited", now, relief.today("prohibited"), (0.0, left), is_usd)
    for fate in ("freed", "eased", "unanswered", "blocked"):
        found = relief.total([fate])
        if not found.count and fate in ("eased", "unanswered"):
            continue
        size = _size(found, is_usd)
        why = _blocked_by(relief) if fate == "blocked" else ""
        yield _step(fate, LABELS[fate], found, (left - size, left), is_usd) | {"why": why}
        left -= size


def _step(kind: str, label: str, found: Amount, span: tuple[float, float], is_usd: bool) -> dict[str, Any]:
    return {
        "kind": kind,
        "label": label,
        "start": max(span[0], 0.0),
        "end": span[1],
        "amount": _words(found, is_usd),
        "why": "",
    }


def _size(found: Amount, is_usd: bool) -> float:
    return (found.value_usd or 0.0) if is_usd else float(found.count)


def _words(found: Amount, is_usd: bool) -> str:
    if not is_usd:
        return f"{found.count:,}"
    if found.value_usd is None:
        return f"{found.count:,} of unknown value"
    unknown = f" + {found.unknown:,} of unknown value" if found.unknown else ""
    return f"USD {money(found.value_usd)}{unknown}"


def _blocked_by(relief: Relief) -> str:
    regime = relief.scenario.regime
    names = [regime.provision(name).cite for name, _ in relief.blocked_by(("blocked",))]
    if not names:
        return ""
    shown = names if len(names) <= NAMED else [*names[:NAMED], f"{len(names) - NAMED} more"]
    return "by " + "; ".join(shown)


def _title(simulation: Simulation, relief: Relief) -> list[str]:
    named = f"{relief.scenario.name}{_day(simulation)}"
    if _has_plain_name(relief):
        named = f"{scenario_title(relief.scenario.regime)}{_day(simulation)}"
    return textwrap.wrap(bound(named[0].upper() + named[1:]), 58)


def _has_plain_name(relief: Relief) -> bool:
    """Whether the scenario bears no name of its own, only the ids."""
    return set(relief.scenario.name.split(" + ")) == relief.scenario.regime.suspended


def _day(simulation: Simulation) -> str:
    day = simulation.regime.law_on
    return f", on {day.day} {day:%B %Y}" if day else ""


def _subtitle(simulation: Simulation, relief: Relief, is_usd: bool) -> list[str]:
    named = "" if _has_plain_name(relief) else f"{scenario_title(relief.scenario.regime)}."
    when = "as if it all took place on that day" if simulation.regime.law_on else "each judged on its own day"
    of = f"{count(relief.transactions.height, 'transaction')}, {when}"
    said = (named, finding(relief, is_usd), f"{of}; {'US dollars' if is_usd else 'number of transactions'}.")
    return [line for text in said for line in textwrap.wrap(bound(text[:1].upper() + text[1:]), 92)]


def bound(text: str) -> str:
    """With citations that no line break takes apart."""
    return re.sub(r" (?=\(\d{4}\)|para\. )|(?<=para\.) ", "\u00a0", text)


def _foot(simulation: Simulation, is_usd: bool) -> Iterator[str]:
    regime = simulation.regime
    named = simulation.sources
    shown = [*named[:SOURCES], f"{len(named) - SOURCES} more"] if len(named) > SOURCES else named
    source = f"{'; '.join(shown)} ({simulation.file})" if named else simulation.file
    law = f"Security Council resolutions as encoded by article41, as known on {regime.as_of}"
    yield from textwrap.wrap(f"Source: {source}. {law}, law {regime.law.hash[:12]}.", 125)
    unknown = max(r.total().unknown for r in simulation.reliefs)
    apart = f" Transactions of unknown value ({unknown:,}) are not drawn." if unknown and is_usd else ""
    yield f"Other law may still block what becomes free.{apart} Parties not screened. Not legal advice."
