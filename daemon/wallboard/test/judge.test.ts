// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from "vitest";
import { judgeShare, judgeWait, wholeAtRisk } from "../src/judge";

describe("verdicts", () => {
  it("of waits: the target itself is met", () => {
    expect([299, 300, 300.1, null].map((wait) => judgeWait(wait, 300))).toEqual(["met", "met", "missed", "absent"]);
  });
  it("of shares: the target itself is met", () => {
    expect([0.89, 0.9, null].map((share) => judgeShare(share, 0.9))).toEqual(["missed", "met", "absent"]);
    expect(judgeShare(0.5, null)).toBe("absent");
  });
});

it("a part of a callback at risk is one callback at risk", () => {
  expect([0, 0.01, 1, 11.3].map(wholeAtRisk)).toEqual([0, 1, 1, 12]);
});
