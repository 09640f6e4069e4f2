// SPDX-License-Identifier: EUPL-1.2
// Keeps the latest snapshot coming, over restarts of the daemon and breaks of the network. Pure but for
// what it is given: the clock, the timers, chance and the network are the caller's.
import type { Live } from "../contract";

/** An opened stream; `close` is final and silent. */
export interface Stream {
  close(): void;
}
export interface Surroundings {
  /** Milliseconds of a clock that only goes forward. */
  ticks(): number;
  after(ms: number, run: () => void): number;
  cancel(timer: number): void;
  /** 0..1 */
  chance(): number;
  /** The snapshot of now. Rejects when it cannot be had within `LIMITS.answerWithin`. */
  ask(): Promise<Live>;
  open(onLive: (live: Live) => void, onBroken: () => void): Stream;
}

/** `lostAt` are the ticks of the last word heard; null where none ever was. */
export type Link = { state: "connecting" } | { state: "live" } | { state: "lost"; lostAt: number | null };

export const LIMITS = {
  /** Comments are not told to a page: after this much silence it asks whether all is well. */
  silence: 12_000,
  answerWithin: 5_000,
  firstRetry: 1_000,
  longestRetry: 10_000,
};

/**
 * One attempt is: ask for the snapshot, then open the stream. Whatever goes wrong afterwards ends the
 * attempt; the next one comes after a wait that doubles, of which chance takes up to a half, so that a
 * hundred walls do not come back at once. Only what the stream itself tells ends that: a snapshot can be
 * had where streams are refused. A stream is never resumed, since the snapshot comes first.
 */
export class Connection {
  private link: Link = { state: "connecting" };
  private stream: Stream | null = null;
  private timer: number | null = null;
  private failures = 0;
  private heardAt: number | null = null;
  private version = -1;
  private attempt = 0;

  constructor(
    private readonly around: Surroundings,
    private readonly onLive: (live: Live) => void,
    private readonly onLink: (link: Link) => void,
  ) {}

  start(): void {
    this.drop();
    const mine = ++this.attempt;
    this.around.ask().then(
      (live) => mine === this.attempt && this.begin(live, mine),
      () => mine === this.attempt && this.broken(),
    );
  }

  /** Ends everything; `start` begins anew. */
  stop(): void {
    this.attempt++;
    this.drop();
  }

  /** The network is said to be back: no need to wait any longer. */
  hurry(): void {
    if (this.link.state === "lost") this.start();
  }

  private begin(live: Live, mine: number): void {
    this.heard(live);
    this.stream = this.around.open(
      (next) => {
        if (mine !== this.attempt) return;
        this.failures = 0;
        this.heard(next);
      },
      () => mine === this.attempt && this.broken(),
    );
  }

  private heard(live: Live): void {
    this.version = live.version;
    this.alive();
    this.onLive(live);
  }

  private alive(): void {
    this.heardAt = this.around.ticks();
    this.tell({ state: "live" });
    this.wait(LIMITS.silence, () => this.doubt());
  }

  /** Silence is either a quiet night or a dead line: the daemon's answer tells which. */
  private doubt(): void {
    const mine = this.attempt;
    const before = this.heardAt;
    this.around.ask().then(
      (live) => {
        if (mine !== this.attempt || before !== this.heardAt) return;
        if (live.version === this.version) this.alive();
        else this.start(); // there is news that the stream has not told
      },
      () => mine === this.attempt && before === this.heardAt && this.broken(),
    );
  }

  private broken(): void {
    this.attempt++;
    this.drop();
    this.tell({ state: "lost", lostAt: this.heardAt });
    const wait = Math.min(LIMITS.longestRetry, LIMITS.firstRetry * 2 ** this.failures++);
    this.wait(wait * (1 - this.around.chance() / 2), () => this.start());
  }

  private wait(ms: number, run: () => void): void {
    if (this.timer !== null) this.around.cancel(this.timer);
    this.timer = this.around.after(ms, run);
  }

  private drop(): void {
    this.stream?.close();
    this.stream = null;
    if (this.timer !== null) this.around.cancel(this.timer);
    this.timer = null;
  }

  private tell(link: Link): void {
    if (link.state === this.link.state) return;
    this.link = link;
    this.onLink(link);
  }
}
