// SPDX-License-Identifier: EUPL-1.2
// Figures against their targets. A verdict is said in words and with a mark; colour only repeats it.

/** "absent": there is no figure or no target, so nothing is said. */
export type Verdict = "met" | "missed" | "absent";

/** Waits: at most the target is met. */
export function judgeWait(seconds: number | null, target: number): Verdict {
  if (seconds === null) return "absent";
  return seconds <= target ? "met" : "missed";
}

/** Shares: at least the target is met. */
export function judgeShare(share: number | null, target: number | null): Verdict {
  if (share === null || target === null) return "absent";
  return share >= target ? "met" : "missed";
}

/** Callbacks that would be late at the pace of the last open hour, as whole requests: a part of one is one. */
export function wholeAtRisk(atRisk: number): number {
  return Math.ceil(atRisk);
}

/** Below this a row says how much of its time is covered, as the reports do. */
export const FULL_COVERAGE = 0.99;
