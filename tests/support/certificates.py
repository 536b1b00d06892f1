"""A small project of one office that gives out certificates, made for one test."""

from pathlib import Path

from docgen.pipeline.stops import Page, Pipeline
from tests.support.samples import write_files

OFFICE = """\
shili:
  name: 示例市食品安全办公室
  masthead: 示例市食品安全办公室
  code: 示食安办
  printers:
    示例打印机: {x: 1.5, y: -2}
"""
AWARDS = """\
awards:
  - {class: 个人, to: 个人, citation: 工作成绩突出，被评为, honour: 先进个人, spares: 0}
  - {class: 单位, to: 单位, honour: 先进单位}
"""
COMMENDED = """\
kind: certificates/commendation
office: shili
title: 荣誉证书
numbering: 示食安办证
recipients: renyuan
date: 2024-06-28
"""
"""A document that numbers its recipients (content/recipients/renyuan.yaml)."""
FIELDS = {
    "kind": "certificates/commendation",
    "office": "shili",
    "title": "荣誉证书",
    "date": "2024-06-28",
    "winner": "{name: 张三丰, class: 个人}",
}
COURSE = {
    "kind": "certificates/completion",
    "title": "结业证书",
    "course": "示例培训班",
    "from": "2024-06-03",
    "to": "2024-06-05",
    "hours": "16",
}


def certificates(
    folder: Path, awards: str = AWARDS, office: str = OFFICE, **fields: str | None
) -> list[Page]:
    """Return the composed certificates of a document; a field changed to None is left out."""
    text = certificate_text(**fields) + awards
    write_files(folder, {"content/offices.yaml": office, "content/certificates/zheng.yaml": text})
    stops = Pipeline()
    return [stops.composed(job) for job in stops.jobs(folder / "content/certificates/zheng.yaml")]


def certificate_text(**fields: str | None) -> str:
    """Return what the document of a certificate says; a field changed to None is left out."""
    given = {**FIELDS, **fields}
    return "".join(f"{name}: {value}\n" for name, value in given.items() if value is not None)


def completions(folder: Path, office: str = OFFICE, **fields: str | None) -> list[Page]:
    """Return the composed certificates of a course."""
    return certificates(folder, awards="", office=office, **{**COURSE, **fields})


def roster(folder: Path, *rows: str) -> None:
    """Write content/recipients/renyuan.yaml with rows such as `{name: 张三, class: 个人}`."""
    listed = "".join(f"  - {row}\n" for row in rows)
    write_files(folder, {"content/recipients/renyuan.yaml": f"title: 示例\nrecipients:\n{listed}"})
