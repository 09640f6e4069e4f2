// SPDX-License-Identifier: EUPL-1.2
// Whether what was heard last may still be shown as now.
import type { Link } from "./connection";

/** "first": nothing was heard yet. "young": lost, but the figures may stay. "old": they are withdrawn. */
export type Freshness = { state: "first" } | { state: "live" } | { state: "young" | "old"; since: number | null };

export const WITHDRAW_AFTER_MS = 10_000;

/** `since` and `now` are of the daemon's clock; `at` tells it from ticks. */
export function freshness(link: Link, now: number | null, at: (ticks: number) => number | null): Freshness {
  if (link.state === "connecting") return { state: "first" };
  if (link.state === "live") return { state: "live" };
  const since = link.lostAt === null ? null : at(link.lostAt);
  const young = since !== null && now !== null && now - since < WITHDRAW_AFTER_MS;
  return { state: young ? "young" : "old", since };
}
