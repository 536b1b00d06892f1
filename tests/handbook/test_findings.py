"""What is told of a handbook's texts: with its place in the chapter's file, and of the Chinese only."""

from pathlib import Path

from docgen import handbook, translation
from docgen.content.document import open_document
from tests.support import handbooks


def test_a_finding_of_a_block_names_the_file_of_its_chapter(tmp_path: Path) -> None:
    folder = handbooks.handbook(tmp_path)
    chapter = folder / "chapters/why.yaml"
    handbooks.replaced(chapter, "年6月20日起施行。", "年6月20日起,请*务必*施行。")
    document = open_document(folder)
    names = {"figures": document.figures.recording() if document.figures else None}
    matter = handbook.matter(document, names, translation.states(document), handbook.UNKNOWN)
    assert matter is not None
    found = [(one.code, one.place.path, one.place.line, one.place.column) for one in matter.findings]
    assert found == [("half-width-marks", chapter, 7, 25), ("stars-as-text", chapter, 7, 27)]
