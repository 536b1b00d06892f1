"""Runs of another script in a text, told apart where they are read aloud (ISO 14289-1, 7.2).

A name in Latin letters, or an abbreviation (PDF, GB/T), belongs to the Chinese around it and stays as it is;
three words and more are taken for English, which is what offices quote.
"""

import re

SAID = "data-language"
"""The attribute that says it: style sheets make of `lang` that other type is to be taken."""
TIBETAN, ENGLISH = "bo", "en"
PIECE = re.compile(
    r"<(?P<end>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]*)(?P<said>(?:[^a-zA-Z0-9<>][^<>]*)?)>"
    "|(?P<bo>[\u0f00-\u0fff](?:[\u0f00-\u0fff\u200b ]*[\u0f00-\u0fff])?)"
    r"|(?P<en>\b[A-Za-z]+(?:[ ,.;:]{1,2}[A-Za-z]+){2,})"
)
LANGUAGE = re.compile(r'\blang="([^"]*)"')
EMPTY = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
"""Elements that have no end."""
UNREAD = frozenset({"title", "style", "script", "svg"})
"""Elements whose text is none of the page's."""


def with_languages(html: str) -> str:
    """Return a page in which each run of another script says its language, where nothing around it does."""
    around: list[tuple[str, str]] = []  # elements that are open, each with its language

    def told(found: re.Match[str]) -> str:
        if tag := (found["tag"] or "").lower():
            follow(tag, found)
            return found[0]
        known = around[-1][1] if around else ""
        language = TIBETAN if found["bo"] else ENGLISH
        if known == language or any(one in UNREAD for one, _ in around):
            return found[0]
        return f'<span {SAID}="{language}">{found[0]}</span>'

    def follow(tag: str, found: re.Match[str]) -> None:
        if found["end"]:
            while around and around.pop()[0] != tag:
                pass
        elif tag not in EMPTY and not found["said"].endswith("/"):
            said = LANGUAGE.search(found["said"])
            around.append((tag, said[1] if said else around[-1][1] if around else ""))

    return PIECE.sub(told, html)
