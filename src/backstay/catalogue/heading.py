"""The keys that every file starts with: the number of the format and the id."""

from collections.abc import Mapping

from backstay.catalogue.nodes import Node, Reader, TextNode

FORMAT = "1"
HEADING = ("format", "id", "name")


def read_id(fields: Mapping[str, Node], reader: Reader, stem: str) -> str | None:
    """The id, which is also the file's name, after a look at the format."""
    _check_format(fields.get("format"), reader)
    node = fields.get("id")
    found_id = reader.id(node)
    if node is not None and found_id not in (None, stem):
        reader.report(node, "the id and the file's name differ", f'"{stem}"', f'"{found_id}"')
    return found_id


def _check_format(node: Node | None, reader: Reader) -> None:
    if isinstance(node, TextNode) and node.text.isdecimal() and node.text != FORMAT:
        reader.report(node, "this program does not know this format", f"format: {FORMAT}", node.text)
    else:
        reader.word(node, (FORMAT,))
