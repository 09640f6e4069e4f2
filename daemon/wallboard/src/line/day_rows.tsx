// SPDX-License-Identifier: EUPL-1.2
import type { PeriodRows } from "../contract";
import { query } from "../api";
import { useJson } from "../hooks";
import { useSpeech } from "../parts/speech";
import { daysBefore } from "./dates";
import { COLUMNS, Coverage } from "./row_columns";
import { Section } from "./section";

export function DayRows({ line, today, round }: { line: string; today: string; round: number }) {
  const { words, formats } = useSpeech();
  const path = query("/api/v1/days", { line, from: daysBefore(today, 34), to: today });
  const asked = useJson<PeriodRows>(path, 300_000, round);
  return (
    <Section id="days" title={words.days} asked={asked}>
      {({ rows }) => rows.length > 0 && (
        <table class="rows">
          <thead>
            <tr>
              <th scope="col">{words.day}</th>
              {COLUMNS.map((column) => <th key={column.key} scope="col">{column.title(words)}</th>)}
              <th scope="col">{words.coverageColumn}</th>
            </tr>
          </thead>
          <tbody>
            {[...rows].reverse().map(({ period, row }) => (
              <tr key={period}>
                <th scope="row">{formats.date(period)}</th>
                {COLUMNS.map((column) => <td key={column.key}>{column.cell(row, formats)}</td>)}
                <td><Coverage share={row.coverage} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
