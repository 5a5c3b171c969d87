"""The twelve properties that every feature of every layer begins with."""


def leading(feature_id, kind, names, source, accuracy_m, country=None, parent=None, code=None, code_scheme=None):
    """`names` is English, Persian, Urdu, Balochi; null where unknown."""
    name, name_fa, name_ur, name_bal = names
    return {
        "id": feature_id, "kind": kind, "name": name, "name_fa": name_fa, "name_ur": name_ur, "name_bal": name_bal, "country": country,
        "parent": parent, "code": code, "code_scheme": code_scheme, "source": source, "accuracy_m": accuracy_m,
    }
