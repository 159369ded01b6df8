"""Identifiers and addresses of a party of FollowTheMoney: its properties, and the entities that hold them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from article41.listing import IDENTIFIER_KINDS, Identifier, Place
from article41.read.lists.ftm_words import IDENTIFIERS, UNLABELLED, Entity, joined, read_note, texts
from article41.read.lists.values import country_code, identifier, place, place_of


def read_identifiers(entity: Entity, documents: Sequence[Entity]) -> tuple[Identifier, ...]:
    """Those of the party's properties, and of its documents, which say more of the same number."""
    bare = []
    for prop in filter(entity["properties"].__contains__, IDENTIFIERS):
        kind = IDENTIFIERS[prop]
        for text in texts(entity, prop):
            typed, value = _typed(kind, text.strip(), entity["schema"])
            label = "" if UNLABELLED.get(kind) == prop else prop
            bare.append(identifier(typed, value, label=label))
    held = []
    for document in documents:
        numbers = [n for p in ("number", "passportNumber", "publicKey") for n in texts(document, p)]
        for number in dict.fromkeys(numbers):
            kinds = [i.kind for i in bare if i.value == number]
            held.append(_document(document, number, kinds[0] if len(kinds) == 1 else None))
    known = {(i.kind, i.value) for i in held}
    return tuple(dict.fromkeys([*(i for i in bare if (i.kind, i.value) not in known), *held]))


def _typed(kind: str, value: str, schema: str) -> tuple[str, str]:
    if kind == "imo":
        number = value.upper().removeprefix("IMO").strip()
        return ("imo" if schema == "Vessel" else "imo_company"), number
    return ("aircraft_registration" if kind == "registration" and schema == "Airplane" else kind), value


def _document(document: Entity, number: str, kind: str | None) -> Identifier:
    """Of the kind our own writer names; else by its schema, the party's property, the words of its type."""
    carried = dict(filter(None, map(read_note, texts(document, "description"))))
    is_wallet = document["schema"] == "CryptoWallet"
    label = joined(texts(document, "currency" if is_wallet else "type"))
    by_schema = {"Passport": "passport", "CryptoWallet": "wallet"}.get(document["schema"])
    by_words = "passport" if "passport" in label.casefold() else "other"
    said = carried.get("kind")
    if said not in IDENTIFIER_KINDS:
        said = by_schema or (by_words if kind in (None, "other") else kind)
    note = texts(document, "summary")
    for prop in ("authority", "startDate", "endDate"):
        note += [f"{prop} {text}" for text in texts(document, prop)]
    country = carried.get("country") or joined(texts(document, "country")).upper()
    return identifier(said or "other", number, country=country, label=label, note=joined(note))


def read_addresses(entity: Entity, addresses: Sequence[Entity]) -> Iterator[Place]:
    """Those that are one line of text, and those that are entities."""
    for text in texts(entity, "address"):
        if (found := place_of(text, is_address=True)) is not None:
            yield found
    for address in addresses:
        if (at := _address(address)) is not None:
            yield at


def _address(entity: Entity) -> Place | None:
    full, code = joined(texts(entity, "full")), joined(texts(entity, "country")).upper()
    street = ", ".join(t for p in ("street", "street2", "postOfficeBox") for t in texts(entity, p))
    parts = {
        "city": joined(texts(entity, "city")),
        "region": joined(texts(entity, "region") or texts(entity, "state")),
        "postal_code": joined(texts(entity, "postalCode")),
    }
    notes = [n for p in ("remarks", "summary", "description") for n in texts(entity, p)]
    as_written = _written(full, code) if code else ""
    carried = dict(filter(None, map(read_note, texts(entity, "notes"))))
    country = carried.get("country") or as_written or code
    if not street and not any(parts.values()):
        head = full.removesuffix(country).rstrip(" ,") if country and full.endswith(country) else full
        return place(street=head, country=country, note=joined(notes))
    return place(street=street, country=country, note=joined(notes), **parts)


def _written(full: str, code: str) -> str:
    """The country as it stands at the end of an address in one line; "" where it does not."""
    parts = full.split(",")
    for count in (1, 2, 3):
        words = ",".join(parts[-count:]).strip()
        if country_code(words) == code:
            return words
    return ""
