// SPDX-License-Identifier: EUPL-1.2
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Formats } from "../format";
import type { Words } from "../words";

/** How everything on the page speaks. */
export interface Speech {
  words: Words;
  formats: Formats;
}

const SpeechContext = createContext<Speech | null>(null);
export const Speaking = SpeechContext.Provider;

export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (speech === null) throw new Error("nothing is spoken here");
  return speech;
}
