// SPDX-License-Identifier: EUPL-1.2
// Marks that stand beside a word, never instead of it; so they are hidden from readers aloud.
const PATHS = {
  up: "M12 4 21 20H3z",
  down: "M12 20 3 4h18z",
  check: "M4 13l5 5L20 7",
  cross: "M6 6l12 12M18 6 6 18",
  bell: "M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 21.5h4",
  mute: "M6 17V11a6 6 0 0 1 9-5.2M18 11v6l2 2H8M10 21.5h4M3 3l18 18",
  hand: "M4 13l5 5L20 7",
  clock: "M12 3a9 9 0 1 0 .01 0M12 7v5l4 2",
  unknown: "M9 9a3 3 0 1 1 4.2 2.8c-.9.4-1.2 1-1.2 2.2M12 18v.5",
  menu: "M4 6h16M4 12h16M4 18h16",
  back: "M15 5l-7 7 7 7",
} as const;
const FILLED: readonly string[] = ["up", "down"];

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  const filled = FILLED.includes(name);
  return (
    <svg class={`icon ${filled ? "filled" : "drawn"}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
