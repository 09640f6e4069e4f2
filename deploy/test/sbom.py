#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""sbom.py DEB SBOM: SBOM is SPDX 2.3 (its required fields, identities, links) and of this very DEB, and every
library that the program loads belongs to one of its packages. Exit 1 with each fault."""
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tempfile

deb, file = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
document = json.loads(file.read_text(encoding="utf-8"))
faults: list[str] = []


def want(holds: object, what: str) -> None:
    if not holds:
        faults.append(what)


def matches(pattern: str, value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(pattern, value) is not None


def output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def loaded(program: pathlib.Path) -> set[str]:
    """The packages of the libraries that the program names."""
    needed = set(re.findall(r"\(NEEDED\).*\[(.*)\]", output("readelf", "-d", str(program))))
    paths = dict(re.findall(r"(\S+) => (\S+)", output("ldd", str(program))))
    out = set()
    for library in needed - {"ld-linux-x86-64.so.2"}:
        real = str(pathlib.Path(paths[library]).resolve())
        known = [p for p in (real, real.removeprefix("/usr"))
                 if subprocess.run(["dpkg", "-S", p], capture_output=True, check=False).returncode == 0]
        out.add(output("dpkg", "-S", known[0]).split(":")[0])
    return out


want(document.get("spdxVersion") == "SPDX-2.3", "spdxVersion")
want(document.get("dataLicense") == "CC0-1.0", "dataLicense")
want(document.get("SPDXID") == "SPDXRef-DOCUMENT", "SPDXID of the document")
want(document.get("name"), "name")
want(matches(r"https?://[^#\s]+", document.get("documentNamespace")), "documentNamespace")
creation = document.get("creationInfo", {})
want(matches(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", creation.get("created")), "creationInfo.created")
want(creation.get("creators") and all(matches(r"(Person|Organization|Tool): .+", c) for c in creation["creators"]),
     "creationInfo.creators")

packages = document.get("packages", [])
ids = [p.get("SPDXID") for p in packages]
want(len(ids) == len(set(ids)), "each SPDXID once")
for package in packages:
    name = package.get("name", "?")
    want(matches(r"SPDXRef-[A-Za-z0-9.-]+", package.get("SPDXID")), f"{name}: SPDXID")
    want(package.get("name") and package.get("versionInfo"), f"{name}: name and version")
    want(package.get("downloadLocation"), f"{name}: downloadLocation")
    want(all({"referenceCategory", "referenceType", "referenceLocator"} <= r.keys() and
             matches(r"pkg:(deb|npm)/\S+@\S+", r["referenceLocator"]) for r in package.get("externalRefs", [{}])),
         f"{name}: externalRefs")
    want(all(matches("[0-9a-f]{64}", c["checksumValue"]) for c in package.get("checksums", [])), f"{name}: checksums")

for link in document.get("relationships", []):
    ends = (link.get("spdxElementId"), link.get("relatedSpdxElement"))
    want(all(e in ids or e == "SPDXRef-DOCUMENT" for e in ends), f"{ends}: both ends are there")
    want(link.get("relationshipType") in {"DESCRIBES", "DEPENDS_ON", "BUILD_DEPENDENCY_OF"}, f"{ends}: type")

ours = [p for p in packages if p.get("checksums")]
want([p["checksums"][0]["checksumValue"] for p in ours] == [hashlib.sha256(deb.read_bytes()).hexdigest()],
     "the checksum is of this package")
runs_with = {p["name"] for p in packages for r in document["relationships"]
             if r["relationshipType"] == "DEPENDS_ON" and r["relatedSpdxElement"] == p["SPDXID"]}
with tempfile.TemporaryDirectory() as root:
    output("dpkg-deb", "-x", str(deb), root)
    missing = loaded(pathlib.Path(root) / "usr/bin/jonovahti") - runs_with
want(not missing, f"libraries of {sorted(missing)} are loaded and not listed")

for fault in faults:
    print(f"WRONG: {fault}", file=sys.stderr)
if faults:
    sys.exit(1)
print(f"ok: SPDX 2.3, {len(packages)} packages")
