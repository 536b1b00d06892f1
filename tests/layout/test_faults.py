"""What the layout engine stumbles over is an error of the style sheet, told with its element, no crash."""

import pytest

from docgen.foundation.errors import TemplateError
from docgen.layout.faults import faults_as_template_error
from docgen.write.pdf import single
from tests.support import foreign
from tests.support.samples import problems

WHOLE = """@page { size: 100px; margin: 0 } h1 { height: 60px; margin: 0 }
td { font-size: 30px; line-height: 1 } tr { break-after: avoid } table { break-before: avoid }"""
ROWS = "<h1>题</h1><table><tbody><tr><td>一</td></tr></tbody><tbody><tr><td>二</td></tr><tr><td>三</table>"
CUT = "@page { size: 40px 50px; margin: 0 } body { font-size: 20px; line-height: 1 } div { float: left }"
FLOATS = "<section>甲甲 <div>乙乙 乙乙</div> 丙丙 丙丙</section>"


@pytest.mark.parametrize(("html", "css"), [(ROWS, WHOLE), (FLOATS, CUT)])
def test_what_the_engine_stumbles_over_is_told_with_its_element(html, css):
    page = foreign.page(html, css)
    (problem,) = problems(lambda: single.write(page, foreign.typefaces()), TemplateError)
    assert problem.code == "layout-stumbled"
    assert problem.values["element"]


def test_what_docgen_stumbles_over_itself_stays_what_it_is():
    with pytest.raises(AssertionError), faults_as_template_error():
        raise AssertionError
