# SPDX-License-Identifier: EUPL-1.2
"""An authority of the test's own, and the certificates that it gives."""
import pathlib
import subprocess


def openssl(*words: str, cwd: pathlib.Path) -> None:
    subprocess.run(["openssl", *words], cwd=cwd, check=True, capture_output=True)


def authority(where: pathlib.Path) -> None:
    """Key and certificate of an authority: ca.key, ca.pem."""
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem",
            "-days", "30", "-subj", "/CN=test authority", cwd=where)


def certificate(where: pathlib.Path, name: str, host: str = "localhost",
                end: str = "20490101000000Z") -> pathlib.Path:
    """Key and certificate of `host` by the authority in `where`."""
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.csr",
            "-subj", f"/CN={host}", cwd=where)
    (where / f"{name}.ext").write_text(f"subjectAltName=DNS:{host}\n")
    (where / "index.txt").write_text("")
    (where / "ca.cnf").write_text(f"""[ca]
default_ca = c
[c]
database = {where}/index.txt
serial = {where}/serial
new_certs_dir = {where}
default_md = sha256
policy = p
[p]
commonName = supplied
""")
    openssl("ca", "-batch", "-config", "ca.cnf", "-cert", "ca.pem", "-keyfile", "ca.key",
            "-in", f"{name}.csr", "-out", f"{name}.crt", "-extfile", f"{name}.ext", "-notext",
            "-rand_serial", "-startdate", "20200101000000Z", "-enddate", end, cwd=where)
    both = where / f"{name}.pem"
    both.write_text((where / f"{name}.key").read_text() + (where / f"{name}.crt").read_text())
    return both
