// SPDX-License-Identifier: EUPL-1.2
// Takes down what the daemon answers the page on a busy morning, into recorded/*.json: eight weeks of
// made-up traffic, and a clock that says 10:42.
import { mkdirSync, writeFileSync } from "node:fs";
import { Browser, arrive } from "./lib/browser.mjs";
import { Daemon, Phone } from "./lib/daemon.mjs";
import { until } from "./lib/expect.mjs";

const CLOCK = {
  LD_PRELOAD: "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
  FAKETIME: "@2026-11-25 08:42:00", FAKETIME_DONT_FAKE_MONOTONIC: "1", TZ: "UTC",
};
const AGENTS = { aspa: [3, 9, 2, 1], vaihde: [1, 3, 0, 0], sosiaalihuolto: [2, 0, 0, 0], seniorilinja: [0, 2, 1, 0] };
const STATES = ["available", "busy", "wrapup", "paused"];

function agents() {
  return Object.entries(AGENTS).flatMap(([line, counts]) => counts.flatMap((count, i) =>
    Array.from({ length: count }, (_, n) => ({ type: "agent.state", agent: `${line} ${i} ${n}`, line, state: STATES[i] }))));
}

const queue = (line, from, waits) => waits.map((ago, i) => ({ type: "call.queued", line, call: `${line} ${from + i}`, ago }));

/** What the page asks at these addresses, and what it gets. */
async function listen(browser, daemon, addresses) {
  const heard = {};
  for (const address of addresses) {
    const page = await browser.open();
    page.on("response", async (response) => {
      const { pathname, search } = new URL(response.url());
      if (pathname.startsWith("/api/v1/") && pathname !== "/api/v1/stream") heard[pathname + search] = await response.json();
    });
    await arrive(page, daemon.url + address);
    await page.waitForLoadState("load");
    await page.waitForTimeout(3000);
    await page.context().close();
  }
  return heard;
}

function keep(scene, answers) {
  mkdirSync(new URL("recorded/", import.meta.url), { recursive: true });
  const lines = Object.keys(answers).sort().map((path) => `${JSON.stringify(path)}: ${JSON.stringify(answers[path])}`);
  writeFileSync(new URL(`recorded/${scene}.json`, import.meta.url), `{\n${lines.join(",\n")}\n}\n`);
}

export async function record(program) {
  const browser = await Browser.start();
  const daemon = await Daemon.prepare(program, { opening: { "mon-fri": ["08:00-16:00"] }, crowd: 55, environment: CLOCK });
  await daemon.start();
  const phone = await Phone.join(daemon);
  await phone.tell({ do: "load", file: await daemon.simulate("2026-09-28", 59) });
  await phone.say(...agents(), ...queue("aspa", 0, [402, 240, 95, 30]), ...queue("vaihde", 0, [22]));
  await until("the callers wait", async () => (await daemon.line("vaihde")).queue_length > 0);
  keep("day", await listen(browser, daemon, ["/", "/#/line/aspa"]));

  await phone.say(...queue("aspa", 100, Array.from({ length: 9 }, (_, i) => 200 - 20 * i)));
  await until("the alert fires", async () => (await daemon.live()).alerts.some((one) => one.state === "firing"));
  keep("alert", { "/api/v1/live": await daemon.live() });

  await phone.tell({ do: "cut" });
  await until("the feed is silent", async () => !(await daemon.line("aspa")).known, 30);
  keep("silent", { "/api/v1/live": await daemon.live() });

  phone.stop();
  await daemon.stop();
  await browser.stop();
}
