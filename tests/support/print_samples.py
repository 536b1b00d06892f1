"""What strangers print with HTML and CSS, written anew and made small: each has what its sort lives by."""

# ruff: noqa: E501 - style sheets as their authors write them

PLAIN = (
    "body { font-family: 宋体; font-size: 11pt } h1, h2, th, b { font-family: 黑体; font-weight: normal } "
)


def times(text: str, count: int) -> str:
    """Return a text several times, `#` in it being the number."""
    return "".join(text.replace("#", str(number)) for number in range(1, count + 1))


def lines(*rows: tuple[str, ...]) -> str:
    """Return the rows of a table."""
    return "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)


INVOICE = (
    """.parties { display: flex; justify-content: space-between } .parties > div { width: 45% }
    .parties::before { content: "抬头"; display: block } .goods { width: 100%; border-collapse: collapse }
    .goods td { border-bottom: 1px solid #999 } tfoot td { background: #eee } .sum::after { content: " 元" }
    .end::after { content: "谢谢惠顾"; display: block; text-align: center }""",
    "<h1>示例发票</h1><div class=parties><div>卖方示例公司</div><div>买方示例学校</div></div><table class=goods>"
    "<thead><tr><th>品名<th>数量<th>单价</thead><tfoot><tr><td colspan=2>合计<td class=sum>118.50</tfoot>"
    f"<tbody>{lines(('大米', '10', '5.50'), ('面粉', '9', '7.05'))}</table><div class=end><p>货到付款。</div>",
)
CARDS = (
    """@page { size: A4; margin: 10mm } .sheet { display: flex; flex-wrap: wrap; gap: 4mm }
    .card { width: 85mm; height: 50mm; border: .3pt dashed; position: relative; box-sizing: border-box }
    .logo { position: absolute; right: 4mm; top: 4mm } .tel { position: absolute; bottom: 4mm; left: 5mm }""",
    "<div class=sheet>"
    + times("<div class=card><span class=logo>标#</span><p>示例姓名#</p><p class=tel>电话#</p></div>", 8)
    + "</div>",
)
DICTIONARY = (
    """@page { size: A5; margin: 15mm } .words { columns: 2; column-rule: .5pt solid; column-gap: 6mm }
    dt { break-after: avoid } dd { margin: 0 0 3pt 1em } dd::before { content: "释：" } dt::after { content: "：" }
    .words p::first-line { color: #900 }""",
    "<div class=words><p>本卷说明：按笔画排列。</p><dl>"
    + times("<dt>词#<dd>第#条的释义，两三行。", 12)
    + "</dl></div>",
)
MAGAZINE = (
    """html { background: #fffbe6 } @page { size: A4; margin: 18mm; background: #f4f4f4 }
    .story { columns: 3 } .story h2 { column-span: all } .story p::first-letter { font-size: 26pt; float: left }""",
    "<article class=story><h2>栏目一</h2>" + times("<p>第#段，分三栏排。</p>", 6)
    + "<h2>栏目二</h2>" + times("<p>后#段，也分三栏。</p>", 5) + "</article>",
)  # fmt: skip
TICKET = (
    """@page { size: 160mm 70mm; margin: 0 } .ticket { position: relative; width: 160mm; height: 70mm }
    .stub { position: absolute; right: 0; top: 0; width: 40mm; height: 70mm; border-left: 1pt dashed }
    .stub span { position: absolute; transform: rotate(-90deg); top: 30mm; left: 4mm; white-space: nowrap }
    table { position: absolute; left: 10mm; top: 30mm } h1 { position: absolute; left: 10mm; top: 2mm; margin: 0 }""",
    times(f"<div class=ticket><h1>第#张入场券</h1><table>{lines(('座位', '五排#号'))}</table>"
          "<div class=stub><span>副券00012#</span></div></div>", 2),
)  # fmt: skip
RESUME = (
    """@page { size: A4; margin: 12mm } .cv { display: grid; grid-template-columns: 55mm 1fr; gap: 6mm }
    aside { background: #dde8f0; padding: 4mm } li::marker { content: "▸ "; color: #06c }
    .jobs li::marker { content: counter(list-item) "号 " } .when { color: oklch(0.5 0.1 200) }
    section::before { content: attr(data-head); display: block; border-bottom: 1pt solid }""",
    "<h1>示例姓名</h1><div class=cv><aside><section data-head=技能><ul><li>写作<li>表格</ul></section></aside><main>"
    "<section data-head=经历><ol class=jobs><li>公司甲<span class=when>2019</span><li>公司乙</ol></section></main></div>",
)
POSTER = (
    """@page { size: A3; margin: 0 } body { margin: 0 } .ground { position: absolute; inset: 0; background: lab(60% 40 30) }
    h1 { font-size: 60pt; color: device-cmyk(0 1 1 0); text-align: center; margin: 40mm 0 0; position: relative }
    .row { display: flex; position: absolute; bottom: 20mm; left: 20mm; right: 20mm; justify-content: space-around }
    .row p { border: 2pt solid color(display-p3 0 .5 1) } .row .host { position: absolute; top: -20mm; left: 0 }
    .next { break-before: page; background: hwb(120 20% 20%); height: 100mm }""",
    "<div class=ground></div><h1>海报大字</h1><div class=row><p>时间六月<p>地点广场<span class=host>主办示例局</span></div>"
    "<div class=next></div>",
)
CHAPTER = (
    """@page { size: A5; margin: 20mm 18mm } h1 { break-before: right; counter-increment: chapter }
    h1::before { content: "第" counter(chapter) "章 " } .break { break-after: page } p { text-indent: 2em; margin: 0 }
    .verse::before { content: "题记"; display: block } .verse::after { content: "佚名"; display: block }""",
    "<h1>起</h1><div class=verse><p>题记文字。</div><p>章内文字。</p><div class=break></div><p>另页开始。</p>"
    "<div style='break-before: page'></div><p>又另页。</p><h1>承</h1><p>第二章。</p>",
)
RECEIPT = (
    """@page { size: 80mm 140mm; margin: 4mm } body { font-size: 9pt } .line { display: flex }
    .line .dots { flex: 1 } h1 { text-align: center } .box { border: 1pt solid } .box::before { content: "★ 会员 ★" }
    hr { border: 0; border-top: 1pt dashed }""",
    "<h1>示例超市</h1><hr>" + times("<div class=line><span>商品#</span><span class=dots></span><span>#.50</span></div>", 5)
    + "<hr><div class=box><p>积分12</div><p>凭此退换</p>",
)  # fmt: skip
EXAM = (
    """@page { size: A4; margin: 15mm } .asked { columns: 2 } ol { list-style: none; padding: 0; counter-reset: q }
    ol > li { counter-increment: q; break-inside: avoid } ol > li::before { content: counter(q) "．" }
    .choice { display: grid; grid-template-columns: 1fr 1fr } .choice span::before { content: "○ " }""",
    "<h1>示例试卷</h1><div class=asked><ol>"
    + times("<li>第#题，选一个。<div class=choice><span>甲#</span><span>乙#</span></div>", 8)
    + "</ol></div>",
)
SLIDES = (
    """@page { size: 254mm 143mm; margin: 0 } section { height: 138mm; break-after: page; box-sizing: border-box }
    section:nth-child(odd) { background: #036; color: #fff } section:last-child { break-after: auto }
    .two { display: flex; gap: 5mm } .two > * { flex: 1 }""",
    "<section><h1>第一张</h1><p>副题</section><section><h2>第二张</h2><div class=two><div>左一</div><div>右一</div></div>"
    "</section><section><h1>谢谢</h1></section>",
)
LABELS = (
    """@page { size: A4; margin: 0 } table { position: absolute; top: 12mm; left: 8mm; border-spacing: 2mm 0 }
    td { width: 62mm; height: 33mm; vertical-align: middle; text-align: center } td p { margin: 0 }""",
    "<table>" + times("<tr><td><p>收件甲#</p><p>示例路#号</p><td><p>收件乙#</p></tr>", 5) + "</table>",
)

SAMPLES = {
    "invoice": INVOICE, "cards": CARDS, "dictionary": DICTIONARY, "magazine": MAGAZINE, "ticket": TICKET,
    "resume": RESUME, "poster": POSTER, "chapter": CHAPTER, "receipt": RECEIPT, "exam": EXAM, "slides": SLIDES,
    "labels": LABELS,
}  # fmt: skip
"""The style sheet and the body of each."""
