"""Pictures that Excel 365 places in cells: which of a workbook's rich values are pictures.

Such a cell holds the error #VALUE! for older programs, and the number of a rich value (vm). From there the
way leads through three parts: the metadata, the values, and what kinds of values there are ([MS-XLSX]).
"""

from lxml import etree

from .package import Package

METADATA = "xl/metadata.xml"
VALUES, KINDS = "xl/richData/rdrichvalue.xml", "xl/richData/rdrichvaluestructure.xml"
RICH_VALUE = "XLRICHVALUE"
PICTURES = ("_localImage", "_webimage")


def in_cells(package: Package) -> frozenset[str]:
    """Return the numbers (vm) of cells' values that are pictures; none where the parts do not lead there."""
    if METADATA not in package:
        return frozenset()
    try:
        return frozenset(found(package))
    except (KeyError, IndexError, ValueError, TypeError, etree.XMLSyntaxError):
        return frozenset()  # what is left is an error, and told as one


def found(package: Package) -> list[str]:
    """Return those numbers. Raises whatever a damaged part makes of it."""
    metadata = package.tree(METADATA)
    types = [one.get("name") for one in metadata.iterfind("{*}metadataTypes/{*}metadataType")]
    rich = [
        int(one.get("i"))
        for group in metadata.iterfind("{*}futureMetadata")
        if group.get("name") == RICH_VALUE
        for one in group.iter("{*}rvb")
    ]
    kinds = [one.get("t") for one in package.tree(KINDS).iterfind("{*}s")]
    values = [kinds[int(one.get("s"))] for one in package.tree(VALUES).iterfind("{*}rv")]
    records = metadata.iterfind("{*}valueMetadata/{*}bk/{*}rc")
    return [
        str(number)
        for number, one in enumerate(records, 1)
        if types[int(one.get("t")) - 1] == RICH_VALUE and values[rich[int(one.get("v"))]] in PICTURES
    ]
