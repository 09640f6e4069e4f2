// SPDX-License-Identifier: EUPL-1.2
import { useState } from "preact/hooks";
import type { Today, TodayHour } from "../contract";
import { query } from "../api";
import { ABSENT } from "../format";
import { useJson } from "../hooks";
import { useSpeech } from "../parts/speech";
import { COLUMNS, Coverage } from "./row_columns";
import { Section } from "./section";

interface PeriodProps {
  line: string;
  /** The local date. */
  today: string;
  round: number;
}

/** The hours of today or of any day before. */
export function HourRows({ line, today, round }: PeriodProps) {
  const { words } = useSpeech();
  const [chosen, setChosen] = useState<string | null>(null);
  const day = chosen ?? today;
  const asked = useJson<Today>(query("/api/v1/today", { line, day }), day === today ? 60_000 : 0, round);
  const choice = (
    <label class="choice">
      {words.chosenDay}{" "}
      <input type="date" value={day} max={today} onChange={(event) => setChosen(event.currentTarget.value || null)} />
    </label>
  );
  return (
    <Section id="hours" title={words.hours} asked={asked} choice={choice}>
      {(data) => {
        const hours = data.hours.filter((one) => one.open || (one.row !== null && one.row.offered + one.row.callbacks_requested > 0));
        return hours.length > 0 && <HourTable hours={hours} />;
      }}
    </Section>
  );
}

function HourTable({ hours }: { hours: TodayHour[] }) {
  const { words, formats } = useSpeech();
  return (
    <table class="rows">
      <thead>
        <tr>
          <th scope="col">{words.hour}</th>
          {COLUMNS.map((column) => <th key={column.key} scope="col">{column.title(words)}</th>)}
          <th scope="col">{words.usualOffered}</th>
          <th scope="col">{words.coverageColumn}</th>
        </tr>
      </thead>
      <tbody>
        {hours.map(({ hour, row, usual }) => (
          <tr key={hour}>
            <th scope="row">{formats.time(hour)}</th>
            {COLUMNS.map((column) => <td key={column.key}>{row === null ? ABSENT : column.cell(row, formats)}</td>)}
            <td>{formats.decimal(usual?.offered ?? null)}</td>
            <td>{row === null ? ABSENT : <Coverage share={row.coverage} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
