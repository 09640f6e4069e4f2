// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from "vitest";
import { duration, durationMs, makeFormats } from "../src/format";

const fi = makeFormats("fi", "Europe/Helsinki");
const sv = makeFormats("sv", "Europe/Helsinki");
const en = makeFormats("en", "Europe/Helsinki");
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("durations", () => {
  it("are h:mm:ss with hours unbounded", () => {
    expect(duration(0)).toBe("0:00:00");
    expect(duration(61)).toBe("0:01:01");
    expect(duration(450189)).toBe("125:03:09");
  });
  it("round half up to the second", () => {
    expect(duration(59.499)).toBe("0:00:59");
    expect(duration(59.5)).toBe("0:01:00");
    expect(durationMs(3599500)).toBe("1:00:00");
  });
  it("are absent where there is none", () => {
    expect(duration(null)).toBe("–");
    expect(durationMs(null)).toBe("–");
  });
});

describe("numbers", () => {
  it("follow the language", () => {
    expect([fi, sv, en].map((f) => plain(f.percent(0.8144)))).toEqual(["81,4 %", "81,4 %", "81.4%"]);
    expect([fi, sv, en].map((f) => plain(f.count(1164)))).toEqual(["1 164", "1 164", "1,164"]);
    expect([fi, sv, en].map((f) => f.decimal(12.5))).toEqual(["12,5", "12,5", "12.5"]);
  });
  it("are absent, never 0 or 100 %, where there is none", () => {
    expect([fi.percent(null), fi.count(null), fi.decimal(null)]).toEqual(["–", "–", "–"]);
    expect(plain(fi.percent(0))).toBe("0,0 %");
  });
});

describe("times", () => {
  it("are those of the zone, on both sides of the clock change", () => {
    expect(fi.timeSeconds("2026-10-25T00:59:59Z")).toBe("03:59:59");
    expect(fi.timeSeconds("2026-10-25T01:00:00Z")).toBe("03:00:00");
    expect(fi.time("2026-11-25T14:05:09+02:00")).toBe("14:05");
  });
  it("name midnight 00:00", () => {
    expect(fi.time("2026-11-24T22:00:00Z")).toBe("00:00");
    expect(fi.localDate(Date.parse("2026-11-24T22:00:00Z"))).toBe("2026-11-25");
  });
  it("tell the day where it is another one", () => {
    const now = Date.parse("2026-11-25T10:00:00+02:00");
    expect(fi.since("2026-11-25T00:05:00+02:00", now)).toBe("00:05");
    expect(fi.since("2026-11-24T23:55:00+02:00", now)).toBe("ti 24.11. 23:55");
  });
  it("name days and weekdays", () => {
    expect(fi.date("2026-11-25")).toBe("ke 25.11.");
    expect([1, 7].map(fi.weekday)).toEqual(["ma", "su"]);
    expect([1, 7].map(en.weekday)).toEqual(["Mon", "Sun"]);
  });
});
