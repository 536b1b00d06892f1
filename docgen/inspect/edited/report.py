"""What is said of each difference: which words changed, and where in the YAML to write them.

Differences and their origins in, findings out. A finding's `values` name `old`, `new`, `write` (what to write
in the YAML) and `field` where there is one, for programs as for sentences.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from docgen.content.schemas.fields import dotted
from docgen.foundation.errors import NOWHERE, Finding, Place
from docgen.foundation.textdiff import Edit, edits

from ..docx.record import Content, Paragraph
from .differences import Difference, Spot
from .origins import Origins
from .passages import Passage
from .phrases import Change, Changes, OnlyBlanks, Where
from .printed_fields import Span
from .proposals import PARAGRAPHS, ValueEdit, is_plain, of_line
from .rewriting import line_for, yaml_line
from .values import RECIPIENT, ROSTER


class Report:
    """The findings about one edited file."""

    def __init__(self, origins: Origins, subject: str) -> None:
        self.origins = origins
        self.subject = subject

    def all(self, found: Iterable[Difference], edited: Content) -> Iterator[Finding]:
        """Yield what is to be said of every difference, comments and tracked changes included."""
        for one in found:
            if one.was is not None or not one.says_the_same:
                yield from self.difference(one)
            elif one.old and one.new and one.old.level != one.new.level:
                yield self.level(one.spot, one.new)
            if one.new:
                yield from self.comments(one.spot, one.new, edited)
        if edited.revisions:
            authors = "、".join(filter(None, edited.authors)) or "?"
            yield self.say("edited-revisions", NOWHERE, count=edited.revisions, authors=authors)

    def difference(self, one: Difference) -> Iterator[Finding]:
        """Yield what is to be said of one difference."""
        if one.was is not None:
            yield self.both(one, one.was)
        elif one.joined and one.old is not None and one.new is not None:
            yield self.joined(one.spot, one.old, one.new)
        elif one.old is None and one.new is not None:
            yield self.come(one.spot, one.new)
        elif one.old is not None and one.new is None:
            yield self.gone(one.spot, one.old)
        elif one.old is not None and one.new is not None and one.moved:
            yield self.say("edited-moved", self.place(one.spot), old=one.old.text, where=self.where(one.spot))
        elif one.old is not None and one.new is not None:
            yield from self.changed(one.spot, one.old.text, one.new.text)

    def both(self, one: Difference, was: Paragraph) -> Finding:
        """Return that something was changed here and in the YAML too, with the words of both."""
        ours, theirs = one.old.text if one.old else "", one.new.text if one.new else ""
        code = "edited-both" if ours and theirs else "edited-both-removed" if ours else "edited-both-kept"
        told = {"old": was.text, "new": theirs, "ours": ours, "theirs": theirs, "where": self.where(one.spot)}
        return self.say(code, self.place(one.spot), **told)

    def joined(self, spot: Spot, old: Paragraph, new: Paragraph) -> Finding:
        """Return that a paragraph was put together with the next."""
        return self.say("edited-joined", self.place(spot), old=old.text, new=new.text, where=self.where(spot))

    def changed(self, spot: Spot, old: str, new: str) -> Iterator[Finding]:
        """Yield the fields of a paragraph that changed, and then the changes in its other words."""
        left = edits(old, new)
        for span in self.origins.fields.get(spot, ()):
            own = [edit for edit in left if span.start <= edit.start and edit.end <= span.end]
            if own:
                yield from self.field(spot, span, Changes(old, new, own))
                left = [edit for edit in left if edit not in own]
        if not left:
            return
        passage = self.origins.passage(spot)
        if passage is None:
            yield from self.other(spot, Changes(old, new, left))
        else:
            yield from self.prose(spot, passage, Changes(old, new, left))

    def other(self, spot: Spot, changes: Changes) -> Iterator[Finding]:
        """Yield what was changed in words that no field and no prose prints: values, else the template."""
        fixed = []
        for edit in changes.edits:
            own = Changes(changes.old, changes.new, [edit])
            value = self.origins.value_around(spot, changes.old, edit.start, edit.end)
            if value is None:
                fixed.append(edit)
            elif value.keys[0] in (RECIPIENT, ROSTER):
                name, place = dotted(value.keys), self.origins.roster_place(value.keys)
                yield self.say(
                    "edited-value", place, name=name, where=self.where(spot), changes=own, **own.texts
                )
            else:
                field, place = self.origins.field_name(value.keys), self.origins.field_place(value.keys)
                yield self.say(
                    "edited-prose", place, field=field, where=self.where(spot), changes=own, **own.texts
                )
        if fixed:
            yield self.fixed(spot, Changes(changes.old, changes.new, fixed))

    def field(self, spot: Spot, span: Span, changes: Changes) -> Iterator[Finding]:
        """Yield that a plain field was changed, with the line to write where it can be told."""
        own = changes.edits
        shift, grown = own[0].new_start - own[0].start, own[-1].new_end - own[-1].end
        was = changes.old[span.start : span.end]
        now = changes.new[span.start + shift : span.end + grown].strip()
        keys, passage = span.keys, self.origins.written(span.keys)
        if passage and passage.skeleton.names:
            write = self.respelt(passage, was, now)
            if not write:
                yield from self.prose(spot, passage, Changes(was, now, edits(was, now)))
                return
        else:
            write = line_for(keys, self.origins.value(keys), was, now)
        place, name = self.origins.field_place(keys), self.origins.field_name(keys)
        code = "edited-field" if not write else "edited-line" if place.line else "edited-new-line"
        told = {"old": was, "new": now, "write": write, "blanks": OnlyBlanks(changes)}
        own_file = place.path == self.origins.source.path
        yield self.say(code, place, of_line(keys, write) if own_file else (), field=name, **told)

    def respelt(self, passage: Passage, was: str, now: str) -> str:
        """Return the line for a field whose placeholders were left alone, '' where one was written over."""
        raw, changes = passage.skeleton.raw, edits(was, now)
        spans = [passage.skeleton.typed(was, edit.start, edit.end) for edit in changes]
        for span, edit in reversed(list(zip(spans, changes, strict=True))):
            if span is None:
                return ""
            raw = raw[: span[0]] + now[edit.new_start : edit.new_end] + raw[span[1] :]
        return yaml_line(passage.keys[-1], raw)

    def prose(self, spot: Spot, passage: Passage, changes: Changes) -> Iterator[Finding]:
        """Yield what was changed in a paragraph: in its own words, and in values filled in."""
        typed, filled = [], []
        for edit in changes.edits:
            span = passage.skeleton.typed(changes.old, edit.start, edit.end)
            name = "" if span else passage.skeleton.filled(changes.old, edit.start, edit.end)
            if name:
                filled.append((name, edit))
            else:
                typed.append((span, edit))
        if typed:
            first = next((span[0] for span, _ in typed if span), 0)
            place = self.origins.source.place_within(passage.keys, passage.start + first)
            own = Changes(changes.old, changes.new, [edit for _, edit in typed])
            field = self.origins.field_name(passage.keys)
            written = self.retyped(passage, changes.new, typed)
            yield self.say(
                "edited-prose", place, written, field=field, where=self.where(spot), changes=own, **own.texts
            )
        for name, edit in filled:
            own = Changes(changes.old, changes.new, [edit])
            place = self.origins.value_place(name)
            yield self.say("edited-value", place, name=name, where=self.where(spot), changes=own, **own.texts)

    def retyped(
        self, passage: Passage, new: str, typed: Sequence[tuple[tuple[int, int] | None, Edit]]
    ) -> tuple[ValueEdit, ...]:
        """Return what to write in a passage for its changes; nothing where one cannot be written."""
        found = []
        for span, edit in typed:
            text = new[edit.new_start : edit.new_end]
            if span is None or not is_plain(text):
                return ()
            start, end = (passage.start + offset for offset in span)
            found.append(ValueEdit(passage.keys, text, start, end))
        return tuple(found)

    def fixed(self, spot: Spot, changes: Changes) -> Finding:
        """Return that words were changed which the template prints by itself."""
        template = self.origins.template_place()
        return self.say("edited-fixed", template, where=self.where(spot), changes=changes, **changes.texts)

    def gone(self, spot: Spot, old: Paragraph) -> Finding:
        """Return that a paragraph, a table or a row was removed."""
        where = self.where(spot)
        if spans := self.origins.fields.get(spot):
            keys = spans[0].keys
            place, name = self.origins.field_place(keys), self.origins.field_name(keys)
            return self.say("edited-field-gone", place, field=name, old=old.text, where=where)
        if self.origins.passage(spot) is None:
            if entry := self.origins.entry_of(spot):
                return self.say(
                    "edited-gone", self.origins.entry_place(entry), old=old.text, where=self.where(spot)
                )
            return self.fixed(spot, Changes(old.text, "", edits(old.text, "")))
        passage = self.origins.passage(spot)
        written = self.taken_out(passage) if passage and spot.row < 0 else ()
        return self.say("edited-gone", self.place(spot), written, old=old.text, where=where)

    def taken_out(self, passage: Passage) -> tuple[ValueEdit, ...]:
        """Return what takes a paragraph of prose out of its text; the last of a text stays."""
        whole = str(self.origins.value(passage.keys))
        is_part = self.origins.is_prose(passage.keys) and passage.skeleton.raw.strip() != whole.strip()
        return (ValueEdit(passage.keys, "", passage.start, passage.end),) if is_part else ()

    def come(self, spot: Spot, new: Paragraph) -> Finding:
        """Return that something was added, and what to write after which line."""
        place = self.place_after(spot)
        write = "#" * new.level + (" " if new.level else "") + new.text
        if spot.row >= 0:
            if self.origins.passage(spot) is None and (entry := self.origins.entry_of(spot)):
                told = {"new": new.text, "where": self.where(spot)}
                return self.say("edited-entry-added", self.origins.entry_place(entry), **told)
            write = "| " + " | ".join(new.text.split("\t")) + " |"
        added = "edited-row-added" if spot.row >= 0 else "edited-added"
        code = added if spot.story == "body" and place.line else "edited-added-elsewhere"
        written = self.put_in(spot, new, write) if code == "edited-added" else ()
        return self.say(code, place, written, new=new.text, write=write, where=self.where(spot))

    def put_in(self, spot: Spot, new: Paragraph, write: str) -> tuple[ValueEdit, ...]:
        """Return what puts a new paragraph behind the prose above it."""
        above = self.prose_above(spot)
        if above is None or not is_plain(new.text):
            return ()
        return (ValueEdit(above.keys, f"{PARAGRAPHS}{write}", above.end, above.end),)

    def level(self, spot: Spot, new: Paragraph) -> Finding:
        """Return that a paragraph became a heading, or a heading one of another level or none."""
        write = "#" * new.level + (" " if new.level else "") + new.text
        return self.say("edited-level", self.place(spot), style=new.style, new=new.text, write=write)

    def comments(self, spot: Spot, paragraph: Paragraph, edited: Content) -> Iterator[Finding]:
        """Yield the comments on a paragraph."""
        for number in paragraph.comments:
            if comment := edited.comments.get(number):
                author, place = comment.author or "?", self.place(spot)
                yield self.say("edited-comment", place, author=author, new=comment.text, old=paragraph.text)

    def place(self, spot: Spot) -> Place:
        """Return where in the YAML what is printed at `spot` stands; the file alone when nowhere."""
        known = spot.at >= 0 and spot.at < len(self.origins.original.stories[spot.story])
        if known and (spans := self.origins.fields.get(spot)):
            return self.origins.field_place(spans[0].keys)
        passage = self.origins.passage(spot) if known else None
        if passage is None:
            return Place(self.origins.source.path)
        return self.origins.source.place_within(passage.keys, passage.start)

    def place_after(self, spot: Spot) -> Place:
        """Return the last line in the YAML of what is printed at `spot`, or of the prose next above it."""
        if spot.row >= 0:
            above = self.origins.passage(spot)
            return self.end_of(above) if above else Place(self.origins.source.path)
        above = self.prose_above(spot)
        return self.end_of(above) if above else Place(self.origins.source.path)

    def prose_above(self, spot: Spot) -> Passage | None:
        """Return the passage that is printed at a spot, or next above it; None where there is no prose."""
        for at in range(spot.at, -1, -1):
            passage = self.origins.passage(Spot(spot.story, at))
            if passage and self.origins.is_prose(passage.keys):
                return passage
        return None

    def end_of(self, passage: Passage) -> Place:
        """Return the line on which a passage ends."""
        end = self.origins.source.place_within(passage.keys, passage.end)
        return Place(end.path, end.line)

    def where(self, spot: Spot) -> Where:
        """Return how a person finds `spot` in Word."""
        counts = self.origins.tables[spot.story]
        tables = counts[min(spot.at, len(counts) - 1)] if counts and spot.at >= 0 else 0
        return Where(spot.story, spot.at + 1, tables, spot.row + 1, spot.column + 1)

    def say(self, code: str, place: Place, edits: tuple[ValueEdit, ...] = (), /, **values: Any) -> Finding:
        """Return a finding about this file."""
        return Change(code, place, values, self.subject, edits=edits)
