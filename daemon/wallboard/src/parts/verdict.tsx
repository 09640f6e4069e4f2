// SPDX-License-Identifier: EUPL-1.2
import type { Verdict } from "../judge";
import { fill } from "../words";
import { Icon } from "./icons";
import { useSpeech } from "./speech";

interface VerdictProps {
  verdict: Verdict;
  /** The target, as people read it. */
  target: string;
  /** A missed wait is above its target, a missed share below. */
  missed: "above" | "below";
  /** Shows the mark alone where there is no room; the words are there for readers aloud. */
  brief?: boolean;
}

export function VerdictNote({ verdict, target, missed, brief = false }: VerdictProps) {
  const { words } = useSpeech();
  if (verdict === "absent") return null;
  const text = verdict === "met" ? words.onTarget : missed === "above" ? words.aboveTarget : words.belowTarget;
  if (brief && verdict === "met") return null;
  return (
    <span class={`verdict ${verdict}`}>
      <Icon name={verdict === "met" ? "check" : missed === "above" ? "up" : "down"} />{" "}
      <span class={brief ? "aloud" : ""}>{fill(text, { target })}</span>
    </span>
  );
}
