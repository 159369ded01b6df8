"""What the headings of a file mean, and in plain words what they lack."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from article41.errors import InputError, Problem, nearest
from article41.read.countries import comparable
from article41.read.tables.streams import Stream
from article41.read.trade.assumed import Assumed
from article41.read.trade.formats import FORMATS, Format, load_headings, spellings

EXPECTED = f"trade statistics as CSV or Parquet: {'; '.join(format_.words for format_ in FORMATS.values())}"
_NEEDED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("reporter", ("reporter_iso", "reporter_code", "reporter_name")),
    ("partner", ("partner_iso", "partner_code", "partner_name")),
    ("flow", ("flow", "flow_name", "element")),
    ("period", ("period", "year")),
    ("code", ("code",)),
    ("value", ("value", "figure", "value_cny", "no_value")),
)
_EXAMPLES = {"reporter": "CHN", "partner": "PRK", "flow": "X", "period": "2017", "code": "TOTAL"}
_WIDE = re.compile(r"Y[0-9]{4}")
_SHOWN, _LONGEST = 300, 200


def unknown(file: str, row: int | None, headings: Sequence[str]) -> Problem:
    """A table none of whose headings are of trade."""
    shown = ", ".join(filter(None, headings))[:_SHOWN] or None
    return Problem(file, row, None, shown, EXPECTED, _nearest_any(headings))


def targets(file: str, maps: Mapping[str, str]) -> dict[str, str]:
    """Comparable heading of the user's own to the one that it means. Raises InputError where none is."""
    known = spellings()
    problems = []
    for target in maps.values():
        if comparable(target) not in known:
            near = nearest(target, known.values())
            hint = f"did you mean {near}?" if near else None
            problems.append(Problem(file, None, None, target, "a heading of a known format to map to", hint))
    if problems:
        raise InputError(problems)
    return {comparable(heading): known[comparable(target)] for heading, target in maps.items()}


def renamed(headings: Sequence[str], own: Mapping[str, str]) -> list[str]:
    """The headings, those that the user mapped replaced by what they mean."""
    if not own:
        return list(headings)
    return [own.get(comparable(text), text) if len(text) < _LONGEST else text for text in headings]


def worded(error: InputError, file: str) -> InputError:
    """An error of the reader of tables in words of trade, where it misses headings."""
    return InputError(
        unknown(file, p.row, (p.found or "").split(", ")) if p.expected.startswith("headings such as") else p
        for p in error.problems
    )


def unmapped(file: str, maps: Mapping[str, str], headings: Sequence[str]) -> list[Problem]:
    """Headings that the user maps and the file does not have."""
    there = set(map(comparable, headings))
    problems = []
    for heading in maps:
        if comparable(heading) not in there:
            near = nearest(heading, headings)
            hint = f"did you mean '{near}'?" if near else None
            problems.append(Problem(file, None, heading, heading, "a heading of this file to map", hint))
    return problems


def _nearest_any(headings: Sequence[str]) -> str | None:
    """The first heading that is all but one of a known format."""
    for heading in headings[:50]:
        near = nearest(heading, spellings().values()) if 2 < len(heading) < 80 else None
        if near is not None:
            return f"did you mean {near} by '{heading}'? --map '{heading}={near}' says so"
    return None


def repeated(stream: Stream, places: Mapping[str, Sequence[int]], headings: Sequence[str]) -> list[Problem]:
    """Columns that mean the same as one before them."""
    problems = []
    for role, at in places.items():
        for other in at[1:]:
            hint = f"'{headings[at[0]]}' is used"
            found, expected = headings[other], f"one column for {role}"
            problems.append(Problem(stream.file, stream.heading_row, found, found, expected, hint))
    return problems


def missing(
    stream: Stream,
    format_: Format,
    places: Mapping[str, Sequence[int]],
    said: Assumed,
    known: Sequence[str],
) -> list[Problem]:
    """Columns that the format needs and nothing else tells, with the nearest heading or what to assume."""
    free = [known[at] for at in range(len(known)) if not any(at in taken for taken in places.values())]
    known_already = {what for what in _EXAMPLES if what in said.given}
    known_already |= {what for what in ("reporter", "flow") if getattr(format_, what) is not None}
    problems = []
    for what, roles in _NEEDED:
        if what in known_already or any(role in places for role in roles):
            continue
        own = [spellings()[key] for key, role in load_headings()[format_.name].items() if role in roles]
        near = next((f for f in free if nearest(f, own) is not None and len(f) < 80), None)
        hints = [f"--map '{near}={nearest(near, own)}' if that is it"] if near else []
        if any(_WIDE.fullmatch(text) for text in known):
            hints = [
                "a file with a column for each year is not read: take the normalised one, a row for each"
            ]
        elif what in _EXAMPLES:
            hints.append(f"--assume {what}={_EXAMPLES[what]} says it of the whole file")
        expected = f"a column for {what}: {' or '.join(own[:3])}"
        problems.append(
            Problem(stream.file, stream.heading_row, None, None, expected, "; ".join(hints) or None)
        )
    return problems


def told(
    headings: Sequence[str],
    known: Sequence[str],
    columns: Mapping[str, str],
    said: Assumed,
    format_: Format,
) -> list[str]:
    """What was read as what, what was assumed, and what a format cannot tell."""
    pairs = zip(headings, known, strict=True)
    notes = [f"column '{own}' is read as {target}" for own, target in pairs if own != target]
    has = {what for what, roles in _NEEDED if any(role in columns for role in roles)}
    has |= {what for what in ("reporter", "flow") if getattr(format_, what) is not None}
    if "classification" in columns:
        has.add("edition")
    for what, text in said.given.items():
        is_told = what in has
        notes.append(
            f"{what}={text} is not used: the file tells it" if is_told else f"assumed: {what}={text}"
        )
    if "no_value" in columns:
        sums = f"column '{columns['no_value']}' adds up unit values of products"
        notes.append(f"{sums}, which is no value of trade: no value is read")
    if "value_cny" in columns and "value" not in columns:
        notes.append(f"column '{columns['value_cny']}' is in yuan: no value in US dollars is read from it")
    if format_.name == "faostat":
        notes.append("items are given HS headings by our own mapping, cpc.csv")
    return notes
