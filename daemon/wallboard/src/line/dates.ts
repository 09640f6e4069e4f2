// SPDX-License-Identifier: EUPL-1.2

/** A local date so many days before another: dates have no hours, so no clock is moved. */
export function daysBefore(date: string, days: number): string {
  const at = new Date(`${date}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - days);
  return at.toISOString().slice(0, 10);
}
