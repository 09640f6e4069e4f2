// SPDX-License-Identifier: EUPL-1.2
import type { Row, Today } from "../contract";
import { query } from "../api";
import { useJson } from "../hooks";
import { DayChart } from "../parts/chart";
import { useSpeech } from "../parts/speech";
import { dayShape } from "./day_shape";

const REFRESH_MS = 60_000;

interface DayCurveProps {
  line: string;
  name: string;
  running: Row | null;
  shown: boolean;
  theme: string;
  round: number;
}

/** Today's calls hour by hour beside what is usual; nothing while there is nothing to show. */
export function DayCurve({ line, name, running, shown, theme, round }: DayCurveProps) {
  const { words, formats } = useSpeech();
  const { data } = useJson<Today>(query("/api/v1/today", { line }), REFRESH_MS, round);
  const shape = dayShape(shown ? (data?.hours ?? []) : [], running);
  const hours = shape.names.map((hour, i) => `${hour}: ${formats.count(shape.whole[i] ?? shape.partial[i] ?? null)}`);
  return (
    <figure class="curve">
      <figcaption>
        <div>{words.callsByHour}</div>
        <span class="legend"><i class="mark whole" /> {words.today}</span>
        <span class="legend"><i class="mark partial" /> {words.partial}</span>
        <span class="legend"><i class="mark usual" /> {words.usual}</span>
      </figcaption>
      <DayChart shape={shape} theme={theme} label={`${name}, ${words.callsByHour}. ${hours.join("; ")}`} />
    </figure>
  );
}
