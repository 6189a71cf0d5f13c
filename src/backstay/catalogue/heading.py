"""The keys that every file starts with: the number of the format, the id and the name."""

from collections.abc import Mapping

from backstay.catalogue.forms import Key
from backstay.catalogue.grammar import is_id
from backstay.catalogue.kinds import Id, Schema, Text
from backstay.catalogue.nodes import MapNode, Node, TextNode, found
from backstay.catalogue.reader import Reader

FORMAT = "1"
LONGEST_NAME = 40


class FormatNumber:
    """The number of the format; any other is told as one that this program does not know."""

    def read(self, node: Node, reader: Reader) -> str | None:
        """The number as it stands."""
        if isinstance(node, TextNode) and node.text != FORMAT:
            reader.report(node, "this program does not know this format", f"format: {FORMAT}", found(node))
            return None
        return reader.word(node, (FORMAT,))

    def schema(self) -> Schema:
        """One, or the text of it."""
        return {"enum": [int(FORMAT), FORMAT]}


FORMAT_KEY = Key("format", FormatNumber(), "1, the number of this format.", is_required=True)
ID_KEY = Key(
    "id",
    Id(),
    "The name of the file without .yaml: lower-case letters, digits and hyphens.",
    is_required=True,
)
NAME_KEY = Key("name", Text(LONGEST_NAME), "The name as it is shown, two or three words.", is_required=True)
HEADING = (FORMAT_KEY, ID_KEY, NAME_KEY)


def is_misplaced(node: Node, reader: Reader, own_key: str, other_key: str, told: str) -> bool:
    """Whether this is a file of the other kind, which ``told`` says; one word in place of many faults."""
    keys = [key.text for key, _ in node.entries] if isinstance(node, MapNode) else []
    if other_key not in keys or own_key in keys:
        return False
    reader.report(node, told)
    return True


def read_id(fields: Mapping[str, Node], reader: Reader, stem: str) -> str | None:
    """The id, which is also the file's name, after a look at the format."""
    FORMAT_KEY.read(fields, reader)
    file_id = ID_KEY.read(fields, reader)
    if file_id is not None and file_id != stem:
        # A name that can be no id is the one to change.
        expected = f'"{stem}"' if is_id(stem) else f"the file to be called {file_id}.yaml"
        reader.report(fields[ID_KEY.name], "the id and the file's name differ", expected, f'"{file_id}"')
    return file_id
