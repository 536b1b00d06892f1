"""What the elements of OFD may hold, in which order, and what they must say of themselves (GB/T 33190-2016).

Only what readers stumble over is told: an element that is not listed may hold anything.
"""

from collections.abc import Mapping

PAGE_BOX = "PhysicalBox"
BOXES = frozenset({PAGE_BOX, "ApplicationBox", "ContentBox", "BleedBox"})
"""Elements whose text is left, top, width and height (7.2)."""
BEGIN, UNITS = (
    ("Actions", "Clips"),
    frozenset({"TextObject", "PathObject", "ImageObject", "CompositeObject", "PageBlock"}),
)
CHILDREN: Mapping[str, tuple[str, ...]] = {
    "OFD": ("DocBody",),
    "DocBody": ("DocInfo", "DocRoot", "Versions", "Signatures"),
    "DocInfo": (
        "DocID", "Title", "Author", "Subject", "Abstract", "CreationDate", "ModDate", "DocUsage", "Cover",
        "Keywords",         "Creator", "CreatorVersion", "CustomDatas",
    ),
    "Document": (
        "CommonData", "Pages", "Outlines", "Permissions", "Actions", "VPreferences", "Bookmarks",
        "Annotations", "CustomTags", "Attachments", "Extensions",
    ),
    "CommonData": ("MaxUnitID", "PageArea", "PublicRes", "DocumentRes", "TemplatePage", "DefaultCS"),
    "PageArea": ("PhysicalBox", "ApplicationBox", "ContentBox", "BleedBox"),
    "Page": ("Template", "PageRes", "Area", "Content", "Actions", "FileLoc"),
    "Content": ("Layer",),
    "TextObject": (*BEGIN, "FillColor", "StrokeColor"),
    "PathObject": (*BEGIN, "StrokeColor", "FillColor", "AbbreviatedData"),
    "ImageObject": (*BEGIN, "Border"),
    "CompositeObject": BEGIN,
    "Font": ("FontFile",),
    "MultiMedia": ("MediaFile",),
    "OutlineElem": ("Actions", "OutlineElem"),
    "Action": ("Region", "Goto", "URI", "GotoA", "Sound", "Movie"),
    "Annot": ("Remark", "Parameters", "Appearance"),
    "Attachment": ("FileLoc",),
    "CustomTag": ("SchemaLoc", "FileLoc"),
}  # fmt: skip
"""In their order; of a text the pairs of CGTransform and TextCode follow, which may return."""
FOLLOWING = frozenset({"CGTransform", "TextCode"})
REQUIRED: Mapping[str, tuple[str, ...]] = {
    "OFD": ("Version", "DocType"),
    "Layer": ("ID",),
    "TextObject": ("ID", "Boundary", "Font", "Size"),
    "PathObject": ("ID", "Boundary"),
    "ImageObject": ("ID", "Boundary", "ResourceID"),
    "CGTransform": ("CodePosition",),
    "Font": ("ID", "FontName"),
    "MultiMedia": ("ID", "Type"),
    "Dest": ("Type", "PageID"),
    "OutlineElem": ("Title",),
    "Annot": ("ID", "Type", "Creator", "LastModDate"),
    "Attachment": ("ID", "Name"),
    "CustomTag": ("NameSpace",),
}
NEEDED: Mapping[str, tuple[str, ...]] = {
    "DocBody": ("DocInfo", "DocRoot"),
    "DocInfo": ("DocID",),
    "Document": ("CommonData", "Pages"),
    "CommonData": ("MaxUnitID", "PageArea"),
    "Pages": ("Page",),
    "TextObject": ("TextCode",),
    "PathObject": ("AbbreviatedData",),
}
"""Children without which an element says nothing."""
