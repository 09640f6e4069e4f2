#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""sbom.py DEB OUT: what the package is made of, as SPDX 2.3 JSON.

Three kinds of parts, each with its version as it stands on this machine: what it depends on and those
depend on in turn (dpkg), what it was built with (deploy/packages.build; headers and static libraries of
these are in the program), and the npm packages that are in the wallboard (package-lock.json). Time is
SOURCE_DATE_EPOCH. Exit 1 where a dependency is not installed here, so that its version is not known.
"""
import datetime
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FIELDS = ("Package", "Version", "Architecture", "source:Package", "source:Version", "Depends", "Provides")
FORMAT = "\\t".join(f"${{{f}}}" for f in FIELDS) + "\\n"


def output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def installed() -> dict[str, dict[str, str]]:
    """Every installed package's fields, by its name and by the names it provides."""
    records = [dict(zip(FIELDS, r.split("\t")))
               for r in output("dpkg-query", "-W", "-f", FORMAT).splitlines()]
    out = {}
    for record in records:
        for name in names(record["Provides"]):
            out.setdefault(name[0], record)
    out.update({r["Package"]: r for r in records})
    return out


def names(field: str) -> list[list[str]]:
    """Of a dependency field, each dependency's alternatives."""
    return [[re.split(r"[\s:(]", choice.strip())[0] for choice in part.split("|")]
            for part in field.split(",") if part.strip()]


def closure(first: list[list[str]], known: dict) -> dict[str, dict[str, str]]:
    out: dict[str, dict[str, str]] = {}
    todo = list(first)
    while todo:
        choices = todo.pop()
        record = next((known[c] for c in choices if c in known), None)
        if record is None:
            sys.exit(f"sbom.py: {' | '.join(choices)} is not installed here: its version is not known")
        if record["Package"] not in out:
            out[record["Package"]] = record
            todo += names(record["Depends"])
    return out


def identity(*parts: str) -> str:
    return "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", "-".join(parts))


def part(spdx_id: str, name: str, version: str, purl: str, **more) -> dict:
    return {"SPDXID": spdx_id, "name": name, "versionInfo": version, "downloadLocation": "NOASSERTION",
            "filesAnalyzed": False, "licenseConcluded": "NOASSERTION", "licenseDeclared": "NOASSERTION",
            "copyrightText": "NOASSERTION",
            "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                              "referenceLocator": purl}], **more}


def debian(record: dict[str, str]) -> dict:
    name, version = record["Package"], record["Version"]
    purl = f"pkg:deb/debian/{name}@{version.replace('+', '%2B').replace(':', '%3A')}?arch={record['Architecture']}&distro=debian-12"
    return part(identity("deb", name), name, version, purl,
                sourceInfo=f"Debian source package {record['source:Package']} {record['source:Version']}")


def in_the_page() -> list[dict]:
    lock = json.loads((ROOT / "daemon/wallboard/package-lock.json").read_text(encoding="utf-8"))
    out = []
    for path, entry in sorted(lock["packages"].items()):
        if not path or entry.get("dev") or entry.get("optional"):
            continue
        name = path.rpartition("node_modules/")[2]
        purl = f"pkg:npm/{name.replace('@', '%40')}@{entry['version']}"
        out.append(part(identity("npm", name, entry["version"]), name, entry["version"], purl,
                        licenseDeclared=entry.get("license", "NOASSERTION")))
    return list({p["SPDXID"]: p for p in out}.values())


def main() -> None:
    deb, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    version = output("dpkg-deb", "-f", str(deb), "Version").strip()
    digest = hashlib.sha256(deb.read_bytes()).hexdigest()
    known = installed()
    runs_with = closure(names(output("dpkg-deb", "-f", str(deb), "Depends")), known)
    wanted = re.sub("#.*", "", (ROOT / "deploy/packages.build").read_text(encoding="utf-8")).split()
    built_with = {n: r for n, r in closure([[w] for w in wanted], known).items()
                  if n in wanted and n not in runs_with}
    page = in_the_page()

    ours = identity("deb", "jonovahti")
    link = lambda a, kind, b: {"spdxElementId": a, "relationshipType": kind, "relatedSpdxElement": b}
    links = [link("SPDXRef-DOCUMENT", "DESCRIBES", ours)]
    links += [link(ours, "DEPENDS_ON", identity("deb", n)) for n in sorted(runs_with)]
    links += [link(identity("deb", n), "BUILD_DEPENDENCY_OF", ours) for n in sorted(built_with)]
    links += [link(p["SPDXID"], "BUILD_DEPENDENCY_OF", ours) for p in page]
    at = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.timezone.utc)
    document = {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"jonovahti-{version}",
        "documentNamespace": f"https://example.invalid/spdx/jonovahti-{version}-{digest}",
        "creationInfo": {"created": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                         "creators": ["Tool: jonovahti-sbom", "Organization: jonovahti maintainers"]},
        "packages": [part(ours, "jonovahti", version, f"pkg:deb/jonovahti/jonovahti@{version}?arch=amd64",
                          licenseDeclared="EUPL-1.2", packageFileName=deb.name,
                          checksums=[{"algorithm": "SHA256", "checksumValue": digest}]),
                     *[debian(r) for _, r in sorted((runs_with | built_with).items())], *page],
        "relationships": links}
    out.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{out.name}: {len(runs_with)} packages it runs with, {len(built_with)} it was built with, "
          f"{len(page)} of npm that the page is built with")


main()
