// SPDX-License-Identifier: EUPL-1.2
import type { Source } from "../contract";
import { Icon } from "../parts/icons";
import { useSpeech } from "../parts/speech";
import { fill } from "../words";
import { downFirst } from "./order";

const SHOWN = 3;

/** Each source while they are few; of many, those that are down and how many are not. */
export function Sources({ sources, now }: { sources: Source[] | null; now: number | null }) {
  const { words, formats } = useSpeech();
  const ordered = downFirst(sources ?? []);
  const few = ordered.length <= SHOWN;
  const named = few ? ordered : ordered.filter((source) => !source.up);
  const rest = ordered.length - named.length;
  return (
    <section class="sources" aria-labelledby="sources">
      <h2 id="sources">{words.sources}</h2>
      {sources === null && <p class="none">{words.noData}</p>}
      <ul>
        {named.map((source) => (
          <li key={source.id} class={`source ${source.up ? "" : "bad"}`} data-source={source.id} data-up={source.up}>
            <Icon name={source.up ? "check" : "cross"} /> <b>{source.id}</b>{" "}
            {source.up || now === null ? words.up : fill(words.down, { time: formats.since(source.heard, now) })}
          </li>
        ))}
        {rest > 0 && <li class="source"><Icon name="check" /> <b>{rest}</b> {words.up}</li>}
      </ul>
    </section>
  );
}
