// SPDX-License-Identifier: EUPL-1.2
// A day on the wall in a few minutes: 24 hours of snapshots, five a second, through the stream, and the page's
// own timers moved along. Every hour the connection breaks. The browser's memory must not grow.
import { arrive } from "./lib/browser.mjs";
import { expect, until } from "./lib/expect.mjs";
import { shownFigures } from "./lib/figures.mjs";
import { Replica } from "./lib/replica.mjs";
import { recorded } from "./pictures.mjs";

const HOURS = 24;
const STEP_MS = 200;
const CHUNK_MS = 600_000;
// V8 keeps code and shapes that it learns as it goes; a leak of a kilobyte a snapshot would be 400 MB.
const HEAP_BOUND = 1_000_000;
const NODES_BOUND = 50;

/** The recorded moment, some time later: queues, windows and alerts that change with every snapshot. */
function momentAt(live, time, version) {
  const now = new Date(time).toISOString();
  const lines = live.lines.map((line, i) => ({
    ...line,
    known: (version >> 12) % 16 !== i,
    queue_length: (version * (i + 3)) % 41,
    longest_wait_seconds: version % 1800,
    today: { ...line.today, offered: line.today.offered + version },
    hour: { ...line.hour, offered: Math.floor(version / 25) % 97 }, // a call every five seconds
  }));
  const alerts = (version >> 9) % 2 === 0 ? live.alerts : [];
  return { ...live, version, now, lines, alerts };
}

async function memory(session) {
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const { metrics } = await session.send("Performance.getMetrics");
  const metric = (name) => metrics.find((one) => one.name === name).value;
  return { heap: usedSize, nodes: metric("Nodes"), listeners: metric("JSEventListeners") };
}

export async function soak(browser, daemon) {
  const answers = { ...recorded("day"), ...recorded("alert") };
  const first = answers["/api/v1/live"];
  const begin = Date.parse(first.now);
  let current = first;
  const replica = await Replica.start(daemon, (path) => (path === "/api/v1/live" ? current : (answers[path] ?? null)));
  const page = await browser.open();
  await page.clock.install({ time: new Date(begin) });
  await arrive(page, replica.url);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");

  const measured = [];
  const chunks = (HOURS * 3_600_000) / CHUNK_MS;
  for (let chunk = 0; chunk < chunks; chunk++) {
    await until("the page listens", async () => {
      await page.clock.runFor(2_000);
      return replica.streams.size === 1;
    });
    for (let i = 0; i < CHUNK_MS / STEP_MS; i++) {
      const done = (chunk * CHUNK_MS) / STEP_MS + i + 1;
      current = momentAt(first, begin + done * STEP_MS, first.version + done);
      await replica.tell(current);
    }
    await until("the page has come along", async () => (await shownFigures(page)).version === current.version, 60);
    await page.clock.runFor(CHUNK_MS / 10);
    if (chunk % 6 === 5) {
      const at = { hour: (chunk + 1) / 6, ...(await memory(session)) };
      console.log(`   after hour ${at.hour}: heap ${at.heap} bytes, ${at.nodes} nodes, ${at.listeners} listeners`);
      measured.push(at);
      replica.hangUp();
    }
  }
  const [start, end] = [measured[0], measured[HOURS - 1]];
  expect(`the heap grows by less than ${HEAP_BOUND} bytes in a day`, end.heap - start.heap < HEAP_BOUND, true);
  expect(`no more than ${NODES_BOUND} nodes are added`, end.nodes - start.nodes <= NODES_BOUND, true);
  expect("no listener is added", end.listeners <= start.listeners, true);
  await page.context().close();
  replica.stop();
}
