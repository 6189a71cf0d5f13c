"""A file as an editor understands it: values resolved as the core schema of YAML 1.2 says."""

import re
from collections.abc import Mapping

import yaml

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]

_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_WORDS: Mapping[str, Value] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **{word: float("inf") for word in (".inf", ".Inf", ".INF")},
}


def understood(text: str) -> Value:
    """The value of a whole file."""
    node = yaml.compose(text, yaml.BaseLoader)
    assert node is not None
    return _value(node)


def scalar(text: str) -> Value:
    """What a plain scalar stands for."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _BASED.fullmatch(text):
        return int(text, 0)
    return float(text) if _FLOAT.fullmatch(text) else text


def _value(node: yaml.Node) -> Value:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _value(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_value(item) for item in node.value]
    is_plain = isinstance(node, yaml.ScalarNode) and not node.style
    return scalar(node.value) if is_plain else str(node.value)
