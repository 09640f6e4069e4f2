# SPDX-License-Identifier: EUPL-1.2
"""Numbers that nobody has, planted as callers; and the search for them in any bytes, as they were or
in a form from which they could be had again."""
import base64
import hashlib
import pathlib
import subprocess
import tempfile

COUNT = 1000
NUMBERS = [f"0409{i:03d}{(i * 7919) % 1000:03d}" for i in range(COUNT)]  # 10 digits
NAME = "Aino Testivirkkunen"


def written(number: str) -> list[str]:
    """The ways in which people and phone systems write a number."""
    rest = number[1:]
    return [number, f"+358{rest}", f"358{rest}", f"00358{rest}", f"{number[:3]} {number[3:]}",
            f"{number[:3]}-{number[3:]}", f"+358 {rest[:2]} {rest[2:]}",
            f"{number[:3]} {number[3:6]} {number[6:]}", f"tel:+358{rest}", f"sip:{number}@pbx",
            f"asiakas {number} odottaa"]


def needles() -> list[str]:
    """As hex digits: the numbers' last nine digits as text, spaced, in UTF-16, as hex and base64 text,
    and unkeyed hashes of the usual forms, as bytes and as text."""
    out = set()
    for number in NUMBERS:
        core = number[1:]
        for text in (core, f"{core[:2]} {core[2:]}", f"{number[:3]} {number[3:6]} {number[6:]}",
                     f"{number[:3]}-{number[3:]}"):
            out.add(text.encode().hex())
            out.add(text.encode("utf-16-le").hex())
            out.add(text.encode().hex().encode().hex())
        for pad in range(3):  # the middle of each of the three alignments
            encoded = base64.b64encode(b"\0" * pad + core.encode())
            out.add(encoded[(0, 2, 3)[pad]:-4].hex())
        for form in (number, f"+358{core}", f"358{core}"):
            for name in ("md5", "sha1", "sha256"):
                digest = hashlib.new(name, form.encode()).digest()[:12]
                out.add(digest.hex())
                out.add(digest.hex().encode().hex())
    out.add(NAME.encode().hex())
    return sorted(out)


class Search:
    """Looks for all of them at once."""

    def __init__(self) -> None:
        self.file = tempfile.NamedTemporaryFile("w", suffix=".needles")
        self.file.write("\n".join(needles()) + "\n")
        self.file.flush()

    def found(self, data: bytes) -> list[str]:
        done = subprocess.run(["grep", "-F", "-o", "-f", self.file.name], input=data.hex(),
                              text=True, stdout=subprocess.PIPE)
        return [bytes.fromhex(hit).decode("latin1") for hit in set(done.stdout.split())
                if len(hit) % 2 == 0]

    def found_in(self, paths: list[pathlib.Path]) -> dict[str, list[str]]:
        out = {}
        for path in paths:
            hits = self.found(path.read_bytes() + b"\n" + path.name.encode())
            if hits:
                out[path.name] = hits[:3]
        return out
