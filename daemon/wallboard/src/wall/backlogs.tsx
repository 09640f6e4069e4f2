// SPDX-License-Identifier: EUPL-1.2
import type { Backlog, BacklogLevel } from "../contract";
import { duration } from "../format";
import { useSpeech } from "../parts/speech";
import { fill } from "../words";

interface BacklogsProps {
  backlogs: Backlog[];
  levels: BacklogLevel[] | null;
}

export function Backlogs({ backlogs, levels }: BacklogsProps) {
  const { words, formats } = useSpeech();
  if (backlogs.length === 0) return null;
  return (
    <section class="backlogs" aria-labelledby="backlogs">
      <h2 id="backlogs">{words.backlogs}</h2>
      {levels === null && <p class="none">{words.noData}</p>}
      <ul>
        {(levels ?? []).map((level) => (
          <li key={`${level.id} ${level.class}`} data-backlog={level.id}>
            {backlogs.find((one) => one.id === level.id)?.name[formats.language] ?? level.id}, {words[level.class]}:{" "}
            <b>{formats.count(level.open)}</b>
            {level.oldest_seconds !== null && `, ${fill(words.oldest, { time: duration(level.oldest_seconds) })}`}
          </li>
        ))}
      </ul>
    </section>
  );
}
