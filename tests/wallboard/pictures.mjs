// SPDX-License-Identifier: EUPL-1.2
// The pictures of grafana/pictures/wallboard: made of recorded answers with a clock that stands, so that the same
// page draws the same picture.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { VIEWPORTS } from "./lib/browser.mjs";
import { expect } from "./lib/expect.mjs";
import { Replica } from "./lib/replica.mjs";

const FOLDER = fileURLToPath(new URL("../../grafana/pictures/wallboard/", import.meta.url));
const LARGEST = 300_000;
// The same Chromium draws the same to the pixel. Its versions differ in how they smooth the edges of letters, which
// pixelmatch mostly knows; a key figure that moves by a letter's width is twice as much as this.
const DIFFERENT_PIXELS = 0.0005;

const PARTS = ["hours", "days", "heatmap", "waits", "callbacks", "reports"];
const DETAILS = { width: 1600, height: 1200 };
const PICTURES = [
  { name: "wall", scene: "day", address: "?theme=dark&kiosk=1" },
  { name: "wall-light", scene: "day", address: "?theme=light" },
  { name: "phone", scene: "alert", address: "?theme=light", viewport: VIEWPORTS.phone },
  { name: "silent-feed", scene: "silent", address: "?theme=dark&kiosk=1" },
  { name: "alert", scene: "alert", address: "?theme=dark&kiosk=1" },
  { name: "swedish", scene: "day", address: "?theme=light&lang=sv" },
  { name: "details", scene: "day", address: "?theme=light#/line/aspa", viewport: DETAILS },
  { name: "details-below", scene: "day", address: "?theme=dark#/line/aspa", viewport: DETAILS, from: "heatmap" },
  { name: "details-phone", scene: "day", address: "?theme=dark#/line/aspa", viewport: VIEWPORTS.phone },
];

export function recorded(scene) {
  return JSON.parse(readFileSync(new URL(`recorded/${scene}.json`, import.meta.url), "utf8"));
}

async function draw(browser, daemon, { scene, address, viewport = VIEWPORTS.wall, from }) {
  const answers = { ...recorded("day"), ...recorded(scene) };
  const replica = await Replica.start(daemon, (path) => answers[path] ?? null);
  const page = await browser.open({ viewport, deviceScaleFactor: 1 });
  // The page asks no other clock: it stands at the moment of the snapshot.
  await page.addInitScript(() => (performance.now = () => 0));
  await page.goto(`${replica.url}/${address}`);
  await page.waitForSelector(".clock");
  await page.waitForFunction((parts) => parts.every((part) => document.querySelector(`[data-detail="${part}"] .scroll > :not(.none)`)), address.includes("#") ? PARTS : []);
  await page.waitForFunction(() => [...document.querySelectorAll(".chart")].every((chart) => chart.ariaLabel.includes(": ")));
  if (from !== undefined) await page.locator(`[data-detail="${from}"]`).evaluate((part) => part.scrollIntoView());
  const picture = await page.screenshot();
  await page.context().close();
  replica.stop();
  return picture;
}

export async function makePictures(browser, daemon) {
  mkdirSync(FOLDER, { recursive: true });
  for (const wanted of PICTURES) {
    const picture = await draw(browser, daemon, wanted);
    writeFileSync(`${FOLDER}${wanted.name}.png`, picture);
    expect(`${wanted.name}.png is under ${LARGEST} bytes`, picture.length < LARGEST, true);
  }
}

export async function comparePictures(browser, daemon) {
  for (const wanted of PICTURES) {
    const file = `${FOLDER}${wanted.name}.png`;
    expect(`${wanted.name}.png is there`, existsSync(file), true);
    const [old, now] = [PNG.sync.read(readFileSync(file)), PNG.sync.read(await draw(browser, daemon, wanted))];
    expect(`${wanted.name} has its size`, [now.width, now.height], [old.width, old.height]);
    const different = pixelmatch(old.data, now.data, null, old.width, old.height, { threshold: 0.1 });
    const share = different / (old.width * old.height);
    if (share > DIFFERENT_PIXELS) {
      throw new Error(`WRONG: ${wanted.name} is ${(share * 100).toFixed(2)} % different; --pictures draws it anew`);
    }
    console.log(`ok: ${wanted.name} is as it was (${different} pixels differ)`);
  }
}
