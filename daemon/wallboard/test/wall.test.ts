// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from "vitest";
import type { Alert, Row, TodayHour } from "../src/contract";
import { daysBefore } from "../src/line/dates";
import { heatShade } from "../src/line/heat_shade";
import { dayShape } from "../src/wall/day_shape";
import { byUrgency, columnsFor, downFirst, standing } from "../src/wall/order";

const alert = (name: string, part: Partial<Alert>): Alert => ({
  alert: name, title: { fi: "", sv: "", en: "" }, severity: "page", state: "firing", since: "2026-11-25T10:00:00+02:00",
  value_text: "", text: { fi: "", sv: "", en: "" }, silenced: false, acknowledged: null, ...part,
});
const seen = { by: "Maija", reason: "", until: "2026-11-25T12:00:00+02:00" };

describe("alerts", () => {
  it("stand as somebody who looks must take them", () => {
    expect(standing(alert("a", {}))).toBe("firing");
    expect(standing(alert("a", { acknowledged: seen }))).toBe("acknowledged");
    expect(standing(alert("a", { acknowledged: seen, silenced: true }))).toBe("silenced");
    expect(standing(alert("a", { state: "unknown" }))).toBe("unknown");
    expect(standing(alert("a", { state: "ok" }))).toBeNull();
  });
  it("come in the order of urgency", () => {
    const all = [
      alert("silenced", { silenced: true }), alert("pending", { state: "pending" }), alert("acknowledged", { acknowledged: seen }),
      alert("ticket", { severity: "ticket" }), alert("younger", { since: "2026-11-25T11:00:00+02:00" }), alert("older", {}),
      alert("right", { state: "ok" }), alert("unknown", { state: "unknown" }),
    ];
    expect(byUrgency(all).map((one) => one.alert)).toEqual(["older", "younger", "ticket", "acknowledged", "unknown", "pending", "silenced"]);
  });
});

it("sources that are down come first", () => {
  const source = (id: string, up: boolean) => ({ id, up, heard: "", silent_seconds: 0, last_event: null });
  expect(downFirst([source("a", true), source("b", false)]).map((one) => one.id)).toEqual(["b", "a"]);
});

it("tiles are near a square", () => {
  expect([0, 1, 2, 4, 5, 9, 10].map(columnsFor)).toEqual([1, 1, 2, 2, 3, 3, 4]);
});

describe("the day's shape", () => {
  const row = (from: string, offered: number, coverage = 1) => ({ from, offered, coverage }) as Row;
  const hour = (at: string, part: Partial<TodayHour>): TodayHour => ({ hour: at, open: false, row: null, usual: null, ...part });
  const eight = "2026-11-25T08:00:00+02:00";
  const nine = "2026-11-25T09:00:00+02:00";
  const ten = "2026-11-25T10:00:00+02:00";

  it("tells whole hours from running and cut ones", () => {
    const hours = [hour(eight, { open: true, row: row(eight, 5) }), hour(nine, { open: true, row: row(nine, 6, 0.5) }), hour(ten, { open: true, row: row(ten, 1) })];
    expect(dayShape(hours, row(ten, 2))).toEqual({
      names: ["8", "9", "10"], whole: [5, null, null], partial: [null, 6, 2], usual: [null, null, null],
    });
  });
  it("begins and ends with what there is", () => {
    const hours = [hour(eight, {}), hour(nine, { usual: { offered: 4, queue_mean: 1 } }), hour(ten, {})];
    expect(dayShape(hours, null)).toEqual({ names: ["9"], whole: [null], partial: [null], usual: [4] });
    expect(dayShape([hour(eight, {})], null).names).toEqual([]);
  });
  it("keeps both of the hours that an autumn day has twice", () => {
    const first = "2026-10-25T03:00:00+03:00";
    const second = "2026-10-25T03:00:00+02:00";
    const hours = [hour(first, { row: row(first, 1) }), hour(second, { row: row(second, 2) })];
    expect(dayShape(hours, row(second, 3))).toEqual({ names: ["3", "3"], whole: [1, null], partial: [null, 3], usual: [null, null] });
  });
});

it("shades are parts of the most, and nothing where there is no figure", () => {
  expect([heatShade(0, 10), heatShade(5, 10), heatShade(null, 10), heatShade(1, 0)]).toEqual(["0%", "50%", "0%", "0%"]);
});

it("days before a date pass clock changes and years", () => {
  expect(daysBefore("2026-03-30", 1)).toBe("2026-03-29");
  expect(daysBefore("2026-01-01", 34)).toBe("2025-11-28");
});
