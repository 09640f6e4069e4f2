// SPDX-License-Identifier: EUPL-1.2
import type { Agents } from "../contract";
import { ABSENT } from "../format";
import { useSpeech } from "../parts/speech";

export function AgentsLine({ agents }: { agents: Agents | null }) {
  const { words, formats } = useSpeech();
  const states = ["available", "busy", "wrapup", "paused"] as const;
  return (
    <p class="agents" data-figure="agents">
      <span class="label">{words.agents}</span>{" "}
      {agents === null ? ABSENT : states.map((state) => (
        <span key={state} class="agent"><b>{formats.count(agents[state])}</b> {words[state]} </span>
      ))}
    </p>
  );
}
