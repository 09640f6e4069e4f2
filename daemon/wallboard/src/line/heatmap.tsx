// SPDX-License-Identifier: EUPL-1.2
// Weekday by hour: each cell has its figure as text, and the shade repeats it.
import { useState } from "preact/hooks";
import type { HeatCell, Heatmap } from "../contract";
import { query } from "../api";
import { type Formats, durationMs } from "../format";
import { useJson } from "../hooks";
import { FULL_COVERAGE } from "../judge";
import { useSpeech } from "../parts/speech";
import { type Words, fill } from "../words";
import { daysBefore } from "./dates";
import { heatShade } from "./heat_shade";
import { Section } from "./section";

interface Measure {
  key: string;
  title: (words: Words) => string;
  value: (cell: HeatCell) => number | null;
  text: (value: number | null, formats: Formats) => string;
}

const MEASURES: Measure[] = [
  { key: "offered", title: (w) => w.offeredPerHour, value: (c) => c.offered / c.hours, text: (v, f) => f.decimal(v) },
  { key: "wait", title: (w) => w.meanWaitLong, value: (c) => c.wait_mean_answered_ms, text: (v) => durationMs(v) },
  { key: "rate", title: (w) => w.answerRate, value: (c) => c.answer_rate, text: (v, f) => f.percent(v) },
];

export function HeatmapTable({ line, today, round }: { line: string; today: string; round: number }) {
  const { words } = useSpeech();
  const [measure, setMeasure] = useState(MEASURES[0]!);
  const asked = useJson<Heatmap>(query("/api/v1/heatmap", { line, from: daysBefore(today, 55), to: today }), 300_000, round);
  const choice = (
    <label class="choice">
      {words.heatMeasure}{" "}
      <select value={measure.key} onChange={(event) => setMeasure(MEASURES.find((one) => one.key === event.currentTarget.value)!)}>
        {MEASURES.map((one) => <option key={one.key} value={one.key}>{one.title(words)}</option>)}
      </select>
    </label>
  );
  return (
    <Section id="heatmap" title={words.heatmap} asked={asked} choice={choice}>
      {({ cells }) => cells.length > 0 && <Cells cells={cells} measure={measure} />}
    </Section>
  );
}

const cut = (cell: HeatCell) => cell.coverage < FULL_COVERAGE;

function Cells({ cells, measure }: { cells: HeatCell[]; measure: Measure }) {
  const { words, formats } = useSpeech();
  const numbers = (pick: (cell: HeatCell) => number) => [...new Set(cells.map(pick))].sort((a, b) => a - b);
  const hours = numbers((cell) => cell.hour);
  const most = Math.max(0, ...cells.map((cell) => measure.value(cell) ?? 0));
  return (
    <>
      <table class="heat">
        <thead>
          <tr><th scope="col">{words.hour}</th>{hours.map((hour) => <th key={hour} scope="col">{hour}</th>)}</tr>
        </thead>
        <tbody>
          {numbers((cell) => cell.weekday).map((weekday) => (
            <tr key={weekday}>
              <th scope="row">{formats.weekday(weekday)}</th>
              {hours.map((hour) => {
                const cell = cells.find((one) => one.weekday === weekday && one.hour === hour);
                const value = cell === undefined ? null : measure.value(cell);
                return (
                  <td key={hour} style={{ "--heat": heatShade(value, most) }}>
                    {cell === undefined ? "" : measure.text(value, formats)}
                    {cell !== undefined && cut(cell) && "*"}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {cells.some(cut) && <p class="none">* {fill(words.cutShort, { share: formats.percent(FULL_COVERAGE) })}</p>}
    </>
  );
}
