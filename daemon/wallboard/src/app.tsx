// SPDX-License-Identifier: EUPL-1.2
import { useCallback, useEffect, useMemo, useRef } from "preact/hooks";
import type { Lines } from "./contract";
import { makeFormats } from "./format";
import { useJson, useRoute, useSeconds } from "./hooks";
import { LinePage } from "./line/line_page";
import { freshness } from "./live/freshness";
import { useLive } from "./live/use_live";
import { chooseLines } from "./options";
import { Settings } from "./parts/settings";
import { Speaking } from "./parts/speech";
import { Top } from "./parts/top";
import { useKiosk, useOptions, useTheme } from "./use_options";
import { Wall } from "./wall/wall";
import { WORDS } from "./words";

const SITE_REFRESH_MS = 300_000; // a configuration can be read again while the daemon runs

/** The last answer stays while a newer one cannot be had: names and targets do not age like figures. */
function useSite(round: number): Lines | null {
  const { data } = useJson<Lines>("/api/v1/lines", SITE_REFRESH_MS, round);
  const kept = useRef<Lines | null>(null);
  // A wall that is never closed takes the new page of a new daemon.
  if (data !== null && kept.current !== null && data.version !== kept.current.version) location.reload();
  if (data !== null) kept.current = data;
  return kept.current;
}

export function App() {
  const { live, link, round, now: clock, at } = useLive();
  const site = useSite(round);
  const now = useSeconds(clock);
  const route = useRoute();
  const [options, change] = useOptions();
  const theme = useTheme(options.theme);
  const end = useCallback(() => change({ kiosk: false }), [options]);
  useKiosk(options.kiosk, end);

  const language = options.language ?? site?.language ?? "fi";
  const zone = site?.timezone ?? "UTC";
  const speech = useMemo(() => ({ words: WORDS[language], formats: makeFormats(language, zone) }), [language, zone]);
  const fresh = freshness(link, now, at);
  const shown = fresh.state === "live" || fresh.state === "young" ? live : null;

  const line = route.view === "line" ? site?.lines.find((one) => one.id === route.line) : undefined;
  const title = line?.name[language] ?? speech.words.wall;
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `${title} – jonovahti`;
  }, [language, title]);

  const controls = !options.kiosk;
  const view = site && { site, live: shown, now, theme, round, controls };
  return (
    <Speaking value={speech}>
      <a class="skip" href="#content" onClick={skip}>{speech.words.skip}</a>
      <Top title={title} back={route.view === "line" && controls ? "#/" : null} freshness={fresh} now={now}>
        {site && controls && <Settings options={options} site={site} change={change} />}
      </Top>
      {view && (route.view === "line"
        ? <LinePage {...view} line={line ?? null} />
        : <Wall {...view} lines={chooseLines(view.site.lines, options.lines)} />)}
    </Speaking>
  );
}

/** The hash is the view's, so the link moves the focus itself. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById("content")?.focus();
}
