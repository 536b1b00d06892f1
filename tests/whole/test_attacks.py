"""Attacks known from other generators, one table for each door: what they are given, and that nothing opens.

The tables follow published cases: template injection (docxtpl, Ghostwriter, Jinja2 CVE-2024-56326 and
CVE-2025-27516), HTML into PDF (GHSA-fj2m-qvh9-jq4q), files read through a page's addresses (WeasyPrint
GHSA-35jj-wx47-4w8r, CVE-2025-68616), YAML bombs (PyYAML CVE-2020-14343).
"""

import re
from contextlib import suppress
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import DictLoader
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcherResponse

from docgen.compose.jinja import environment, render
from docgen.content.assets import Assets
from docgen.content.source import read
from docgen.foundation.errors import ContentError, Place, TemplateError
from docgen.layout.engine.fetching import AssetFetcher, fatal_as_content_error
from docgen.prose.html import ALLOWED, VALUES, line, to_html
from docgen.prose.placeholders import fill
from tests.support.samples import red_square


def place(offset: int) -> Place:
    return Place(Path("信.yaml"), 1, offset + 1)


# Template languages: nothing of these may run, wherever a clerk or a roster puts it.

TEMPLATE_CODE = [
    "{{ 7*7 }}", "{{7*'7'}}", "{{ ''.__class__.__mro__[1].__subclasses__() }}", "{{ config.items() }}",
    "{{ self.__init__.__globals__ }}", "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{% endfor %}", "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}", "{%raw%}{{ 1 }}{%endraw%}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "${{7*7}}",
    "@(7*7)", "{{constructor.constructor('return 1')()}}", "{{#with 'a'}}{{/with}}", "*{7*7}", "[[${7*7}]]",
    "{{= 7*7 }}", "{php}echo 1;{/php}", "#set($x=7*7)$x", "{{'a'|attr('__class__')}}",
]  # fmt: skip


def shown(html: str) -> str:
    """Return the text a reader sees."""
    return unescape(re.sub(r"<[^>]*>", "", html)).strip()


@pytest.mark.parametrize("code", TEMPLATE_CODE)
def test_template_code_in_a_value_is_printed_as_it_is(code: str) -> None:
    assert shown(to_html("{{ v }}", {"v": code}, place)) == code
    assert shown(line("{{ v }}", {"v": code}, place)) == code
    assert unescape(render(environment(DictLoader({"t": "{{ v }}"})), "t", {"v": code})) == code


@pytest.mark.parametrize("code", TEMPLATE_CODE)
def test_template_code_in_a_text_is_printed_or_refused_and_never_run(code: str) -> None:
    result = problems_or_html(code)
    if isinstance(result, str):
        assert without_signs(shown(result)) == without_signs(code)
    else:
        assert all(re.match("placeholder|section", found) for found in result)


def problems_or_html(text: str) -> list[str] | str:
    """Return the codes of what is wrong with a text, or what it becomes."""
    try:
        return to_html(text, {}, place)
    except ContentError as error:
        return [problem.code for problem in error.problems]


def without_signs(text: str) -> str:
    """Return text without what Markdown may have read as emphasis or a heading."""
    return re.sub("[*_#]", "", text)


# Jinja: what a hostile template would try.

TEMPLATE_ESCAPES = [
    "{{ ''.__class__ }}", "{{ ''['__class__'] }}", "{{ ''['__cla' ~ 'ss__'] }}",
    "{{ ().__class__.__base__ }}",
    "{{ [].__class__.__mro__ }}", "{{ {}.__init__ }}", "{{ {}.__class__.__bases__[0].__subclasses__() }}",
    "{{ (1).__class__ }}", "{{ v.__class__ }}", "{{ v.__init__.__globals__ }}", "{{ v['__dict__'] }}",
    "{{ v._private }}", "{{ v.method.__func__.__globals__ }}", "{{ v.method.__self__.__class__ }}",
    "{{ v.method.__code__ }}", "{{ v.generator().gi_frame }}", "{{ v.generator().gi_frame.f_globals }}",
    "{{ v.generator().gi_code }}", "{{ self.__init__ }}", "{{ self._TemplateReference__context }}",
    "{{ cycler.__init__.__globals__ }}", "{{ joiner.__init__ }}", "{{ lipsum.__globals__ }}",
    "{{ namespace.__init__ }}", "{{ dict.__base__ }}", "{{ range.__class__ }}", "{{ range.mro() }}",
    "{{ loop.__class__ }}", "{{ caller.__class__ }}", "{{ request.application.__globals__ }}",
    "{{ config.from_pyfile('x') }}", "{{ get_flashed_messages.__globals__ }}", "{{ url_for.__globals__ }}",
    "{{ ''|attr('__class__') }}", "{{ [v]|map(attribute='__class__')|list }}",
    "{{ [v]|selectattr('__class__.__name__')|list|length }}", "{{ [v]|join(attribute='__class__') }}",
    "{{ ([v]|groupby('__class__')|first)[0] }}", "{{ [v, v]|sort(attribute='__class__') }}",
    "{{ '{0.__class__}'.format(v) }}", "{{ '{x.__class__}'.format_map({'x': v}) }}",
    "{{ ''.format.__self__ }}", "{{ ('{0.__class__}' | string).format(v) }}", "{{ 'a' | format(v) }}",
    "{{ '%s' % v.__class__ }}", "{{ [].append(1) }}", "{{ {}.update({'a': 1}) }}", "{{ v.names.clear() }}",
    "{{ v.names.pop() }}", "{{ {'a': 1}.setdefault('b', 2) }}", "{{ ''.join.__self__ }}",
    "{{ {'__proto__': 1}.__class__ }}", "{{ ''.encode().decode() }}", "{% include '../../etc/passwd' %}",
    "{% include '/etc/passwd' %}", "{% extends '..%2fsecret' %}", "{% import 'os' as os %}{{ os.system }}",
    "{% from 'os' import system %}", "{% do v.names.append(1) %}", "{{ v | tojson }}", "{{ v | pprint }}",
    "{{ '<b>' | safe }}", "{% set v.x = 1 %}", "{% set x = namespace(a=1) %}", "{{ 1 .real.__class__ }}",
    "{% filter attr('__class__') %}a{% endfilter %}", "{% call v.__class__() %}{% endcall %}",
    "{% with a = v.__class__ %}{{ a }}{% endwith %}", "{{ v.method.__globals__ }}", "{% debug %}",
]  # fmt: skip


class Thing:
    """A value with everything a template might reach for."""

    names = ("甲",)
    _private = "密"

    def method(self) -> str:
        return ""

    def generator(self) -> object:
        yield self


@pytest.mark.parametrize("template", TEMPLATE_ESCAPES)
def test_a_template_cannot_escape(template: str) -> None:
    with pytest.raises(TemplateError):
        render(environment(DictLoader({"t": template})), "t", {"v": Thing()})


# HTML and CSS by way of Markdown.

MARKUP = [
    "<script>alert(1)</script>", "<SCRIPT SRC=//a.b/c.js></SCRIPT>",
    "<iframe src=file:///etc/passwd></iframe>",
    "<style>@import url(file:///etc/passwd)</style>", "<link rel=attachment href=file:///etc/passwd>",
    "<link rel=stylesheet href=//a.b/c.css>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
    "<svg><image href='file:///etc/passwd'/></svg>", "<object data=file:///etc/passwd></object>",
    "<embed src=file:///etc/passwd>", "<base href=file:///>", "<meta http-equiv=refresh content=0>",
    "<p style='background:url(file:///etc/passwd)'>a</p>", "<div class=masthead>a</div>",
    "<math><mi>a</mi></math>",
    "<a href=javascript:alert(1)>a</a>", "<sub onclick=a>b</sub>", "<br style=a>", "<!-- a --><b>c</b>",
    "<![CDATA[<script>]]>", "<?php echo 1 ?>", "<form action=//a.b><input></form>",
    "<template><b>a</b></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "<title></title><script>a</script>",
    "[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))", "[a](java\tscript:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](data:text/html,<script>alert(1)</script>)", "[a](vbscript:a)", "[a](file:///etc/passwd)",
    "[a](//a.b)",
    "<javascript:alert(1)>", "[a](http://a.b 'x\" onclick=\"alert(1)')", "[a](http://a.b\"onclick=alert(1))",
    "a\n{: .x onclick=alert(1) }", "a\n{: #id style=color:red }", "`<script>`", "**<script>**",
    "| <script> |\n|---|\n| a |",
    "&lt;script&gt;", "&#60;script&#62;", "<sub><script>a</script></sub>", "<ruby><script></ruby>",
    "<<script>script>",
    "![a](x.png\" onerror=\"alert(1))", "![a\" onerror=\"alert(1)](x.png)",
    "[^1]\n\n[^1]: <script>a</script>",
    "\x02wzxhzdk:0\x03<br><sub>", "\ufdd00\ufdd1",
]  # fmt: skip


class Audit(HTMLParser):
    """Fails at the first tag, attribute or address that docgen does not allow."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        for name, value in attrs:
            assert name in ALLOWED[tag]
            assert name not in VALUES or VALUES[name].fullmatch(value or "")

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)


def audit(html: str) -> None:
    parser = Audit()
    parser.feed(html)
    parser.close()


@pytest.mark.parametrize("text", MARKUP)
def test_no_markup_of_a_clerk_or_a_roster_becomes_markup_of_the_page(text: str) -> None:
    result = problems_or_html(text)
    if isinstance(result, str):
        audit(result)
    else:
        assert set(result) <= {"prose-attributes", "image-address"}
    for form in (
        "{{ v }}",
        "**{{ v }}**",
        "[{{ v }}]({{ v }})",
        "<{{ v }}>",
        "| {{ v }} |\n|---|\n| {{ v }} |",
    ):
        audit(to_html(form, {"v": text}, place))
    audit(line(text, {}, place))


@given(st.text(st.sampled_from("<>/\"'=&#;:()[]!{}.-_*`|^\\\n \t甲aA1\u0f40\u202e\ufdd0\x02script")))
@example("<a\n{: .a}[^1](<")
def test_no_text_at_all_becomes_other_markup(text: str) -> None:
    result = problems_or_html(text)
    if isinstance(result, str):
        audit(result)


@given(st.text(), st.text())
def test_no_value_changes_the_markup_around_it(one: str, other: str) -> None:
    form = "# {{ a }}\n\n- **{{ a }}**\n\n| {{ a }} | `{{ a }}` |\n|---|---|\n"
    pages = [to_html(form, {"a": f"x{value}x"}, place) for value in (one, other)]
    tags = [re.findall(r"</?(?!span)[a-z0-9]+", page) for page in pages]
    assert tags[0] == tags[1]


# Addresses in a page.

ADDRESSES = [
    "file:///etc/passwd", "FILE:///etc/passwd", "fIlE:/etc/passwd", "file://localhost/etc/passwd",
    "file:secret.png",
    "/etc/passwd", "//host/secret.png", "///etc/passwd", "\\\\host\\secret.png", "http://host/x.png",
    "HTTP://host/x.png", "https://host/x.png", "http://127.0.0.1/x.png", "http://[::ffff:127.0.0.1]/x.png",
    "http:secret.png", "ftp://host/x.png", "gopher://host/x", "jar:file:///x!/y", "netdoc:///etc/passwd",
    "../secret.png", "sub/../../secret.png", "./../secret.png", "%2e%2e/secret.png", "%2E%2E%2Fsecret.png",
    "..%2fsecret.png", "%252e%252e/secret.png", "..\\secret.png", "link.png", "folder/secret.png",
    "roster.csv",
    ".hidden.png", "a.png%00.txt", "a.png\0", "a.png?x", "", ".", "..", "C:/secret.png",
    "docgen-font:../secret",
    "docgen:/a.png", "docgen:///etc/passwd", "DATA:image/png;base64,AAAA", "a" * 5000, "a/" * 3000 + "a.png",
    "\u202egnp.a", "\ud800.png",
]  # fmt: skip


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """A folder of pictures with a secret beside it, and links that lead there."""
    root = tmp_path / "root"
    (root / "sub").mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(b"secret")
    (root / ".hidden.png").write_bytes(b"secret")
    (root / "roster.csv").write_bytes(b"secret")
    (root / "a.png").write_bytes(red_square())
    (root / "link.png").symlink_to(tmp_path / "secret.png")
    (root / "folder").symlink_to(tmp_path)
    return root


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: ascii(address)[:30])
def test_no_address_leads_out_of_the_project(pictures: Path, address: str) -> None:
    fetcher = AssetFetcher(Assets((pictures,)), {})
    assert fetcher("a.png").read() == red_square()
    with pytest.raises(ContentError):
        fetcher(address)


PAGES = [
    ('<img src="{}">', ""), ('<link rel="stylesheet" href="{}">', ""), ('<object data="{}"></object>', ""),
    ('<embed src="{}">', ""), ('<style>@import url("{}");</style>', ""), ("<p>甲", '@import url("{}");'),
    ("<p>甲", 'p {{ background: url("{}") }}'), ("<p>甲", 'p::before {{ content: url("{}") }}'),
    ("<ul><li>甲</ul>", 'li {{ list-style: url("{}") }}'),
    ("<p>甲", '@font-face {{ font-family: x; src: url("{}") }} p {{ font-family: x }}'),
    ('<link rel="attachment" href="{}"><p>甲', ""), ('<a rel="attachment" href="{}">甲</a>', ""),
    ('<svg width="9" height="9"><image href="{}" width="9" height="9"/></svg>', ""),
    ("<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='{}'/></svg>\">", ""),
]  # fmt: skip


class Watched(AssetFetcher):
    """Remembers what was read."""

    def __init__(self, assets: Assets) -> None:
        super().__init__(assets, {})
        self.read: list[str] = []

    def allowed(self, url: str) -> URLFetcherResponse:
        response = super().allowed(url)
        self.read.append(url)
        return response


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "../secret.png", "http://127.0.0.1:9/x.png", "roster.csv"]
)
@pytest.mark.parametrize(("html", "css"), PAGES)
def test_no_page_reads_beyond_the_project(pictures: Path, html: str, css: str, address: str) -> None:
    fetcher, fonts = Watched(Assets((pictures,))), FontConfiguration()
    page = HTML(string=html.format(address), url_fetcher=fetcher, base_url="docgen:/")
    with suppress(ContentError), fatal_as_content_error():
        sheet = CSS(string=css.format(address), url_fetcher=fetcher, base_url="docgen:/", font_config=fonts)
        page.write_pdf(stylesheets=[sheet], font_config=fonts)
    assert [url for url in fetcher.read if not url.startswith("data:")] == []
    assert {problem.code for problem in fetcher.refused} == {"address-refused"}


# YAML: a form that was filled in, and no machinery.

YAML = [
    "a: &x [1]\nb: *x\n", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "a: !!python/object/apply:os.system [id]\n",
    "a: !!python/name:os.system\n", "a: !include /etc/passwd\n", "<<: {a: 1}\n", "a: 1\n---\nb: 2\n",
    "a: 1\na: 2\n",
    "a: " + "[" * 100_000, "a: " + "{a: " * 10_000, "a: \x00\n", "a: \ud7ff\x07\n",
    "a: " + "x" * 5_000_000, "- 1\n", "",
    "? [a]\n: b\n", 'a: "\\0"\n', "%TAG ! tag:x,2000:\n---\na: !x 1\n",
]  # fmt: skip


@pytest.mark.parametrize("text", YAML, ids=lambda text: ascii(text)[:30])
def test_no_yaml_runs_grows_or_crashes(tmp_path: Path, text: str) -> None:
    path = tmp_path / "信.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError):
        read(path)


@given(st.text(st.sampled_from("{}#^/! .a\n")))
@example("{{#a}}{{/a}}{{{a}}}")
def test_no_placeholder_text_crashes(text: str) -> None:
    with suppress(ContentError):
        assert isinstance(fill(text, {"a": "甲"}, place), str)
