// SPDX-License-Identifier: EUPL-1.2
// What `run` runs.
import * as checks from "./checks.mjs";
import { Browser } from "./lib/browser.mjs";
import { Daemon, Phone } from "./lib/daemon.mjs";
import { until } from "./lib/expect.mjs";
import { comparePictures, makePictures } from "./pictures.mjs";
import { record } from "./record.mjs";
import { soak } from "./soak.mjs";

async function everything(program, browser) {
  const daemon = await Daemon.prepare(program);
  await daemon.start();
  const phone = await Phone.join(daemon);
  // Days that ended so long ago that none of their calls can be waiting still.
  const from = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10);
  await phone.tell({ do: "load", file: await daemon.simulate(from, 2) });
  await checks.begin(phone);
  await until("the daemon knows the line", async () => (await daemon.line("aspa")).queue_length === 2);
  await checks.firstPicture(browser, daemon);
  await checks.size(daemon);
  await checks.figures(browser, daemon);
  await checks.swedish(browser, daemon);
  await checks.choices(browser, daemon);
  await checks.narrow(browser, daemon);
  await checks.wide(browser, daemon);
  await checks.details(browser, daemon);
  await checks.axe(browser, daemon);
  await comparePictures(browser, daemon);
  await checks.alert(browser, daemon, phone);
  await checks.silence(browser, daemon, phone);
  await checks.restart(browser, daemon);
  phone.stop();
  await daemon.stop();
}

/** A daemon that is asked for nothing but the page's files. */
async function withPageOnly(program, browser, job) {
  const daemon = await Daemon.prepare(program);
  await daemon.start();
  await job(browser, daemon);
  await daemon.stop();
}

// What was started is stopped however this ends.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));

const [program, mode] = process.argv.slice(2);
if (mode === "--record") {
  await record(program);
} else {
  const browser = await Browser.start();
  if (mode === "--pictures") await withPageOnly(program, browser, makePictures);
  else if (mode === "--soak") await withPageOnly(program, browser, soak);
  else if (mode === undefined) await everything(program, browser);
  else throw new Error(`${mode}: not known`);
  await browser.stop();
}
process.exit(0);
