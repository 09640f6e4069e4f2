// SPDX-License-Identifier: EUPL-1.2
// The daemon and the phone system that it hears, as processes of a test in a folder of their own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { until } from "./expect.mjs";

export function scratch() {
  const folder = mkdtempSync(join(tmpdir(), "jonovahti-wallboard-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

const ALWAYS = { "mon-sun": ["00:00-24:00"] };
const NAMES = {
  aspa: { fi: "Asiakaspalvelukeskus", sv: "Kundservicecentralen", en: "Customer service centre" },
  vaihde: { fi: "Puhelinvaihde", sv: "Telefonväxeln", en: "Switchboard" },
  sosiaalihuolto: { fi: "Sosiaalihuollon palveluohjaus", sv: "Socialvårdens servicehandledning", en: "Social-care guidance" },
  seniorilinja: { fi: "Seniorilinja", sv: "Seniorlinjen", en: "Senior line" },
};

/** JSON is YAML. `opening` are the hours of every week; above `crowd` in aspa's queue an alert fires. */
function configuration({ folder, http, feed, opening, crowd }) {
  const lines = Object.fromEntries(Object.entries(NAMES).map(([id, name]) => [id, { name }]));
  lines.vaihde.wait_target = "1m";
  return {
    timezone: "Europe/Helsinki",
    language: "fi",
    data_dir: join(folder, "data"),
    defaults: { opening: [{ from: "2022-01-01", weekly: opening }] },
    lines,
    sources: { ace: { type: "feed", silent_after: "3s" } },
    feed: { listen: [`tcp://127.0.0.1:${feed}`] },
    http: { listen: `127.0.0.1:${http}` },
    alerts: {
      hold: "1s",
      rules: [{
        alert: "QueueLong", lines: ["aspa"], when: `queue_length > ${crowd}`, clear: `queue_length < ${crowd - 2}`, for: "0s", keep: "0s", severity: "page",
        text: { fi: "{{line}}: jonossa {{value}}", sv: "{{line}}: {{value}} i kö", en: "{{line}}: {{value}} waiting" },
      }],
      notify: [],
    },
  };
}

export class Daemon {
  /** `environment` is added to the daemon's own. */
  static async prepare(program, { opening = ALWAYS, crowd = 8, environment = {} } = {}) {
    const daemon = new Daemon();
    const [http, feed] = [await freePort(), await freePort()];
    Object.assign(daemon, { program, environment, folder: scratch(), url: `http://127.0.0.1:${http}`, feed: `tcp://127.0.0.1:${feed}` });
    daemon.config = join(daemon.folder, "config.yaml");
    writeFileSync(daemon.config, JSON.stringify(configuration({ folder: daemon.folder, http, feed, opening, crowd })));
    return daemon;
  }

  async start() {
    const log = openSync(join(this.folder, "daemon.log"), "a");
    this.process = spawn(this.program, ["serve", "--config", this.config], {
      stdio: ["ignore", log, log], env: { ...process.env, ...this.environment },
    });
    process.on("exit", () => this.process.kill("SIGKILL"));
    await until("the daemon is ready", async () => {
      if (this.process.exitCode !== null) throw new Error(readFileSync(join(this.folder, "daemon.log"), "utf8"));
      return (await this.ask("/readyz").catch(() => null))?.ok;
    }, 60);
  }

  async stop(signal = "SIGTERM") {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    this.process.kill(signal);
    await once(this.process, "exit");
  }

  ask(path) {
    return fetch(this.url + path);
  }

  async json(path) {
    const answer = await this.ask(path);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  live() {
    return this.json("/api/v1/live");
  }

  line(id) {
    return this.live().then((live) => live.lines.find((line) => line.id === id));
  }

  /** Days of made-up traffic as a file of events. */
  async simulate(from, days) {
    const out = join(this.folder, `${from}.ndjson`);
    const simulation = spawn(this.program, ["simulate", "--config", this.config, "--from", from, "--days", String(days), "--source", "ace", "--out", out], { stdio: "inherit" });
    const [code] = await once(simulation, "exit");
    if (code !== 0) throw new Error(`simulate ended with ${code}`);
    return out;
  }
}

/** A phone system that talks until it is cut off: see phone.py for what it understands. */
export class Phone {
  /** By the daemon's clock, which may be a faked one. */
  static async join(daemon) {
    const ahead = Date.parse((await daemon.json("/api/v1/lines")).now) - Date.now();
    return new Phone(daemon, ahead / 1000);
  }

  constructor(daemon, ahead) {
    const script = fileURLToPath(new URL("phone.py", import.meta.url));
    this.process = spawn("/usr/bin/python3", [script, daemon.feed, String(ahead)], { stdio: ["pipe", "pipe", "inherit"] });
    process.on("exit", () => this.process.kill("SIGKILL"));
    this.answers = createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
  }

  async tell(command) {
    this.process.stdin.write(`${JSON.stringify(command)}\n`);
    const { value } = await this.answers.next();
    if (value !== "ok") throw new Error(`the phone system said ${value}`);
  }

  say(...events) {
    return this.tell({ do: "say", events });
  }

  stop() {
    this.process.kill("SIGKILL");
  }
}
