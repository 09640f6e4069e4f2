// SPDX-License-Identifier: EUPL-1.2
// What of the alerts is shown first, and as what.
import type { Alert, Source } from "../contract";

/** How an alert stands for somebody who looks at the wall. */
export type Standing = "firing" | "acknowledged" | "unknown" | "pending" | "silenced";
const ORDER: Standing[] = ["firing", "acknowledged", "unknown", "pending", "silenced"];
const SEVERITIES = ["page", "ticket", "info"];

/** Null for an alert that is all right. */
export function standing(alert: Alert): Standing | null {
  if (alert.state === "ok") return null;
  if (alert.silenced) return "silenced";
  if (alert.state !== "firing") return alert.state;
  return alert.acknowledged === null ? "firing" : "acknowledged";
}

/** The most pressing first: by standing, severity, then the older one. */
export function byUrgency(alerts: Alert[]): Alert[] {
  const rank = (alert: Alert) => {
    const how = standing(alert);
    return how === null ? ORDER.length : ORDER.indexOf(how);
  };
  return alerts
    .filter((alert) => standing(alert) !== null)
    .sort((a, b) => rank(a) - rank(b)
      || SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)
      || Date.parse(a.since ?? "") - Date.parse(b.since ?? "")
      || 0);
}

/** Those that are not connected first. */
export function downFirst(sources: Source[]): Source[] {
  return [...sources].sort((a, b) => Number(a.up) - Number(b.up));
}

/** Columns of the wall's grid: near a square, so that tiles keep their shape. */
export function columnsFor(tiles: number): number {
  return Math.max(1, Math.ceil(Math.sqrt(tiles)));
}
