"""Countries that lists print as adjectives: a Tunisian passport, Yemeni.

Adjectives of more than one country (Congolese, Korean) are left out, and stay as printed.
"""

from __future__ import annotations

_PEOPLES = {
    "afghan": "AF", "afghani": "AF", "algerian": "DZ", "australian": "AU", "azerbaijani": "AZ",
    "belarusian": "BY", "belarussian": "BY", "british": "GB", "bulgarian": "BG", "chinese": "CN",
    "egyptian": "EG", "eritrean": "ER", "ethiopian": "ET", "filipino": "PH", "french": "FR",
    "georgian": "GE", "german": "DE", "indonesian": "ID", "iranian": "IR", "iraqi": "IQ",
    "israeli": "IL", "jordanian": "JO", "kazakhstani": "KZ", "kenyan": "KE", "kuwaiti": "KW",
    "lebanese": "LB", "libyan": "LY", "malaysian": "MY", "malian": "ML", "mauritanian": "MR",
    "mauritian": "MU", "moldovan": "MD", "moroccan": "MA", "north korean": "KP", "norwegian": "NO",
    "pakistani": "PK", "palestinian": "PS", "qatari": "QA", "russian": "RU", "rwandan": "RW",
    "saudi arabian": "SA", "senegalese": "SN", "slovak": "SK", "somali": "SO", "sudanese": "SD",
    "syrian": "SY", "tunisian": "TN", "turkish": "TR", "ugandan": "UG", "ukrainian": "UA",
    "uzbek": "UZ", "uzbekistani": "UZ", "vietnamese": "VN", "yemeni": "YE", "zimbabwean": "ZW",
    "nigerian": "NG",
}  # fmt: skip


def people_code(text: str) -> str:
    """ISO alpha-2 of an adjective; "" for any other text."""
    return _PEOPLES.get(text.strip(" .").casefold(), "")
