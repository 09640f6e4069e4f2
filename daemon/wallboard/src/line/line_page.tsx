// SPDX-License-Identifier: EUPL-1.2
// Everything there is to know of one line.
import type { Line } from "../contract";
import { useSpeech } from "../parts/speech";
import { Tile } from "../wall/tile";
import type { ViewProps } from "../wall/wall";
import { CallbackAges } from "./callback_ages";
import { DayRows } from "./day_rows";
import { HeatmapTable } from "./heatmap";
import { HourRows } from "./hour_rows";
import { NowTable } from "./now_table";
import { ReportLinks } from "./report_links";
import { WaitTable } from "./waits";

export function LinePage({ line, live, now, theme, round, controls }: ViewProps & { line: Line | null }) {
  const { words, formats } = useSpeech();
  if (line === null) return <main id="content" class="details" tabIndex={-1}><p>{words.noLine}</p></main>;
  const current = live?.lines.find((one) => one.id === line.id) ?? null;
  const today = now === null ? null : formats.localDate(now);
  return (
    <main id="content" class="details" tabIndex={-1} key={line.id}>
      <Tile line={line} live={current} now={now} at={live === null ? null : Date.parse(live.now)}
        alerts={live?.alerts ?? []} theme={theme} round={round} linked={false} />
      <NowTable line={line} windows={current?.windows ?? null} />
      {today !== null && <HourRows line={line.id} today={today} round={round} />}
      {today !== null && <DayRows line={line.id} today={today} round={round} />}
      {today !== null && <HeatmapTable line={line.id} today={today} round={round} />}
      {today !== null && <WaitTable line={line.id} today={today} round={round} />}
      <CallbackAges line={line.id} round={round} />
      {controls && <ReportLinks round={round} />}
    </main>
  );
}
