// SPDX-License-Identifier: EUPL-1.2
// The day's hours as the columns of a chart.
import type { Row, TodayHour } from "../contract";
import { FULL_COVERAGE } from "../judge";

export interface DayShape {
  /** The hour of day of each column, as it is named: "8". */
  names: string[];
  /** Offered in hours that are over and covered; null elsewhere. */
  whole: (number | null)[];
  /** Offered in hours that run or are covered in part; null elsewhere. */
  partial: (number | null)[];
  usual: (number | null)[];
}

/** From the first hour that has anything to the last. `running` is newer than the row of the same hour. */
export function dayShape(hours: TodayHour[], running: Row | null): DayShape {
  const at = running === null ? NaN : Date.parse(running.from);
  const rows = hours.map((one) => (Date.parse(one.hour) === at ? running : one.row));
  const counts = hours.map((one, i) => one.open || one.usual !== null || (rows[i]?.offered ?? 0) > 0);
  const first = counts.indexOf(true);
  const last = counts.lastIndexOf(true);
  const shape: DayShape = { names: [], whole: [], partial: [], usual: [] };
  for (let i = Math.max(0, first); first >= 0 && i <= last; i++) {
    const row = rows[i] ?? null;
    const cut = row !== null && (row === running || row.coverage < FULL_COVERAGE);
    shape.names.push(String(Number(hours[i]!.hour.slice(11, 13))));
    shape.whole.push(row === null || cut ? null : row.offered);
    shape.partial.push(cut ? row.offered : null);
    shape.usual.push(hours[i]!.usual?.offered ?? null);
  }
  return shape;
}
