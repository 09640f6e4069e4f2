// SPDX-License-Identifier: EUPL-1.2
import type { Line, Lines, Live } from "../contract";
import { Alerts } from "./alerts";
import { Backlogs } from "./backlogs";
import { columnsFor } from "./order";
import { Sources } from "./sources";
import { Tile } from "./tile";

export interface ViewProps {
  site: Lines;
  /** Null when there is none that may be shown as now. */
  live: Live | null;
  now: number | null;
  theme: string;
  round: number;
  /** Kiosk mode has no controls. */
  controls: boolean;
}

export function Wall({ site, live, now, theme, round, controls, lines }: ViewProps & { lines: Line[] }) {
  const at = live === null ? null : Date.parse(live.now);
  return (
    <main id="content" class="wall" tabIndex={-1} data-version={live?.version}>
      <div class="tiles" style={{ "--columns": columnsFor(lines.length) }} data-count={lines.length > 4 ? "many" : "few"}>
        {lines.map((line) => (
          <Tile key={line.id} line={line} live={live?.lines.find((one) => one.id === line.id) ?? null} now={now}
            at={at} alerts={live?.alerts ?? []} theme={theme} round={round} linked={controls} />
        ))}
      </div>
      <div class="strip">
        <Alerts alerts={live?.alerts ?? null} now={now} controls={controls} />
        <Backlogs backlogs={site.backlogs} levels={live?.backlogs ?? null} />
        <Sources sources={live?.sources ?? null} now={now} />
      </div>
    </main>
  );
}
