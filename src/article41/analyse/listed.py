"""Parties and vessels of a whole table met on the lists: the register, column by column.

Each distinct name is looked up once; what follows concerns only the rows that met a listing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from article41.analyse.names import APOSTROPHES
from article41.analyse.register import (
    ASKED,
    FLAG,
    IMO,
    OF_ONE_VESSEL,
    PARTIES,
    TRAVELLER,
    Met,
    Register,
    bears_on,
    joined,
)
from article41.model import DPRK

HITS = "hits"
LISTED, DOUBTED, DAY = "is_listed", "is_doubted", "needs.day"
"""Of a fact, as in party_designated.is_listed: a listing made it true; one may; it turns on the day."""
SETTLES = tuple(IMO.values())
"""Facts that would tell vessels of one name apart."""
_PLACE = pl.UInt32
_PAIRS = {
    "place": _PLACE,
    "listing": pl.UInt32,
    "doubt": pl.String,
    "text": pl.String,
    "of_two": pl.Boolean,
    **dict.fromkeys(ASKED, pl.Boolean),
}


def with_listed(frame: pl.DataFrame, register: Register) -> pl.DataFrame:
    """Fills the facts that listings make true, as `as_listed` of records does.

    Needs law_on, its needs and kind. Adds `hits` (list of String) and, where some row met a listing, for each
    such fact <fact>.is_listed, <fact>.is_doubted and <fact>.needs.<what> (Boolean, no nulls).
    """
    frame = _unlisted(frame)
    pairs = _pairs(frame, register)
    if not len(pairs):
        return _without_hits(frame)
    spans = pl.DataFrame(
        {
            "listing": pl.Series(range(len(register.listings)), dtype=pl.UInt32),
            "start": [x.since for x in register.listings],
            "first": [x.removed_on and x.removed_on.first for x in register.listings],
            "last": [x.removed_on and x.removed_on.last for x in register.listings],
        },
        schema_overrides={"first": pl.Date, "last": pl.Date},
    ).with_columns(pl.when(pl.col("first") <= register.as_of).then(pl.col("first", "last")))
    rows = frame.select(
        pl.int_range(pl.len(), dtype=_PLACE).alias("place"),
        (pl.col("law_on") if register.law_on is None else pl.lit(register.law_on)).alias("day"),
        (pl.col("date") if "date" in frame.columns else pl.lit(None, pl.Date)).alias("floor"),
        pl.col("kind").is_in(OF_ONE_VESSEL).fill_null(False).alias("is_alone"),
        *(pl.col(f) if f in frame.columns else pl.lit(None, pl.Boolean).alias(f) for f in ASKED),
    )
    given = pairs.join(rows, on="place", how="left", suffix=".given", maintain_order="left")
    given = given.join(spans, on="listing", how="left", maintain_order="left")
    given = given.with_columns(stands=_stands()).filter(pl.col("stands").fill_null(True))
    if not len(given):
        return _without_hits(frame)
    return _spread(frame, _gathered(given))


def _without_hits(frame: pl.DataFrame) -> pl.DataFrame:
    none = pl.Series(HITS, [[]], dtype=pl.List(pl.String))
    return frame.with_columns(none.gather(pl.repeat(0, len(frame), dtype=pl.UInt32, eager=True)))


def _unlisted(frame: pl.DataFrame) -> pl.DataFrame:
    """As before anything was looked up: on another day other listings stand."""
    if HITS not in frame.columns:
        return frame
    looked_up = [f for f in ASKED if f"{f}.{LISTED}" in frame.columns]
    bare = frame.with_columns(pl.when(~pl.col(f"{f}.{LISTED}")).then(pl.col(f)).alias(f) for f in looked_up)
    made = [c for c in bare.columns if c == HITS or (c.partition(".")[0] in ASKED and "." in c)]
    return bare.drop(made)


def _stands() -> pl.Expr:
    """As `Register.stands`."""
    day, floor, start, first, last = (pl.col(c) for c in ("day", "floor", "start", "first", "last"))
    known = (
        pl.when((day < start) | (day >= last).fill_null(False))
        .then(False)
        .when(first.is_null() | (day < first))
        .then(True)
    )
    is_over, has_begun = (floor >= last).fill_null(False), first.is_null() & (start <= floor)
    from_floor = pl.when(is_over).then(False).when(has_begun).then(True)
    return pl.when(day.is_null()).then(from_floor).otherwise(known)


def _pairs(frame: pl.DataFrame, register: Register) -> pl.DataFrame:
    """A row for each value of the frame and listing that it met, whatever the day."""
    parts = [
        _party_pairs(frame, field, register) for field in (*PARTIES, TRAVELLER) if field in frame.columns
    ]
    parts += [p for field in IMO for p in _vessel_pairs(frame, field, register)]
    found = [p for p in parts if p is not None]
    return pl.concat(found) if found else pl.DataFrame(schema=_PAIRS)


def _party_pairs(frame: pl.DataFrame, field: str, register: Register) -> pl.DataFrame | None:
    values = frame[field].unique().drop_nulls()
    exact = {v: register.party(v, is_traveller=field == TRAVELLER) for v in _candidates(values, register)}
    mets = _with_alike(exact, _alike(values, field, register))
    return _joined(frame.select(_places(), field), field, field, mets, register)


def _vessel_pairs(frame: pl.DataFrame, field: str, register: Register) -> Iterable[pl.DataFrame | None]:
    """By IMO number; by name alone only where a row gives none."""
    number, flag = IMO[field], FLAG[field]
    has_imo = number in frame.columns
    if has_imo:
        numbers = frame[number].unique().drop_nulls()
        mets = [(n, register.by_imo[n]) for n in numbers if n in register.by_imo]
        yield _joined(frame.select(_places(), number), number, field, mets, register)
    if field in frame.columns:
        flies = pl.col(flag).eq_missing(DPRK) if flag in frame.columns else pl.lit(False)
        alone = frame.select(_places(), field, flies.alias("is_dprk"), *([number] if has_imo else []))
        if has_imo:
            alone = alone.filter(pl.col(number).is_null())
        values = alone[field].unique().drop_nulls()
        candidates, alike = _candidates(values, register), _alike(values, field, register)
        for is_dprk in (True, False):
            under = DPRK if is_dprk else None
            exact = {v: register.vessel(v, None, under, number) for v in candidates}
            part = alone.filter(pl.col("is_dprk") == is_dprk).select("place", field)
            yield _joined(part, field, field, _with_alike(exact, alike), register)


def _alike(values: pl.Series, field: str, register: Register) -> dict[str, tuple[Met, ...]]:
    """The few texts that are like a listed name, and the listings that bear it."""
    texts = values.to_list()
    return {texts[place]: mets for place, mets in register.alike(texts, field).items()}


def _with_alike(
    exact: Mapping[str, tuple[Met, ...]], alike: Mapping[str, tuple[Met, ...]]
) -> list[tuple[str, tuple[Met, ...]]]:
    return [(text, joined(exact.get(text, ()), alike.get(text, ()))) for text in {**exact, **alike}]


def _places() -> pl.Expr:
    return pl.int_range(pl.len(), dtype=_PLACE).alias("place")


def _joined(
    rows: pl.DataFrame,
    column: str,
    field: str,
    mets: Sequence[tuple[str, tuple[Met, ...]]],
    register: Register,
) -> pl.DataFrame | None:
    """The rows whose value met a listing, once for each."""
    numbers = {id(listing): i for i, listing in enumerate(register.listings)}
    found = [(value, met) for value, several in mets for met in several]
    if not found:
        return None
    bears = [bears_on(field, met.listing, None) for _, met in found]
    alone = [bears_on(field, met.listing, "port_call") for _, met in found]
    table = pl.DataFrame(
        {
            column: [value for value, _ in found],
            "listing": pl.Series([numbers[id(met.listing)] for _, met in found], dtype=pl.UInt32),
            "doubt": pl.Series([met.doubt for _, met in found], dtype=pl.String),
            "text": [f"{met.listing.reference} ({column}, by {met.by})" for _, met in found],
            "of_two": [a != b for a, b in zip(alone, bears, strict=True)],
            **{fact: [fact in b for b in bears] for fact in ASKED},
        }
    )
    return rows.join(table, on=column, how="inner", maintain_order="left_right").select(list(_PAIRS))


def _candidates(values: pl.Series, register: Register) -> list[str]:
    """The few texts that may name a listing. What is not plain ASCII is left to the register itself."""
    if not len(values):
        return []
    plain = values.str.len_bytes() == values.str.len_chars()
    table = pl.DataFrame({"value": values.filter(plain)})
    bare = pl.col("value").str.replace_all(f"[{APOSTROPHES}]", "").str.to_lowercase()
    tokens = bare.str.extract_all("[a-z0-9]+")
    code = pl.col("value").str.replace_all("[^A-Za-z0-9]", "").str.to_uppercase()
    keys = table.with_columns(
        tokens.list.join(" ").alias("name"),
        tokens.list.sort().list.join(" ").alias("sorted"),
        code.alias("code"),
    )
    found = keys.filter(
        pl.col("name").is_in([*register.names, *register.vessels])
        | pl.col("sorted").is_in(list(register.persons))
        | pl.col("code").is_in([*register.references, *register.identifiers])
        | pl.col("code").str.slice(0, 8).is_in(list(register.banks))
    )
    return [*found["value"], *values.filter(~plain)]


def _gathered(pairs: pl.DataFrame) -> pl.DataFrame:
    """What each place's pairs come to, fact by fact."""
    whole: list[pl.Expr] = [pl.col("text").unique(maintain_order=True).alias(HITS)]
    for fact in ASKED:
        bears = pl.col(fact) & pl.col(f"{fact}.given").is_null() & ~(pl.col("of_two") & pl.col("is_alone"))
        sure = bears & pl.col("stands").fill_null(False) & pl.col("doubt").is_null()
        open_ = bears & ~sure
        undated, rough = pl.col("stands").is_null(), (pl.col("first") < pl.col("last")).fill_null(False)
        whole += [
            sure.any().alias(f"{fact}.{LISTED}"),
            open_.any().alias(f"{fact}.{DOUBTED}"),
            (open_ & undated & pl.col("day").is_null()).any().alias(f"{fact}.{DAY}"),
            (open_ & (pl.col("doubt").eq_missing("") | (undated & (pl.col("day").is_not_null() | rough))))
            .any()
            .alias(f"{fact}.needs.{fact}"),
            *((open_ & pl.col("doubt").eq_missing(s)).any().alias(f"{fact}.needs.{s}") for s in SETTLES),
        ]
    return pairs.group_by("place", maintain_order=True).agg(whole)


def _spread(frame: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Over every row of the frame; a fact that a listing makes sure is not doubted as well."""
    places = frame.select(_places())
    wide = places.join(found, on="place", how="left", maintain_order="left").drop("place")
    columns = []
    for fact in ASKED:
        own = [f"{fact}.{w}" for w in (DOUBTED, DAY, f"needs.{fact}", *(f"needs.{s}" for s in SETTLES))]
        sure = pl.col(f"{fact}.{LISTED}").fill_null(False)
        if not found.select(pl.any_horizontal(f"{fact}.{LISTED}", f"{fact}.{DOUBTED}").any()).item():
            continue
        columns += [sure, *((pl.col(c).fill_null(False) & ~sure) for c in own)]
    none = pl.lit([], dtype=pl.List(pl.String))
    wide = wide.select(*columns, pl.col(HITS).fill_null(none))
    facts = [f for f in ASKED if f"{f}.{LISTED}" in wide.columns]
    frame = pl.concat([frame, wide], how="horizontal")
    return frame.with_columns(
        pl.coalesce(*([f] if f in frame.columns else []), pl.when(pl.col(f"{f}.{LISTED}")).then(True)).alias(
            f
        )
        for f in facts
    )
