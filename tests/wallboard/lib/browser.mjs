// SPDX-License-Identifier: EUPL-1.2
// Chromium as the tests want it: nothing from outside, one font, and nothing that breaks the page's policy.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import { chromium } from "playwright-core";
import { scratch } from "./daemon.mjs";
import { expect } from "./expect.mjs";

const SWITCHES = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--force-color-profile=srgb", "--font-render-hinting=none",
];

/** Only DejaVu is there to draw with, so that pictures are the same on every machine. */
function oneFont() {
  const folder = scratch();
  mkdirSync(join(folder, "cache"));
  const file = join(folder, "fonts.conf");
  writeFileSync(file, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>${folder}/cache</cachedir></fontconfig>`);
  return file;
}

export class Browser {
  static async start() {
    const browser = new Browser();
    browser.complaints = [];
    browser.chromium = await chromium.launch({
      executablePath: "/usr/bin/chromium", args: SWITCHES, env: { ...process.env, FONTCONFIG_FILE: oneFont() },
    });
    return browser;
  }

  /** A page with nothing remembered. What it throws and what its policy forbids is collected. */
  async open(options = {}) {
    const context = await this.chromium.newContext({ viewport: { width: 1920, height: 1080 }, reducedMotion: "reduce", ...options });
    const page = await context.newPage();
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("console", (message) => {
      if (/Content.Security.Policy/i.test(message.text())) this.complaints.push(message.text());
    });
    return page;
  }

  async stop() {
    await this.chromium.close();
    expect("no page threw, and none broke its policy", this.complaints, []);
  }
}

/** The wall as soon as it has figures. */
export async function arrive(page, url) {
  await page.goto(url);
  await page.waitForSelector(".tile .figure");
}

export async function accessible(page, what) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run());
  expect(`axe finds nothing: ${what}`, violations.flatMap((one) => one.nodes.map((node) => `${one.id} ${node.target} ${node.failureSummary}`)), []);
}

export const VIEWPORTS = { wall: { width: 1920, height: 1080 }, phone: { width: 390, height: 844 } };
