"""A letter's PDF written of values: what is taken out of an open PDF says there what it said."""

import io

import pikepdf
from pikepdf import Array, Dictionary, String

from docgen.write.pdf import own_file
from docgen.write.pdf.own_file import OwnFile, Shared

LOOKS_LIKE_ONE = "see 3 0 R (and 12 0 R)"


def test_a_text_that_looks_like_a_reference_stays_text_and_references_lead_where_they_led() -> None:
    with pikepdf.new() as whole:
        whole.make_indirect(Dictionary(A=0))  # so that numbers there are others than here
        other = whole.make_indirect(Dictionary(A=1))
        thing = whole.make_indirect(Dictionary(Alt=String(LOOKS_LIKE_ONE), Of=Array([other]), Own=other))
        other.Back = thing
        pages = {"/Type": b"/Pages", "/Count": 0, "/Kids": []}
        root = Shared({"/Type": b"/Catalog", "/Pages": Shared(pages), "/Thing": thing})
        closed: own_file.Closed = {}
        data = OwnFile(whole, closed).written(root, Shared({}))
    with pikepdf.open(io.BytesIO(data)) as made:
        said = made.Root.Thing
        assert str(said.Alt) == LOOKS_LIKE_ONE
        assert said.Of[0].A == said.Own.A == 1
        assert said.Own.Back.objgen == said.objgen
    assert closed == {}, "both name something"
