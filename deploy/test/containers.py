# SPDX-License-Identifier: EUPL-1.2
"""containers.py PROGRAM [RENDERED]: what can be known of deploy/container and deploy/kubernetes without
an engine. RENDERED is what `kubectl kustomize` gave; without it the files are read as they are.
Prints each fault; exit 0 or 1."""
import pathlib
import re
import subprocess
import sys
import tempfile

import yaml

DEPLOY = pathlib.Path(__file__).resolve().parent.parent
ROOT = DEPLOY.parent
CONTAINER, KUBERNETES = DEPLOY / "container", DEPLOY / "kubernetes"
# What an operator makes; deploy/kubernetes/README.md says how.
SECRETS = {"jonovahti-keys", "jonovahti-front"}


def pinned(image: str) -> bool:
    tag = image.rsplit("/", 1)[-1].partition(":")[2]
    return bool(tag) and tag != "latest"


def dockerfile_faults(text: str) -> list[str]:
    lines = [" ".join(line.split()) for line in re.sub(r"\\\n", " ", text).splitlines()
             if line.strip() and not line.startswith("#")]
    last = lines[max(i for i, line in enumerate(lines) if line.startswith("FROM ")):]
    stages = re.findall(r"^FROM \S+ AS (\w+)", text, re.M)
    faults = [f"Dockerfile: {line}: no tag" for line in lines
              if line.startswith("FROM ") and not pinned(line.split()[1])]
    users = [line.split()[1] for line in last if line.startswith("USER ")]
    if not users or not re.fullmatch(r"[1-9]\d*:[1-9]\d*", users[-1]):
        faults.append("Dockerfile: the last stage runs as no numeric user of its own")
    for word in ("HEALTHCHECK", "ENTRYPOINT", "CMD"):
        if sum(line.startswith(word) for line in last) != 1:
            faults.append(f"Dockerfile: {word} is not there once")
    faults += [f"Dockerfile: {line}: no list of words" for line in last
               if re.match(r"(ENTRYPOINT|CMD) (?!\[)", line)]
    faults += [f"Dockerfile: {line}: COPY does it" for line in lines if line.startswith("ADD ")]
    if any(line.startswith("RUN ") and "install-packages" in line and "rm -rf" not in line for line in last):
        faults.append("Dockerfile: package lists stay in the last stage")
    faults += [f"Dockerfile: copies from {stage}, which is no stage"
               for stage in re.findall(r"--from=(\w+)", text) if stage not in stages]
    return faults + [f"Dockerfile: {path} is not in the tree or kept out by .dockerignore"
                     for path in copied(text) if not in_context(path)]


def copied(dockerfile: str) -> list[str]:
    """What the build takes from the tree."""
    return [path for line in re.findall(r"^COPY (?!--from)(.*)$", dockerfile, re.M) for path in line.split()[:-1]]


def in_context(path: str) -> bool:
    let_in = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    return (ROOT / path).exists() and any(path == one or path.startswith(one + "/") for one in let_in)


def package_faults(program: str) -> list[str]:
    """Libraries that the program needs and the image has not."""
    listed = {line for line in (CONTAINER / "packages.run").read_text().split("\n") if line and line[0] != "#"}
    needed = re.findall(r"NEEDED +(\S+)", subprocess.run(["objdump", "-p", program], check=True,
                                                         capture_output=True, text=True).stdout)
    known = subprocess.run(["ldconfig", "-p"], check=True, capture_output=True, text=True).stdout
    faults = []
    for library in needed:
        path = re.search(rf"^\s*{re.escape(library)} .*=> (\S+)$", known, re.M)
        # dpkg knows a file by the name it was installed under.
        found = subprocess.run(["dpkg", "-S", f"*/{library}"], capture_output=True, text=True, check=False)
        owners = {line.split(":")[0] for line in found.stdout.splitlines()}
        sanitizer = library.startswith("libclang_rt")
        if path and not sanitizer and not owners & (listed | {"libc6"}):
            faults.append(f"packages.run: {library} needs one of {sorted(owners)}")
    return faults


def compose_faults(compose: dict) -> list[str]:
    faults = []
    for name, one in compose["services"].items():
        wanted = {"read_only": True, "cap_drop": ["ALL"], "security_opt": ["no-new-privileges:true"]}
        faults += [f"compose: {name}: {key} is not {value}" for key, value in wanted.items()
                   if one.get(key) != value]
        if not pinned(one["image"]):
            faults.append(f"compose: {name}: {one['image']} has no tag")
        if not re.match(r"[1-9]\d*:", str(one.get("user", ""))):
            faults.append(f"compose: {name}: no numeric user")
        for volume in one.get("volumes", []):
            source = volume.split(":")[0]
            if not (CONTAINER / source).exists() if source.startswith(".") else source not in compose["volumes"]:
                faults.append(f"compose: {name}: {source} is not there")
        faults += [f"compose: {name}: {word} listens beyond loopback" for word in one.get("command", [])
                   if "web.listen-address" in word and "=127.0.0.1:" not in word]
    return faults


def named(documents: list[dict], kind: str) -> dict[str, dict]:
    return {one["metadata"]["name"]: one for one in documents if one["kind"] == kind}


def container_faults(name: str, one: dict, volumes: set[str]) -> list[str]:
    secure = one.get("securityContext", {})
    faults = []
    if secure.get("allowPrivilegeEscalation") is not False or secure.get("readOnlyRootFilesystem") is not True \
            or secure.get("capabilities", {}).get("drop") != ["ALL"]:
        faults.append(f"kubernetes: {name}: may do more than it needs")
    if not pinned(one["image"]):
        faults.append(f"kubernetes: {name}: {one['image']} has no tag")
    if "memory" not in one.get("resources", {}).get("limits", {}):
        faults.append(f"kubernetes: {name}: no limit of memory")
    return faults + [f"kubernetes: {name}: mounts {m['name']}, which is no volume"
                     for m in one.get("volumeMounts", []) if m["name"] not in volumes]


def pod_faults(documents: list[dict], workload: dict) -> list[str]:
    pod = workload["spec"]["template"]["spec"]
    secure = pod.get("securityContext", {})
    faults = []
    if secure.get("runAsNonRoot") is not True or not secure.get("runAsUser") \
            or secure.get("seccompProfile", {}).get("type") != "RuntimeDefault":
        faults.append("kubernetes: the pod does not say that it is no root, its user and its seccomp profile")
    if pod.get("automountServiceAccountToken") is not False:
        faults.append("kubernetes: the pod gets a token of the cluster")
    claims = {c["metadata"]["name"] for c in workload["spec"]["volumeClaimTemplates"]}
    volumes = {v["name"] for v in pod["volumes"]} | claims
    for one in [*pod["initContainers"], *pod["containers"]]:
        faults += container_faults(one["name"], one, volumes)
    maps, used = set(named(documents, "ConfigMap")), set()
    for volume in pod["volumes"]:
        if "configMap" in volume and volume["configMap"]["name"] not in maps:
            faults.append(f"kubernetes: {volume['configMap']['name']} is no ConfigMap")
        if "secret" in volume and volume["secret"]["secretName"] not in SECRETS:
            faults.append(f"kubernetes: {volume['secret']['secretName']} is no Secret that the README names")
        used.add(volume["name"])
    mounted = {m["name"] for c in [*pod["initContainers"], *pod["containers"]] for m in c["volumeMounts"]}
    return faults + [f"kubernetes: nothing mounts {name}" for name in sorted((used | claims) - mounted)]


def matches(labels: dict, selector: dict) -> bool:
    return selector.items() <= labels.items()


def reference_faults(documents: list[dict], workload: dict) -> list[str]:
    """What names or selects something that is not there."""
    template = workload["spec"]["template"]
    labels = template["metadata"]["labels"]
    ports = {p["name"]: p["containerPort"] for c in template["spec"]["containers"] for p in c["ports"]}
    services = named(documents, "Service")
    faults = []
    if workload["spec"]["serviceName"] not in services:
        faults.append("kubernetes: the StatefulSet's service is not there")
    selectors = {"StatefulSet": workload["spec"]["selector"]["matchLabels"]}
    selectors |= {f"Service {n}": s["spec"]["selector"] for n, s in services.items()}
    for kind, key in (("PodDisruptionBudget", "selector"), ("NetworkPolicy", "podSelector")):
        found = named(documents, kind)
        selectors |= {kind: one["spec"][key]["matchLabels"] for one in found.values()}
        faults += [] if found else [f"kubernetes: no {kind}"]
    faults += [f"kubernetes: {name} selects no pod" for name, one in selectors.items() if not matches(labels, one)]
    faults += [f"kubernetes: Service {n}: {p['targetPort']} is no port of a container"
               for n, s in services.items() for p in s["spec"]["ports"] if p["targetPort"] not in ports]
    for one in named(documents, "ServiceMonitor").values():
        for endpoint in one["spec"]["endpoints"]:
            if not any(matches(s["metadata"]["labels"], one["spec"]["selector"]["matchLabels"])
                       and endpoint["port"] in [p["name"] for p in s["spec"]["ports"]] for s in services.values()):
                faults.append("kubernetes: the ServiceMonitor finds no port of a Service")
    for one in named(documents, "NetworkPolicy").values():
        faults += [f"kubernetes: the NetworkPolicy lets in to {p['port']}, where nobody listens"
                   for rule in one["spec"]["ingress"] for p in rule["ports"] if p["port"] not in ports.values()]
    return faults


def kubernetes_faults(documents: list[dict]) -> list[str]:
    workloads = list(named(documents, "StatefulSet").values())
    if len(workloads) != 1:
        return ["kubernetes: not one StatefulSet"]
    return pod_faults(documents, workloads[0]) + reference_faults(documents, workloads[0])


def as_they_are() -> list[dict]:
    """The resources that kustomization.yaml names, and the maps that it makes."""
    plan = yaml.safe_load((KUBERNETES / "kustomization.yaml").read_text())
    out = [d for name in plan["resources"] for d in yaml.safe_load_all((KUBERNETES / name).read_text())]
    for one in plan["configMapGenerator"]:
        data = {name: (KUBERNETES / name).read_text() for name in one["files"]}
        out.append({"kind": "ConfigMap", "metadata": {"name": one["name"]}, "data": data})
    return out


def configuration_faults(program: str, documents: list[dict]) -> list[str]:
    """Configurations that the programs which read them refuse."""
    faults = []
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as rules:
        yaml.safe_dump(next(iter(named(documents, "PrometheusRule").values()))["spec"], rules)
        rules.flush()
        for words in ([program, "check", "--config", CONTAINER / "jonovahti.yaml"],
                      [program, "check", "--config", KUBERNETES / "jonovahti.yaml"],
                      ["promtool", "check", "config", CONTAINER / "prometheus.yml"],
                      ["promtool", "check", "rules", rules.name],
                      ["amtool", "check-config", CONTAINER / "alertmanager.yml"]):
            done = subprocess.run(words, capture_output=True, text=True, check=False)
            faults += [f"{' '.join(map(str, words))}: {done.stdout}{done.stderr}"] if done.returncode else []
    return faults


def path_faults(documents: list[dict]) -> list[str]:
    """Folders that the daemon's configuration in the cluster names and no volume of its is."""
    pod = named(documents, "StatefulSet")["jonovahti"]["spec"]["template"]["spec"]
    mounts = [m["mountPath"] for m in pod["containers"][0]["volumeMounts"]]
    config = yaml.safe_load((KUBERNETES / "jonovahti.yaml").read_text())
    paths = [config["data_dir"], config["feed"]["keys"], config["feed"]["secret_file"]]
    return [f"kubernetes: {path} is on no volume" for path in paths
            if not any(path == m or path.startswith(m + "/") for m in mounts)]


def main() -> int:
    program = str(pathlib.Path(sys.argv[1]).resolve())
    documents = list(yaml.safe_load_all(pathlib.Path(sys.argv[2]).read_text())) if sys.argv[2:] else as_they_are()
    faults = [*dockerfile_faults((CONTAINER / "Dockerfile").read_text()), *package_faults(program),
              *compose_faults(yaml.safe_load((CONTAINER / "compose.yaml").read_text())),
              *kubernetes_faults(documents), *path_faults(documents),
              *configuration_faults(program, documents)]
    print("\n".join(faults) if faults else f"{len(documents)} resources, one Dockerfile, one compose file: good")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
