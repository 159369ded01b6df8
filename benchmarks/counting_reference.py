"""The rules of counting told row by row in plain Python: slow, and what the columns must agree with.

Nothing here is shared with article41.analyse.trade but the names of columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any, TypeAlias

from article41.flows import READ, TOTAL

Row: TypeAlias = dict[str, Any]
Key: TypeAlias = tuple[Any, ...]


def by_row(rows: Iterable[Row]) -> tuple[dict[str, Row], set[tuple[str | None, int | None]]]:
    """The flows counted, by id, and file and row of what is set aside."""
    every = sorted(map(_clean, rows), key=lambda r: [_order(r[c]) for c in READ])
    left = _editions(every)
    groups: dict[Key, list[Row]] = defaultdict(list)
    for row in left:
        groups[*_told(row), _item(row)].append(row)
    flows = [_flow(group) for group in groups.values()]
    flows = _years(flows)
    _leaves(flows)
    counted = {f["id"]: f for f in flows}
    stands = {(r["file"], r["row"]) for f in flows for r in f["of"]}
    return counted, {(r["file"], r["row"]) for r in every} - stands


def _clean(row: Row) -> Row:
    row = dict(row)
    for column in ("is_total", "is_original"):
        row[column] = True if row[column] is None else row[column]
    if row["is_total"] and row["mode"] == 0:
        row["mode"] = None
    return row


def _order(value: Any) -> tuple[bool, Any]:
    return (value is not None, value)


def _told(row: Row) -> Key:
    return tuple(row[c] for c in ("source", "reporter", "partner", "flow", "freq", "start", "end"))


def _item(row: Row) -> str:
    if row["code"] is None or row["source"] == "faostat":
        return f"{row['code'] or ''}|{row['words'] or ''}"
    return str(row["code"])


def _chapter(row: Row) -> str:
    if row["code"] is None or row["source"] == "faostat":
        return _item(row)
    return str(row["code"]) if row["code"] == TOTAL else str(row["code"])[:2]


def _editions(rows: list[Row]) -> list[Row]:
    groups: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        groups[_told(row)].append(row)
    left = []
    for group in groups.values():
        whole = _best(group)
        codes: dict[str, Row] = {}
        for row in group:
            if row["edition"] == whole and row["is_total"] and "|" not in _item(row):
                codes.setdefault(row["code"], row)
        is_complete = False
        if TOTAL in codes and (total := codes.pop(TOTAL)["value_usd"]) is not None:
            for digits in {len(c) for c in codes}:
                made = sum(r["value_usd"] or 0 for c, r in codes.items() if len(c) == digits)
                is_complete |= abs(made - total) <= 0.01 * total
        for row in group:
            near = [r for r in group if _chapter(r) == _chapter(row)]
            if row["edition"] == (whole if is_complete else _best(near)):
                left.append(row)
    return left


def _best(rows: list[Row]) -> int | None:
    own = {r["edition"] for r in rows if r["is_original"]}
    best: int | None = max(own or {r["edition"] for r in rows}, key=lambda e: -1 if e is None else e)
    return best


def _flow(rows: list[Row]) -> Row:
    totals = [r for r in rows if r["is_total"]]
    parts = _parts([r for r in rows if not r["is_total"]])
    one_mode = {r["mode"] for r in parts}
    mode = one_mode.pop() if len(one_mode) == 1 else None
    if totals:
        row = _fullest(totals)
        made = _sum(parts, "value_usd")
        makes_up = made is not None and row["value_usd"] is not None
        makes_up = makes_up and abs(made - row["value_usd"]) <= 0.01 * row["value_usd"]
        counting = [row]
        if row["mode"] is not None:
            mode = row["mode"]
        elif not (makes_up and parts):
            mode = None
    else:
        counting = parts
    first = counting[0]
    units = {r["unit"] for r in counting}
    return {
        **{c: first[c] for c in READ},
        "id": _id(first),
        "value_usd": _sum(counting, "value_usd"),
        "weight_kg": _sum(counting, "weight_kg"),
        "quantity": _sum(counting, "quantity") if len(units) == 1 else None,
        "unit": first["unit"] if len(units) == 1 else None,
        "mode": mode or None,
        "level": 0 if first["code"] in (None, TOTAL) else len(first["code"]),
        "rows": len(counting),
        "of": counting,
    }


def _sum(rows: list[Row], column: str) -> float | None:
    known = [r[column] for r in rows]
    return None if None in known or not known else float(sum(known))


def _fullest(totals: list[Row]) -> Row:
    first = next((r for r in totals if r["value_usd"] is not None), totals[0])
    alike = [r for r in totals if _agree(r, first)]
    return min(
        alike,
        key=lambda r: (r["value_usd"] is None, -sum(r[c] is not None for c in ("weight_kg", "quantity"))),
    )


def _agree(one: Row, other: Row) -> bool:
    for column in ("value_usd", "weight_kg"):
        if None not in (one[column], other[column]) and abs(one[column] - other[column]) > 0.5:
            return False
    q, o = one["quantity"], other["quantity"]
    if None in (q, o) or (None not in (one["unit"], other["unit"]) and one["unit"] != other["unit"]):
        return True
    return bool(abs(q - o) <= 1e-6 * max(q, o))


def _parts(rows: list[Row]) -> list[Row]:
    seen: set[Key] = set()
    modes: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        alike = tuple(row[c] for c in ("mode", "value_usd", "weight_kg", "quantity", "unit"))
        if alike not in seen:
            modes[row["mode"]].append(row)
        seen.add(alike)
    breakdowns: dict[bool, list[Row]] = {True: [], False: []}
    for mode, group in modes.items():
        values = [r["value_usd"] or 0.0 for r in group]
        top = max(values)
        if len(group) >= 3 and top > 0 and abs(top - (sum(values) - top)) <= 0.01 * top:
            group = [group[values.index(top)]]  # noqa: PLW2901
        breakdowns[bool(mode)] += group
    size = {
        b: (sum(r["value_usd"] or 0 for r in group), sum(r["weight_kg"] or 0 for r in group), b)
        for b, group in breakdowns.items()
        if group
    }
    chosen = breakdowns[max(size, key=lambda b: size[b])] if size else []
    return [r for r in rows if any(r is c for c in chosen)]


def _years(flows: list[Row]) -> list[Row]:
    groups: dict[Key, list[Row]] = defaultdict(list)
    for flow in flows:
        side = tuple(flow[c] for c in ("source", "reporter", "partner", "flow"))
        groups[*side, _item(flow), flow["start"].year].append(flow)
    left = []
    for group in groups.values():
        year = [f for f in group if f["freq"] == "A"]
        months = [f for f in group if f["freq"] == "M"]
        if not year or not months:
            left += group
            continue
        counts = len(months) >= 12
        for column in ("value_usd", "weight_kg"):
            told = [f[column] for f in months if f[column] is not None]
            whole = [f[column] for f in year if f[column] is not None]
            if told and whole:
                counts = sum(told) >= 0.99 * max(whole)
                break
        left += [f for f in group if f["freq"] != ("A" if counts else "M")]
    return left


def _leaves(flows: list[Row]) -> None:
    groups: dict[Key, list[Row]] = defaultdict(list)
    for flow in flows:
        groups[*(flow[c] for c in ("source", "reporter", "partner", "flow")), flow["start"].year].append(flow)
    for group in groups.values():
        for flow in group:
            is_item = flow["source"] == "faostat"
            finer = any(
                flow["freq"] != f["freq"] or (flow["start"], flow["end"]) == (f["start"], f["end"])
                for f in group
                if not is_item and _is_finer(f, flow)
            )
            has_place = is_item or (flow["code"] is not None and not finer)
            flow["is_leaf"] = flow["flow"] in ("M", "X") and has_place


def _is_finer(one: Row, other: Row) -> bool:
    if one["code"] is None or one["level"] <= other["level"]:
        return False
    return other["code"] == TOTAL or (
        other["code"] is not None and str(one["code"]).startswith(other["code"])
    )


def _id(row: Row) -> str:
    start: date = row["start"]
    period = f"{start:%Y}" if row["freq"] == "A" else f"{start:%Y%m}"
    what = row["code"] or "x"
    if "|" in _item(row):
        what += "." + sha256((row["words"] or "").encode()).hexdigest()[:8]
    tail = "" if row["source"] == "comtrade" else "-" + row["source"]
    return f"{row['reporter']}-{row['flow']}-{row['partner']}-{period}-{what}{tail}"
