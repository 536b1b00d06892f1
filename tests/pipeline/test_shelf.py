"""The documents of a project in a list, begun, copied, renamed and put away, with nothing lost."""

import os
from datetime import date
from functools import partial
from pathlib import Path

import docgen
from docgen.foundation.errors import ConflictError
from docgen.pipeline.numbering import claims
from docgen.register.entries import Entry
from tests.support.joint import entry
from tests.support.registers import begun, wanted
from tests.support.samples import document, problems, project, red_square, write_files

DAY = date(2026, 3, 2)


def states(home: Path, **asked: str) -> dict[str, str]:
    """Return the state of each document that is listed, by name."""
    return {one.name: one.state for one in docgen.list_documents(home, **asked).documents}


def test_each_document_is_listed_with_how_far_it_has_come(tmp_path: Path) -> None:
    home = project(
        tmp_path, a=document(), b=document(date="2024-06-31"), c="kind: [", d=document(), e=document()
    )
    write_files(home, {"content/letters/f.yaml": document(doc_number="示食安办〔2024〕9号")})
    docgen.build([home / "content/letters/d.yaml", home / "content/letters/e.yaml"],
                 docgen.Options(formats=("pdf",), out=home / "out"))  # fmt: skip
    os.utime(home / "content/letters/e.yaml", (4e9, 4e9))
    with begun(home) as register:
        (entry,) = register.give([wanted("content/letters/f.yaml")])
    assert states(home) == {
        "letters/e": "changed", "letters/a": "draft", "letters/b": "wrong", "letters/c": "wrong",
        "letters/d": "built", "letters/f": "draft",
    }  # fmt: skip
    shelf = docgen.list_documents(home, words="9号 测试")
    assert [one.name for one in shelf.documents] == ["letters/f"]
    assert (shelf.documents[0].number, shelf.total) == (entry.printed, 6)
    assert set(states(home, state="wrong")) == {"letters/b", "letters/c"}
    assert set(states(home, kind="letters/notice")) == set(states(home)) - {"letters/c"}


def test_a_new_one_has_its_own_title_no_number_and_no_other_ones_name(tmp_path: Path) -> None:
    home = project(tmp_path)
    name = docgen.propose_name("通报", home, DAY)
    assert name == "通报-2026-03-02"
    made = docgen.draft_document("letters/notice", name, "关于新建的通知", home, DAY)
    values = docgen.form(docgen.find_document(made, home)).values
    assert (made, values["title"], values.get("doc_number")) == (f"letters/{name}", "关于新建的通知", None)
    assert values["date"] == "2026-03-02"
    assert docgen.propose_name("通报", home, DAY) == f"{name}-2"
    book = docgen.draft_document("handbooks/policy", "新手册", "", home, DAY)
    (listed,) = (one for one in docgen.list_documents(home).documents if one.name == book)
    assert {docgen.find_document(one.name, home).name for one in listed.chapters} == {
        path.name for path in (home / "content" / book / "chapters").iterdir()
    }


def test_a_copy_has_all_but_the_number_and_what_is_renamed_takes_its_translations_along(
    tmp_path: Path,
) -> None:
    home = project(tmp_path, a=document() + "# 备忘\n")
    letters = home / "content/letters"
    (letters / "a.translation").write_text("{}\n", "utf-8")
    assert docgen.duplicate_document("letters/a", folder=home) == "letters/a-2"
    number = "doc_number: 示食安办〔2024〕7号\n"
    assert (letters / "a-2.yaml").read_text("utf-8") == (document() + "# 备忘\n").replace(number, "")
    assert docgen.rename_document("letters/a", "新 名/称", home) == "letters/新 名_称"
    assert {path.name for path in letters.iterdir()} == {
        "新 名_称.yaml", "新 名_称.translation", "a-2.yaml", "a-2.translation",
    }  # fmt: skip
    (taken,) = problems(lambda: docgen.rename_document("letters/a-2", "新 名/称", home))
    assert taken.code == "name-in-use"
    with begun(home) as register:
        register.give([wanted("content/letters/a-2.yaml")])
    (known,) = problems(lambda: docgen.rename_document("letters/a-2", "b", home), ConflictError)
    assert known.code == "rename-registered"


def test_what_is_put_away_stays_where_it_is_and_comes_back(tmp_path: Path) -> None:
    home = project(tmp_path, a=document(), b=document())
    docgen.put_away_document("letters/a", home)
    docgen.rename_document("letters/a", "c", home)
    assert (set(states(home)), set(states(home, away=True))) == ({"letters/b"}, {"letters/c"})
    assert (home / "content/letters/c.yaml").is_file()
    docgen.fetch_document("letters/c", home)
    assert set(states(home)) == {"letters/b", "letters/c"}


def test_a_name_leads_nowhere_but_into_the_content(tmp_path: Path) -> None:
    home = project(tmp_path / "home", a=document())
    (tmp_path / "outside.yaml").write_text(document(), "utf-8")
    (home / "content/letters/link.yaml").symlink_to(tmp_path / "outside.yaml")
    for name in (
        "../outside",
        "letters/../../../outside",
        "letters/link",
        "/etc/passwd",
        "letters",
        "",
        "a\0b",
    ):
        (problem,) = problems(lambda name=name: docgen.find_document(name, home))
        assert problem.code == ("document-astray" if name == "letters/link" else "document-unknown")


def test_an_office_is_shown_its_own_documents_and_those_of_none(tmp_path: Path) -> None:
    offices = "jia: {name: 甲局（示例）}\nyi: {name: 乙局（示例）}\n"
    texts = {
        "own": document(office="jia"),
        "other": document(office="yi"),
        "joint": document(office=None) + "offices: [yi, jia]\n",
        "host": document(office="[jia, yi]"),
        "none": document(office=None),
        "broken": "kind: [",
    }
    home = project(tmp_path, **texts)
    write_files(home, {"content/offices.yaml": offices})

    def shown(office: str) -> set[str]:
        return {one.name.rpartition("/")[2] for one in docgen.list_documents(home, office=office).documents}

    assert shown("") == set(texts)
    assert shown("jia") == {"own", "joint", "host", "none"}
    assert shown("yi") == {"other", "joint", "host", "none"}
    assert docgen.list_documents(home, office="yi").total == 4
    assert docgen.document_offices("letters/joint", home) == ("yi", "jia")
    assert docgen.document_offices("letters/broken", home) is None


def test_what_is_brought_is_judged_named_for_texts_and_overwrites_nothing(tmp_path: Path) -> None:
    home = project(tmp_path)
    photo, sheet, other = (tmp_path / name for name in ("现场 (1).png", "进度 %1.csv", "假.png"))
    photo.write_bytes(red_square())
    sheet.write_text("县区,户数\n示例县,3\n", "utf-8")
    other.write_bytes(b"PK\x03\x04")
    assert docgen.bring_picture(photo, home).name == "images/现场-1.png"
    assert not docgen.bring_picture(photo, home).is_renamed
    assert docgen.bring_sheet(sheet, home).name == "进度-1.csv"
    sheet.write_text("县区,户数\n示例县,4\n", "utf-8")
    again = docgen.bring_sheet(sheet, home)
    assert (again.name, again.is_renamed) == ("进度-1-2.csv", True)
    assert docgen.list_pictures(home) == ("images/现场-1.png",)
    assert docgen.show_picture("images/现场-1.png", home)[1] == "image/png"
    for call, code in (
        (partial(docgen.bring_picture, other, home), "image-is-other"),
        (partial(docgen.bring_picture, sheet, home), "image-suffix"),
        (partial(docgen.bring_sheet, photo, home), "sheet-picture"),
        (partial(docgen.show_picture, "../letters/a.yaml", home), "document-absent"),
        (partial(docgen.show_picture, "offices.yaml", home), "document-absent"),
    ):
        assert [one.code for one in problems(call)] == [code]


def test_offices_and_figures_are_named_and_begun_once(tmp_path: Path) -> None:
    home = project(tmp_path)
    name = docgen.begin_figures("校园数据（示例）", "2026-06-30", "统计表（示例）", folder=home)
    path = home / f"content/figures/{name}.yaml"
    assert docgen.name_figure(path, "学校：食堂（个）") == "学校食堂个"
    docgen.save_data(
        path, {"figures": {"食堂": {"title": "食堂", "value": "8", "unit": "个"}}}, docgen.form(path).etag
    )
    assert [one.printed for one in docgen.list_figures(name, home)] == ["8", "2026年6月30日"]
    assert docgen.name_office("示例县教育局", folder=home) == "slxjyj"
    for call, codes in (
        (partial(docgen.begin_figures, "", "", "", folder=home), ["head-missing"] * 3),
        (partial(docgen.begin_figures, "甲", "2026-02-30", "乙", folder=home), ["value-date-impossible"]),
        (partial(docgen.begin_figures, "乙", "2026-06-30", "乙", name, home), ["name-of-another"]),
        (partial(docgen.name_figure, path, "食堂"), ["name-of-another"]),
        (partial(docgen.name_figure, path, "食堂", "a b"), ["name-unfit"]),
        (partial(docgen.name_office, "甲", "shili", home), ["name-of-another"]),
        (partial(docgen.name_office, "甲", "示例", home), ["name-unfit"]),
    ):
        assert [one.code for one in problems(call)] == codes


def test_the_register_knows_every_office_of_a_joint_issue(tmp_path: Path) -> None:
    text = document(office=None, offices="[b, a]", doc_number=None)
    home = project(tmp_path, one=text, two=document(office="b", doc_number=None))
    write_files(home, {"content/offices.yaml": entry("a", "甲局（示例）") + entry("b", "乙局（示例）")})
    write_files(home, {"content/images/seal.png": red_square()})
    kept = {}
    for name in ("one", "two"):
        (claim,) = claims(docgen.jobs(docgen.load(home / f"content/letters/{name}.yaml")), {name: "题"}, {})
        kept[name] = Entry("1", office=claim.wanted.fields["office"], more=claim.wanted.more).offices
    assert kept == {"one": ("b", "a"), "two": ("b",)}
    assert docgen.is_in_sight(kept["one"], "a")
    assert not docgen.is_in_sight(kept["two"], "a")


def test_what_is_sent_lies_in_a_project_of_its_own(tmp_path: Path) -> None:
    home = project(tmp_path / "home", secret=document())
    files = {"content/images/seal.png": red_square(), "content/images/other.png": red_square()}
    more = {
        "content/recipients/people.csv": "姓名\n甲",
        "content/figures/f.yaml": "title: x",
        "templates/a/b": "",
    }
    write_files(
        home, {**files, **more, "content/offices.yaml": "shili: {name: 示例, seal: images/seal.png}\n"}
    )
    letter = document(kind="letters/leader-letter", genre=None, doc_number=None)
    sent = ("../信.yaml", letter.encode())
    along = [("图/a.png", red_square()), ("表.csv", b"a,b")]
    path = docgen.write_sent_project(tmp_path / "one", sent, ("人.csv", "姓名\n乙".encode()), along, home)
    content = tmp_path / "one/content"
    found = {str(one.relative_to(content)) for one in content.rglob("*") if one.is_file()}
    assert path == content / "sent/信.yaml"
    assert found == {
        "sent/信.yaml", "offices.yaml", "figures/f.yaml", "images/seal.png", "图/a.png", "data/表.csv",
        "recipients/人.csv",
    }  # fmt: skip
    assert docgen.form(path).values["recipients"] == "人.csv"
    again = docgen.write_sent_project(tmp_path / "one", sent, None, [], home)
    assert "recipients" not in docgen.form(again).values, "nothing of an earlier try is left"
    for name, code in (("../a.png", "sent-name"), ("C:\\a.png", "sent-name"), ("a.yaml", "sent-type")):
        wrong = [(name, b"")]
        (told,) = problems(partial(docgen.write_sent_project, tmp_path / "two", sent, None, wrong))
        assert told.code == code
    assert not (tmp_path / "two").exists()


def test_a_name_is_what_it_says_whatever_its_signs_mean_in_an_address(tmp_path: Path) -> None:
    home = project(tmp_path, letter=document(doc_number=None))
    for name in ("3#楼", "占50%", "a%2fb", "问?"):
        copied = docgen.duplicate_document("letters/letter", name, home)
        assert docgen.name_document(docgen.find_document(copied, home), home) == copied
        assert copied in states(home)
    with begun(home) as register:
        (entry,) = register.give([wanted("content/letters/3#楼.yaml#甲")])
    assert entry.document == "content/letters/3#楼.yaml"
    assert [one.code for one in problems(
        partial(docgen.rename_document, "letters/3#楼", "四", home), ConflictError
    )] == ["rename-registered"]  # fmt: skip


def test_a_picture_belongs_to_whatever_names_it_also_in_a_chapter(tmp_path: Path) -> None:
    home = project(tmp_path)
    book = docgen.find_document(docgen.draft_document("handbooks/policy", "手册", "", home, DAY), home)
    docgen.save(book / "book.yaml", {"office": "yi"}, docgen.form(book / "book.yaml").etag)
    chapter = next((book / "chapters").iterdir())
    chapter.write_text(chapter.read_text("utf-8") + "intro:\n  zh: '![图](images/a%20b.png)'\n", "utf-8")
    write_files(home, {f"content/images/{name}.png": red_square() for name in ("a b", "other")})
    assert docgen.hidden_files("jia", home) == {"images/a b.png"}
    assert docgen.hidden_files("yi", home) == docgen.hidden_files("", home) == set()


def test_a_project_lacks_an_office_until_one_stands_in_its_file(tmp_path: Path) -> None:
    home = project(tmp_path)
    file = home / "content/offices.yaml"
    told = {}
    for text in (file.read_text("utf-8"), "{}\n", "a: ["):
        file.write_text(text, "utf-8")
        told[text] = docgen.lacks_office(home)
    file.unlink()
    assert [*told.values(), docgen.lacks_office(home)] == [False, True, False, True]


def test_a_chapter_is_begun_behind_the_last_and_the_book_is_as_sound_as_before(tmp_path: Path) -> None:
    home = project(tmp_path)
    book = docgen.draft_document("handbooks/policy", "手册", "", home, DAY)
    (first,) = docgen.list_chapters(book, home)
    second = docgen.add_chapter(book, "怎样管水：50% 的事", home)
    third = docgen.add_chapter(book, "怎样管水：50% 的事", home)
    listed = [first.name, second, third]
    assert [one.name for one in docgen.list_chapters(second, home)] == listed
    assert [one.title for one in docgen.list_chapters(book, home)][1:] == ["怎样管水：50% 的事"] * 2
    (shelved,) = docgen.list_documents(home).documents
    assert (shelved.problems, len(shelved.chapters)) == (0, 3)
    assert docgen.list_chapters("offices", home) == ()
    before = docgen.form(docgen.find_document(book, home) / "book.yaml").text
    for title in ("", " \n"):
        assert [one.code for one in problems(partial(docgen.add_chapter, book, title, home))] == [
            "head-missing"
        ]
    assert docgen.form(docgen.find_document(book, home) / "book.yaml").text == before
