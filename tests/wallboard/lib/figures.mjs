// SPDX-License-Identifier: EUPL-1.2
// What a snapshot must look like on the page, said anew and apart from the page's own code.
const two = (n) => String(n).padStart(2, "0");
const duration = (seconds) => {
  if (seconds === null) return "–";
  const n = Math.round(seconds);
  return `${Math.floor(n / 3600)}:${two(Math.floor(n / 60) % 60)}:${two(n % 60)}`;
};
const percent = (share) => (share === null ? "–" : `${(share * 100).toFixed(1).replace(".", ",")} %`);
const count = (n) => (n === null ? "–" : String(n).replace(/\B(?=(\d{3})+$)/g, " "));

/** Of one line, in Finnish; the longest wait apart, since it ticks. */
export function wantedFigures(line) {
  const window = (minutes) => line.windows?.find((one) => one.minutes === minutes) ?? { answer_rate: null, wait_mean_seconds: null };
  const today = line.today.figures;
  const ms = today.wait_mean_answered_ms;
  return {
    queue_length: count(line.queue_length),
    callbacks_open: count(line.callbacks?.open ?? null),
    same_day: percent(today.same_day_callbacks),
    answer_rate_15: percent(window(15).answer_rate),
    answer_rate_60: percent(window(60).answer_rate),
    answer_rate_today: percent(today.answer_rate_without_short),
    mean_wait_15: duration(window(15).wait_mean_seconds),
    mean_wait_60: duration(window(60).wait_mean_seconds),
    mean_wait_today: duration(ms === null ? null : ms / 1000),
    ...(line.callbacks && { callbacks_at_risk: `${Math.ceil(line.callbacks.at_risk)} vaarassa tänään` }),
    ...(line.callbacks?.overdue > 0 && { callbacks_overdue: `${line.callbacks.overdue} myöhässä` }),
    agents: line.agents === null ? "Työntekijät –"
      : `Työntekijät ${line.agents.available} vapaana ${line.agents.busy} puhelussa ${line.agents.wrapup} jälkikäsittelyssä ${line.agents.paused} tauolla`,
  };
}

/** What the page shows, without the words that only readers aloud get, and of which snapshot. */
export function shownFigures(page) {
  return page.evaluate(() => {
    const plain = (element) => {
      const copy = element.cloneNode(true);
      for (const aloud of copy.querySelectorAll(".aloud")) aloud.remove();
      return copy.textContent.replace(/[\s\u00a0\u202f]+/g, " ").trim();
    };
    const lines = {};
    for (const tile of document.querySelectorAll(".tile")) {
      lines[tile.dataset.line] = Object.fromEntries([...tile.querySelectorAll("[data-figure]")].map((one) => [one.dataset.figure, plain(one)]));
    }
    return { version: Number(document.querySelector("main").dataset.version), lines };
  });
}

export function secondsOf(text) {
  const [h, m, s] = text.split(":").map(Number);
  return h * 3600 + m * 60 + s;
}
