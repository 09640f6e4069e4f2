// SPDX-License-Identifier: EUPL-1.2
// The bar over every view: what this is, whether it is live, and the time by the daemon's clock.
import type { ComponentChildren } from "preact";
import type { Freshness } from "../live/freshness";
import { fill } from "../words";
import { Icon } from "./icons";
import { useSpeech } from "./speech";

interface TopProps {
  title: string;
  /** Where a link leads back to, if anywhere. */
  back: string | null;
  freshness: Freshness;
  now: number | null;
  children: ComponentChildren;
}

export function Top({ title, back, freshness, now, children }: TopProps) {
  const { words, formats } = useSpeech();
  return (
    <header class={`top ${freshness.state}`}>
      {back !== null && <a class="back" href={back}><Icon name="back" /> {words.toWall}</a>}
      <h1>{title}</h1>
      <div class="link" role="status"><LinkState freshness={freshness} /></div>
      {now !== null && (
        <p class="clock"><span class="date">{formats.day(now)}</span> <time>{formats.timeSeconds(now)}</time></p>
      )}
      {children}
    </header>
  );
}

function LinkState({ freshness }: { freshness: Freshness }) {
  const { words, formats } = useSpeech();
  if (freshness.state === "first") return <p>{words.loading}</p>;
  if (freshness.state === "live") return <p data-link="live"><Icon name="check" /> {words.up}</p>;
  const lost = freshness.since === null ? words.failed : fill(words.lostSince, { time: formats.timeSeconds(freshness.since) });
  return (
    <p class="lost" data-link={freshness.state}>
      <Icon name="cross" /> <b>{lost}.</b> {freshness.state === "old" && freshness.since !== null && `${words.lostExplained} `}
      {words.reconnecting}.
    </p>
  );
}
