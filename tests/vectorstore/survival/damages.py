"""Ways in which the files of an index come to harm, by what they are called in a test."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

#: What is done to the folder of an index version, or to the root of all.
Damage = Callable[[Path], None]

_OPENINGS_PAGE = 3 * 4096  # where Chroma's table with a row for every opening begins
_DEEP = b"[" * 100_000


def flip(pattern: str, offsets: range | None = None, count: int = 1) -> Damage:
    """Change so many bits of the file, within these offsets, always the same."""

    def damage(folder: Path) -> None:
        path = only(folder, pattern)
        content = bytearray(path.read_bytes())
        chance = random.Random(0)  # noqa: S311
        for _ in range(count):
            at = chance.choice(offsets) if offsets else chance.randrange(len(content))
            content[at] ^= 1 << chance.randrange(8)
        path.write_bytes(content)

    return damage


def cut(pattern: str, part: float = 0.5) -> Damage:
    """Leave only the beginning of the file."""

    def damage(folder: Path) -> None:
        path = only(folder, pattern)
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * part)])

    return damage


def gone(pattern: str) -> Damage:
    """Delete the file or folder."""

    def damage(folder: Path) -> None:
        path = only(folder, pattern)
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    return damage


def filled(pattern: str, content: bytes) -> Damage:
    """Put other bytes in place of the file's."""

    def damage(folder: Path) -> None:
        only(folder, pattern).write_bytes(content)

    return damage


def folder_instead(pattern: str) -> Damage:
    """Put a folder in place of the file."""

    def damage(folder: Path) -> None:
        path = only(folder, pattern)
        path.unlink()
        path.mkdir()

    return damage


def only(folder: Path, pattern: str) -> Path:
    """The one file of this pattern."""
    (path,) = folder.glob(pattern)
    return path


def of_database(name: str) -> dict[str, tuple[str, Damage]]:
    """What may happen to an SQLite file: damage by title, with the name of the file."""
    return {
        f"{name}: header byte": (name, flip(name, range(16))),
        f"{name}: 200 flips": (name, flip(name, count=200)),
        f"{name}: cut in half": (name, cut(name)),
        f"{name}: one byte short": (name, cut(name, 0.99999)),
        f"{name}: empty": (name, cut(name, 0)),
        f"{name}: gone": (name, gone(name)),
        f"{name}: a folder": (name, folder_instead(name)),
    }


_CHROMA = "vectors/chroma.sqlite3"
#: Damage to a version, with the file that is to be named.
OF_A_VERSION: dict[str, tuple[str, Damage]] = {
    **of_database(_CHROMA),
    "chroma.sqlite3: number of pages": (_CHROMA, flip(_CHROMA, range(29, 30))),
    "chroma.sqlite3: list of free pages": (_CHROMA, flip(_CHROMA, range(34, 40))),
    "chroma.sqlite3: table of openings": (
        _CHROMA,
        flip(_CHROMA, range(_OPENINGS_PAGE, _OPENINGS_PAGE + 8), 20),
    ),
    **{
        f"{name}: {what}": (name, make(f"vectors/*/{name}"))
        for name in (
            "data_level0.bin",
            "header.bin",
            "index_metadata.pickle",
            "link_lists.bin",
            "length.bin",
        )
        for what, make in {
            "cut": cut,
            "500 flips": lambda pattern: flip(pattern, count=500),
            "one flip": flip,
            "gone": gone,
        }.items()
    },
    "graph gone": ("data_level0.bin", gone("vectors/*-*")),
    "vectors gone": ("vectors", gone("vectors")),
    "words gone": ("words", gone("words")),
    **of_database("passages.sqlite"),
    "manifest: a number": ("MANIFEST.json", flip("MANIFEST.json", range(400, 402))),
    "manifest: cut": ("MANIFEST.json", cut("MANIFEST.json")),
    "manifest: empty": ("MANIFEST.json", cut("MANIFEST.json", 0)),
    "manifest: gone": ("MANIFEST.json", gone("MANIFEST.json")),
    "manifest: no object": ("MANIFEST.json", filled("MANIFEST.json", b"[1]")),
    "manifest: too deep": ("MANIFEST.json", filled("MANIFEST.json", _DEEP)),
    "manifest: a folder": ("MANIFEST.json", folder_instead("MANIFEST.json")),
}
#: Damage to the name of the published version.
OF_THE_POINTER: dict[str, Damage] = {
    "gone": gone("CURRENT"),
    "empty": cut("CURRENT", 0),
    "garbage": filled("CURRENT", b"\xff\x00\xfe index-\n"),
    "names a folder that is gone": filled("CURRENT", b"index-000000000000\n"),
    "names a folder elsewhere": filled("CURRENT", b"index-/../../elsewhere\n"),
    "longer than any name": filled("CURRENT", b"index-" + b"0" * 5_000),
    "a folder": folder_instead("CURRENT"),
}
#: What may be gone without anybody noticing.
HARMLESS: dict[str, Damage] = {
    "lock gone": gone("writer.lock"),
    "writer's name gone": gone("writer.json"),
    "writer's name garbage": filled("writer.json", b"{"),
}
