// SPDX-License-Identifier: EUPL-1.2
// Says what holds; throws at the first thing that does not.
import { isDeepStrictEqual } from "node:util";

export function expect(what, got, wanted) {
  if (!isDeepStrictEqual(got, wanted)) {
    const show = (value) => JSON.stringify(value, null, 1);
    throw new Error(`WRONG: ${what}\n  got    ${show(got)}\n  wanted ${show(wanted)}`);
  }
  console.log(`ok: ${what}`);
}

/** The first true answer of `ask`; throws when the time is over. */
export async function until(what, ask, seconds = 15) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`WRONG: not in ${seconds} s: ${what}`);
    await new Promise((go) => setTimeout(go, 50));
  }
}
