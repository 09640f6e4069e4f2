# SPDX-License-Identifier: EUPL-1.2
"""deploy/container and deploy/kubernetes are whole, as far as can be known without an engine; and what
finds that out finds faults."""
import copy
import importlib.util
import subprocess

import yaml

from jono import PROGRAM, ROOT, expect

done = subprocess.run(["sh", ROOT / "deploy/test/containers.sh", PROGRAM], capture_output=True, text=True,
                      check=False)
print(done.stdout + done.stderr, end="")
expect("nothing is wrong", done.returncode, 0)

spec = importlib.util.spec_from_file_location("deployed", ROOT / "deploy/test/containers.py")
deployed = importlib.util.module_from_spec(spec)
spec.loader.exec_module(deployed)

DOCKERFILE = (deployed.CONTAINER / "Dockerfile").read_text()
for what, old, new in (("a user that is root", "USER 10001:10001", "USER root"),
                       ("no tag", "FROM debian:12-slim\n", "FROM debian\n"),
                       ("a command of the shell", 'ENTRYPOINT ["/usr/bin/jonovahti"]', "ENTRYPOINT jonovahti"),
                       ("no health", "HEALTHCHECK", "LABEL"),
                       ("what is not there", "COPY alerting alerting", "COPY nosuch alerting"),
                       ("what is kept out", "COPY alerting alerting", "COPY grafana grafana")):
    assert old in DOCKERFILE, old
    expect(f"Dockerfile: {what} is found", len(deployed.dockerfile_faults(DOCKERFILE.replace(old, new))), 1)

COMPOSE = yaml.safe_load((deployed.CONTAINER / "compose.yaml").read_text())
for service, key, value in (("grafana", "read_only", False), ("prometheus", "image", "prom/prometheus:latest"),
                            ("jonovahti", "user", "root"), ("jonovahti", "volumes", ["./nosuch:/x"]),
                            ("prometheus", "command", ["--web.listen-address=:9090"])):
    tried = copy.deepcopy(COMPOSE)
    tried["services"][service][key] = value
    expect(f"compose: {service}.{key} is found", len(deployed.compose_faults(tried)), 1)

WHOLE = deployed.as_they_are()


def changed(change) -> int:
    tried = copy.deepcopy(WHOLE)
    change({one["kind"]: one for one in tried})
    return len(deployed.kubernetes_faults(tried))


def pod(kinds: dict) -> dict:
    return kinds["StatefulSet"]["spec"]["template"]["spec"]


expect("kubernetes: nothing else is wrong", changed(lambda kinds: None), 0)
for what, change in (
        ("root", lambda k: pod(k)["securityContext"].pop("runAsNonRoot")),
        ("a token", lambda k: pod(k).pop("automountServiceAccountToken")),
        ("a root file system that is written to", lambda k: pod(k)["containers"][0].pop("securityContext")),
        ("no limit", lambda k: pod(k)["containers"][1].pop("resources")),
        ("a volume that is none", lambda k: pod(k)["containers"][0]["volumeMounts"].append({"name": "x"})),
        ("a Secret that nobody made", lambda k: pod(k)["volumes"][2]["secret"].update(secretName="x")),
        ("a map that is none", lambda k: pod(k)["volumes"][0]["configMap"].update(name="x")),
        ("a budget for nobody", lambda k: k["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"].update(a="b")),
        ("a monitor of nothing", lambda k: k["ServiceMonitor"]["spec"]["endpoints"][0].update(port="x")),
        ("a policy for nobody", lambda k: k["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"].update(a="b")),
        ("a service of its own that is none", lambda k: k["StatefulSet"]["spec"].update(serviceName="x"))):
    expect(f"kubernetes: {what} is found", changed(change), 1)
