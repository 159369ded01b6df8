"""An identity in OFAC's advanced XML: the names of a party in their scripts, and its documents."""

from __future__ import annotations

from article41.listing import ListedName
from article41.read.lists.elements import Node
from article41.read.lists.ofac_index import Index
from article41.read.lists.ofac_names import alias_quality, spoken
from article41.read.lists.ofac_party import Party
from article41.read.lists.ofac_reference import in_words, read_period
from article41.read.lists.values import is_placeholder, script_of

_FAMILY = "Last Name"
_PLAIN = (_FAMILY, "First Name", "Middle Name", "Entity Name", "Vessel Name", "Aircraft Name", "")
"""Parts that need no note."""
_SCRIPT_CODE = 4


def read_identity(node: Node, party: Party, index: Index) -> None:
    """Brings names and documents into the party; a false identity is no primary one."""
    node.attribute("FixedRef")
    is_false = node.attribute("False") == "true"
    is_main = node.attribute("Primary") != "false" and not is_false
    types = _part_types(node, index)
    by_id: dict[str, str] = {}
    for alias in node.all("Alias"):
        for number, name in _names(alias, types, party, index, is_main=is_main):
            by_id[number] = name.text
            party.names.append(name)
    if is_false:
        party.detail("false identity", "; ".join(by_id.values()))
    for link in node.all("IDRegDocumentReference"):
        link.take_all()
    _add_documents(node.attribute("ID"), by_id, party, index)


def _part_types(node: Node, index: Index) -> dict[str, str]:
    """What kind of name part each group holds."""
    found = {}
    for groups in node.all("NamePartGroups"):
        for master in groups.all("MasterNamePartGroup"):
            for group in master.all("NamePartGroup"):
                type_ = group.attribute("NamePartTypeID")
                found[group.attribute("ID")] = index.references.word("NamePartType", type_, group.where)
    return found


def _names(
    alias: Node, types: dict[str, str], party: Party, index: Index, *, is_main: bool
) -> list[tuple[str, ListedName]]:
    """The forms of one alias by their numbers: in Latin letters, and in other scripts."""
    alias.attribute("FixedRef")
    word = index.references.word("AliasType", alias.attribute("AliasTypeID"), alias.where)
    is_primary = (alias.attribute("Primary") == "true") and is_main
    known = alias_quality(word) or ("good" if word == "Name" else None)
    if known is None:
        party.tally.skip(f"AliasType {word!r}", alias.where)
    is_weak = alias.attribute("LowQuality") == "true"
    quality = "primary" if is_primary else "low" if is_weak else known or "aka"
    notes = [alias.take("Comment")]
    periods = [read_period(p, party.tally) for p in alias.all("DatePeriod")]
    notes += [in_words(p) for p in periods if p]
    found = []
    for form in alias.all("DocumentedName"):
        form.attribute("FixedRef")
        number = form.attribute("ID")
        status = index.references.word("DocNameStatus", form.attribute("DocNameStatusID"), form.where)
        parts = _parts(form, types, index)
        if is_placeholder(" ".join(text for _, text, _ in parts)):
            party.tally.refuse("empty name", form.where, word)
            continue
        label = ("" if status == "Primary Latin" else "original script") if is_primary else word
        found.append((number, _composed(parts, quality, f"name {number}", label, notes)))
    return found


def _parts(form: Node, types: dict[str, str], index: Index) -> list[tuple[str, str, str]]:
    """Type, text and script of each part, in order."""
    found = []
    for part in form.all("DocumentedNamePart"):
        for value in part.all("NamePartValue"):
            for name in ("ScriptStatusID", "Acronym"):
                value.attribute(name)
            type_ = types.get(value.attribute("NamePartGroupID"), "")
            script = index.references.attribute("Script", value.attribute("ScriptID"))
            found.append((type_, value.own(), script))
    return [said for said in found if said[1]]


def _composed(
    parts: list[tuple[str, str, str]], quality: str, where: str, label: str, notes: list[str]
) -> ListedName:
    codes = {script for _, _, script in parts if len(script) == _SCRIPT_CODE}
    script = codes.pop() if len(codes) == 1 else script_of(" ".join(text for _, text, _ in parts))
    family = " ".join(text for type_, text, _ in parts if type_ == _FAMILY)
    given = " ".join(text for type_, text, _ in parts if type_ != _FAMILY)
    whole, marked = spoken(family, given, script)
    kinds = (f"{type_}: {text}" for type_, text, _ in parts if type_ not in _PLAIN)
    note = "; ".join(filter(None, (*notes, *kinds)))
    return ListedName(whole, quality, script, marked, label, note=note, field=where)


def _add_documents(identity: str, by_id: dict[str, str], party: Party, index: Index) -> None:
    primary = [name.text for name in party.names if name.quality == "primary"]
    for document in index.documents(identity):
        holder = by_id.get(document.name_id, "")
        other = f"in the name of {holder}" if holder and holder not in primary else ""
        note = "; ".join(filter(None, (document.note, other)))
        if document.number:
            party.say(document.word, document.number, country=document.country, note=note)
        else:
            party.tally.refuse("document without a number", document.where, document.word)
            if said := "; ".join(filter(None, (document.country, note))):
                party.detail(document.word or "document", said)
