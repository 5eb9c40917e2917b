"""Reads the files of a folder as others do: pain.001 by the public schema, MT940 by another parser. Prints what it found as JSON."""

import hashlib
import importlib.util
import json
import pathlib
import sys

import mt940
import xmlschema

# From where the package lies, without loading it: nothing of it is used but this file.
schemas = pathlib.Path(importlib.util.find_spec("sepaxml").origin).parent / "schemas"
pain001 = schemas / "pain.001.001.09.xsd"
schema = xmlschema.XMLSchema(str(pain001), allow="sandbox")


def fault(path):
    """What the schema says against a file, or nothing."""
    found = next(schema.iter_errors(str(path)), None)
    return None if found is None else f"{found.path}: {found.reason}"


def minor(amount):
    """Cents of an amount, which is a decimal number in that parser."""
    return int(amount.amount * 100)


def statement(path):
    read = mt940.parse(path.read_text("ascii"))
    entries = [
        {
            "amount": abs(minor(one.data["amount"])),
            "direction": "credit" if minor(one.data["amount"]) > 0 else "debit",
            "bookedOn": str(one.data["entry_date"]),
            "bankReference": one.data["bank_reference"],
            "endToEndId": one.data["end_to_end_reference"].replace("-", "_"),
        }
        for one in read
    ]
    return {
        "opening": minor(read.data["final_opening_balance"].amount),
        "closing": minor(read.data["final_closing_balance"].amount),
        "entries": entries,
    }


folder = pathlib.Path(sys.argv[1])
print(
    json.dumps(
        {
            "schema": hashlib.sha256(pain001.read_bytes()).hexdigest(),
            "faults": {one.name: fault(one) for one in sorted(folder.glob("*.xml"))},
            "statements": {one.name: statement(one) for one in sorted(folder.glob("*.sta"))},
        }
    )
)
