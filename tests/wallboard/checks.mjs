// SPDX-License-Identifier: EUPL-1.2
// The page against the daemon itself. Order matters at the end only: the alert of `alert` stays, since the
// daemon ends none before its feed has been connected for two minutes.
import { get } from "node:http";
import { VIEWPORTS, accessible, arrive } from "./lib/browser.mjs";
import { expect, until } from "./lib/expect.mjs";
import { secondsOf, shownFigures, wantedFigures } from "./lib/figures.mjs";

const call = (type, id, more = {}) => ({ type: `call.${type}`, line: "aspa", call: id, ...more });
const texts = (page, selector) => page.locator(selector).allInnerTexts();

/** Something of everything, on a line that is quiet otherwise. */
export async function begin(phone) {
  const ids = [0, 1, 2, 3, 4, 5].map((i) => `w${i}`);
  await phone.say(
    ...ids.map((id, i) => call("queued", id, { ago: 400 - i })),
    ...ids.slice(0, 3).map((id, i) => call("answered", id, { ago: 100 - 10 * i })),
    call("abandoned", ids[3], { ago: 60 }),
    ...[1, 2, 3, 4].map((i) => ({ type: "callback.requested", line: "aspa", callback: `c${i}`, ago: 300 })),
    { type: "callback.reached", line: "aspa", callback: "c1", ago: 200 },
    ...["available", "busy", "busy", "wrapup", "paused"].map((state, i) => ({ type: "agent.state", agent: `a${i}`, line: "aspa", state })),
  );
}

export async function firstPicture(browser, daemon) {
  const page = await browser.open();
  await arrive(page, daemon.url);
  const paint = await until("something is painted", () => page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime));
  console.log(`   first contentful paint after ${Math.round(paint)} ms`);
  expect("the first picture comes in under a second", paint < 1000, true);
  await page.reload();
  await page.waitForSelector(".figure:not(.absent)");
  const filled = await page.evaluate(() => performance.now());
  console.log(`   the figures are there after at most ${Math.round(filled)} ms`);
  expect("and so do the figures", filled < 1000, true);
  await page.context().close();
}

/** As it goes over the wire, which is what a phone pays for. */
export async function size(daemon) {
  const html = await (await daemon.ask("/")).text();
  const scripts = [...html.matchAll(/src="(\/assets\/[^"]+\.js)"/g)].map((found) => found[1]);
  expect("the page has a script", scripts.length > 0, true);
  let bytes = 0;
  for (const path of scripts) {
    bytes += await new Promise((done, fail) => get(daemon.url + path, { headers: { "Accept-Encoding": "gzip" } }, (answer) => {
      let sum = 0;
      answer.on("data", (part) => (sum += part.length)).on("end", () => done(sum));
    }).on("error", fail));
  }
  console.log(`   ${bytes} bytes of JavaScript over the wire`);
  expect("the JavaScript is under 60 kB gzipped", bytes < 60_000, true);
}

export async function figures(browser, daemon) {
  const page = await browser.open();
  await arrive(page, daemon.url);
  const [shown, live] = await until("the page shows the snapshot that the daemon gives", async () => {
    const snapshot = await daemon.live();
    const now = await shownFigures(page);
    return now.version === snapshot.version && [now, snapshot];
  });
  expect("all lines are there", Object.keys(shown.lines), live.lines.map((line) => line.id));
  for (const line of live.lines) {
    const { longest_wait, ...rest } = shown.lines[line.id];
    expect(`figures of ${line.id}`, rest, wantedFigures(line));
    expect(`longest wait of ${line.id}`, Math.abs(secondsOf(longest_wait) - line.longest_wait_seconds) <= 1.5, true);
  }
  const before = secondsOf(shown.lines.aspa.longest_wait);
  await until("the longest wait ticks", async () => secondsOf((await shownFigures(page)).lines.aspa.longest_wait) >= before + 2, 5);
  expect("the page is in the daemon's language", await page.getAttribute("html", "lang"), "fi");
  await page.context().close();
}

export async function swedish(browser, daemon) {
  const page = await browser.open();
  await arrive(page, `${daemon.url}/?lang=sv`);
  expect("the page says it is Swedish", await page.getAttribute("html", "lang"), "sv");
  const { lines } = await daemon.json("/api/v1/lines");
  expect("names are Swedish", await texts(page, ".tile h2"), lines.map((line) => line.name.sv));
  expect("words are Swedish", (await texts(page, ".tile:first-child dt"))[0], "I kö nu");
  await page.context().close();
}

export async function choices(browser, daemon) {
  const page = await browser.open();
  await arrive(page, `${daemon.url}/?lines=vaihde,aspa`);
  expect("only the lines asked for, in that order", await texts(page, ".tile h2"), ["Puhelinvaihde", "Asiakaspalvelukeskus"]);
  await page.keyboard.press("Tab");
  expect("the keyboard comes to the skip link first", await page.evaluate(() => document.activeElement.className), "skip");
  await page.getByRole("button", { name: "Asetukset" }).press("Enter");
  await accessible(page, "the menu");
  await page.getByLabel("vaalea").check();
  await page.keyboard.press("Escape");
  expect("Esc closes the menu and the focus is on its button", await page.evaluate(() => document.activeElement.innerText.trim()), "Asetukset");
  await arrive(page, daemon.url);
  expect("the browser remembers the colours", await page.getAttribute("html", "data-theme"), "light");
  await arrive(page, `${daemon.url}/?kiosk=1&theme=dark`);
  expect("the address wins over what is remembered", await page.getAttribute("html", "data-theme"), "dark");
  expect("kiosk mode has no controls", await page.locator("button, main a, header a").count(), 0);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Asetukset" }).waitFor();
  await page.context().close();
}

export async function narrow(browser, daemon) {
  const page = await browser.open({ viewport: VIEWPORTS.phone });
  for (const [what, path] of [["wall", "/"], ["details", "/#/line/aspa"]]) {
    await arrive(page, daemon.url + path);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(`nothing scrolls sideways on a phone: ${what}`, beyond <= 0, true);
  }
  await page.context().close();
}

export async function wide(browser, daemon) {
  const page = await browser.open();
  await arrive(page, `${daemon.url}/?kiosk=1`);
  const beyond = await page.evaluate(() => [document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight]);
  expect("the wall is one picture at 1920 × 1080", beyond.every((pixels) => pixels <= 0), true);
  await page.context().close();
}

export async function axe(browser, daemon) {
  for (const theme of ["dark", "light"]) {
    for (const [what, path] of [["wall", ""], ["details", "#/line/aspa"]]) {
      const page = await browser.open();
      await arrive(page, `${daemon.url}/?theme=${theme}${path}`);
      if (path !== "") await page.waitForSelector('[data-detail="reports"] .scroll > *');
      await accessible(page, `${what}, ${theme}`);
      await page.context().close();
    }
  }
}

export async function details(browser, daemon) {
  const page = await browser.open();
  await arrive(page, daemon.url);
  await page.getByRole("link", { name: "Asiakaspalvelukeskus" }).click();
  await page.waitForSelector('[data-detail="hours"] tbody tr');
  const rows = await page.locator('[data-detail="hours"] tbody tr').count();
  const today = await daemon.json("/api/v1/today?line=aspa");
  const wanted = today.hours.filter((one) => one.open || (one.row && one.row.offered + one.row.callbacks_requested > 0));
  expect("the hours of today", rows, wanted.length);
  const day = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel("Päivä", { exact: true }).fill(day);
  const past = await daemon.json(`/api/v1/today?line=aspa&day=${day}`);
  const first = past.hours.findIndex((one) => one.row?.offered > 0);
  expect("another day has calls", first >= 0, true);
  const cell = page.locator('[data-detail="hours"] tbody tr').nth(first).locator("td").nth(3);
  await until("the hours of another day", async () => (await cell.innerText().catch(() => "")) === String(past.hours[first].row.offered));
  console.log("ok: the hours of another day");
  for (const part of ["now", "days", "heatmap", "waits", "callbacks"]) {
    await page.waitForSelector(`[data-detail="${part}"] table`);
  }
  const age = (await daemon.json("/api/v1/callbacks?line=aspa")).lines[0].ages.map((one) => String(one.open));
  const column = await texts(page, '[data-detail="callbacks"] tbody td:nth-child(2)');
  expect("callback ages", column.map((text) => text.trim()), age);
  await page.waitForSelector('[data-detail="reports"] a');
  const report = await page.getAttribute('[data-detail="reports"] a', "href");
  expect("a report opens", (await daemon.ask(report)).status, 200);
  await page.context().close();
}

export async function alert(browser, daemon, phone) {
  const page = await browser.open();
  await arrive(page, daemon.url);
  const crowd = Array.from({ length: 12 }, (_, i) => `crowd${i}`);
  await phone.say(...crowd.map((id) => call("queued", id)));
  await page.waitForSelector('[data-alert="QueueLong"][data-standing="firing"]', { timeout: 15_000 });
  expect("the alert is said", (await texts(page, '[data-alert="QueueLong"] .what'))[0].startsWith("Asiakaspalvelukeskus: jonossa"), true);
  expect("and its tile says it too", await page.locator('.tile[data-line="aspa"] .badge').innerText(), "hälytys");
  await accessible(page, "an alert");
  await page.context().close();
}

export async function silence(browser, daemon, phone) {
  const page = await browser.open();
  await arrive(page, daemon.url);
  await phone.tell({ do: "cut" });
  await page.waitForSelector('[data-source="ace"][data-up="false"]', { timeout: 20_000 });
  const line = await until("the line is unknown", async () => {
    const found = await daemon.line("aspa");
    return !found.known && found;
  });
  const since = new Date(line.unknown_since).toLocaleTimeString("en-GB", { timeZone: "Europe/Helsinki" }).slice(0, 5);
  await page.waitForSelector('.tile[data-line="aspa"] .verdict.unknown');
  expect("a line without its feed says so, and since when", (await texts(page, '.tile[data-line="aspa"] .verdict.unknown'))[0].trim(), `tieto puuttuu klo ${since} alkaen`);
  const { lines } = await shownFigures(page);
  expect("its figures for now are withdrawn", [lines.aspa.queue_length, lines.aspa.longest_wait, lines.aspa.callbacks_open, lines.aspa.answer_rate_15], ["–", "–", "–", "–"]);
  await accessible(page, "a silent feed");
  await phone.tell({ do: "mend" });
  await page.waitForSelector('.tile[data-line="aspa"] .verdict.unknown', { state: "detached", timeout: 20_000 });
  console.log("ok: and they come back with it");
  await page.context().close();
}

export async function restart(browser, daemon) {
  const page = await browser.open();
  await arrive(page, daemon.url);
  await page.waitForSelector('[data-link="live"]');
  await daemon.stop("SIGKILL");
  await page.waitForSelector('[data-link="young"]', { timeout: 5_000 });
  expect("the break is said with its time", /^Yhteys katkennut klo \d\d:\d\d:\d\d lähtien\./.test((await texts(page, ".lost"))[0].trim()), true);
  await page.waitForSelector('[data-link="old"]', { timeout: 12_000 });
  const { lines } = await shownFigures(page);
  const left = Object.values(lines).flatMap(Object.values).filter((text) => /\d/.test(text));
  expect("ten seconds later no figure is left", left, []);
  await accessible(page, "a lost connection");
  await daemon.start();
  await page.waitForSelector('[data-link="live"]', { timeout: 15_000 });
  await until("the figures are there again", async () => (await shownFigures(page)).lines.aspa.queue_length !== "–");
  console.log("ok: the page comes back by itself with the daemon");
  await page.context().close();
}
