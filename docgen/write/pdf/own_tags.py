"""The tags of one letter, taken out of a gathering's PDF: its own tree, and nothing of the others'.

In a gathering each letter's tree hangs at the root by itself (`layout/engine/pdf/tags/writing.py`), so the
table of parents is read once for all letters and a tree is written as it lies there. Writing follows every
reference: what leads upwards to the others, and to pages, leads to the letter's own.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

from .own_file import Object, Shared


class GatheredTags:
    """The trees of a gathering's letters, which have so many pages each."""

    def __init__(self, whole: Any, lengths: tuple[int, ...]) -> None:
        root = whole.Root.get("/StructTreeRoot")
        self.trees: list[Any] = list(root.K) if root is not None else []
        numbers = list(root.ParentTree.Nums) if root is not None else []
        self.elements = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        self.firsts = list(accumulate(lengths, initial=0))

    def give(
        self, number: int, root: dict[str, Any], pages: Sequence[dict[str, Any]]
    ) -> Mapping[Object, Shared]:
        """Give the catalogue and the pages of a letter its tree; nothing without tags.

        Returns what stands in its file for things of the gathering's.
        """
        if not self.trees:
            return {}
        tree = self.trees[number]
        numbers: list[Any] = []
        for at, page in enumerate(pages):
            page["/StructParents"] = at
            numbers += [at, self.elements[self.firsts[number] + at]]
        for annotation in (one for page in pages for one in page.get("/Annots", [])):
            if "/StructParent" in annotation:
                following = len(numbers) // 2
                numbers += [following, self.elements[int(annotation.StructParent)]]
                annotation.StructParent = following
        top: dict[str, Any] = {"/Type": b"/StructTreeRoot", "/ParentTree": Shared({"/Nums": numbers})}
        whole = Shared(top)
        document = Shared({**dict(tree.items()), "/P": whole})
        top["/K"] = [document]
        root |= {"/StructTreeRoot": whole, "/MarkInfo": {"/Marked": True}}
        return {tree.objgen: document}
