"""English tables: letters, units, signs, and the words numbers stand behind."""

from string import ascii_uppercase

from dialogs.reading.tongues.vi_words import ALPHABET as _VIETNAMESE

ALPHABET = "".join(sorted({*_VIETNAMESE, *ascii_uppercase.lower()}))  # names keep their accents
LETTERS = {letter: letter for letter in ascii_uppercase} | {"Đ": "D"}
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
UNITS = {
    "km/h": ("kilometre per hour", "kilometres per hour"), "m/s": ("metre per second", "metres per second"),
    "mm": ("millimetre", "millimetres"), "cm": ("centimetre", "centimetres"), "m": ("metre", "metres"),
    "km": ("kilometre", "kilometres"), "m2": ("square metre", "square metres"),
    "m²": ("square metre", "square metres"), "m3": ("cubic metre", "cubic metres"),
    "m³": ("cubic metre", "cubic metres"), "km2": ("square kilometre", "square kilometres"),
    "ha": ("hectare", "hectares"), "mg": ("milligram", "milligrams"), "g": ("gram", "grams"),
    "kg": ("kilogram", "kilograms"), "ml": ("millilitre", "millilitres"), "l": ("litre", "litres"),
    "°C": ("degree Celsius", "degrees Celsius"), "°": ("degree", "degrees"), "W": ("watt", "watts"),
    "kW": ("kilowatt", "kilowatts"), "kWh": ("kilowatt hour", "kilowatt hours"), "V": ("volt", "volts"),
    "KB": ("kilobyte", "kilobytes"), "MB": ("megabyte", "megabytes"), "GB": ("gigabyte", "gigabytes"),
    "TB": ("terabyte", "terabytes"), "s": ("second", "seconds"), "sec": ("second", "seconds"),
    "min": ("minute", "minutes"), "mins": ("minutes", "minutes"), "'": ("minute", "minutes"),
    "hr": ("hour", "hours"), "hrs": ("hours", "hours"),
    "%": ("percent", "percent"), "‰": ("per thousand", "per thousand"),
}  # fmt: skip
CURRENCIES = {
    "đồng": "dong", "dong": "dong", "đ": "dong", "₫": "dong", "VNĐ": "dong", "VND": "dong", "vnd": "dong",
    "$": "dollars", "US$": "dollars", "USD": "dollars", "€": "euros", "EUR": "euros",
}  # fmt: skip
SYMBOLS = {
    "&": "and", "+": "plus", "=": "equals", "<": "under", ">": "over", "≤": "at most", "≥": "at least",
    "×": "times", "÷": "divided by", "±": "plus or minus", "~": "about", "≈": "about", "°": "degrees",
    "%": "percent", "‰": "per thousand", "@": "at", "$": "dollars", "€": "euros", "₫": "dong",
}  # fmt: skip
LAW_KINDS = {
    "NĐ": "Decree", "ND": "Decree", "TT": "Circular", "TTLT": "Joint Circular", "QĐ": "Decision",
    "QD": "Decision", "NQ": "Resolution", "CT": "Directive", "CV": "Official Letter", "KH": "Plan",
    "TB": "Notice", "PL": "Ordinance", "L": "Law",
}  # fmt: skip
SITTINGS = {
    "QH": "the National Assembly of term",
    "UBTVQH": "the Standing Committee of the National Assembly of term",
}
ROMAN_LEADS = (
    "part", "chapter", "section", "quarter", "volume", "phase", "article", "appendix", "annex", "class",
    "level", "grade", "category", "group", "type",
)  # fmt: skip
NAMED_BY_NUMBER = ()
