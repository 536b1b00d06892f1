"""Write YAML as a person would: texts of several lines as they stand, nothing sorted, no aliases."""

from typing import Any

import yaml

WIDTH = 10_000
"""Characters of a line that is never broken."""


class Dumper(yaml.CSafeDumper):
    """Writes values as plainly as can be."""

    def ignore_aliases(self, data: Any) -> bool:
        """Say that nothing is written as an alias, which `source` would refuse to read."""
        return True


def text_node(dumper: Dumper, text: str) -> yaml.ScalarNode:
    """Return the node of a text."""
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


Dumper.add_representer(str, text_node)


def dump_yaml(values: Any) -> str:
    """Return values as YAML, the same text for the same values."""
    text: str = yaml.dump(values, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)
    return text
