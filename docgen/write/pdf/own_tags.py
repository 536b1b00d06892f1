"""The tags of one letter, taken out of a gathering's PDF: its own tree, and nothing of the others'.

In a gathering each letter's tree hangs at the root by itself (`layout/engine/pdf/tags/writing.py`), so the
table of parents is read once for all letters and a tree is copied as it lies there. Copying follows every
reference: what leads upwards to the others is cut first.
"""

from itertools import accumulate
from typing import Any

from pikepdf import Array, Dictionary, Name


class GatheredTags:
    """The trees of a gathering's letters, which have so many pages each."""

    def __init__(self, whole: Any, lengths: tuple[int, ...]) -> None:
        root = whole.Root.get("/StructTreeRoot")
        self.trees: list[Any] = list(root.K) if root is not None else []
        numbers = list(root.ParentTree.Nums) if root is not None else []
        self.elements = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        self.firsts = list(accumulate(lengths, initial=0))

    def give(self, own: Any, number: int) -> None:
        """Give a letter's own file, which has its pages already, the letter's tree; nothing without tags."""
        if not self.trees:
            return
        tree = self.trees[number]
        del tree["/P"]
        document = own.copy_foreign(tree)
        numbers: list[Any] = []
        for at, page in enumerate(own.pages):
            page.obj.StructParents = at
            numbers += [at, own.copy_foreign(self.elements[self.firsts[number] + at])]
        following = len(own.pages)
        for page in own.pages:
            for annotation in page.get("/Annots", []):
                if "/StructParent" in annotation:
                    element = own.copy_foreign(self.elements[int(annotation.StructParent)])
                    annotation.StructParent = following
                    numbers += [following, element]
                    following += 1
        root = own.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([document])))
        root.ParentTree = own.make_indirect(Dictionary(Nums=Array(numbers)))
        document.P = root
        own.Root.StructTreeRoot = root
        own.Root.MarkInfo = Dictionary(Marked=True)
