// SPDX-License-Identifier: EUPL-1.2
import type { ComponentChildren } from "preact";
import type { Asked } from "../hooks";
import { useSpeech } from "../parts/speech";

interface SectionProps<T> {
  id: string;
  title: string;
  asked: Asked<T>;
  /** What to do with the answer; null where it holds nothing. */
  children: (data: T) => ComponentChildren;
  /** What is chosen, beside the title. */
  choice?: ComponentChildren;
}

/** A part of the details with an answer of its own: loading, failed, empty or shown. */
export function Section<T>({ id, title, asked, children, choice }: SectionProps<T>) {
  const { words } = useSpeech();
  const shown = asked.data === null ? null : children(asked.data);
  return (
    <section class="detail" aria-labelledby={id} data-detail={id}>
      <div class="heading"><h2 id={id}>{title}</h2>{choice}</div>
      {/* Wide tables scroll in themselves, so they must be reachable by keyboard. */}
      <div class="scroll" role="group" aria-labelledby={id} tabIndex={0}>
        {shown ?? <p class="none">{asked.failed ? words.failed : asked.data === null ? words.loading : words.noRows}</p>}
      </div>
    </section>
  );
}
