// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from "vitest";
import type { Live } from "../src/contract";
import { Connection, LIMITS, type Link, type Surroundings } from "../src/live/connection";
import { freshness } from "../src/live/freshness";
import { ServerClock } from "../src/live/server_clock";

const snapshot = (version: number) => ({ version, now: "2026-11-25T10:00:00+02:00" }) as Live;

/** A clock that stands until it is moved, and a network that answers when it is told to. */
class Scene implements Surroundings {
  time = 0;
  luck = 0;
  timers = new Map<number, { at: number; run: () => void }>();
  asked: { answer: (live: Live) => void; refuse: () => void }[] = [];
  streams: { live: (live: Live) => void; broken: () => void; closed: boolean }[] = [];
  seen: number[] = [];
  links: Link[] = [];
  private next = 0;
  readonly connection = new Connection(this, (live) => this.seen.push(live.version), (link) => this.links.push(link));

  ticks = () => this.time;
  chance = () => this.luck;
  after(ms: number, run: () => void): number {
    this.timers.set(++this.next, { at: this.time + ms, run });
    return this.next;
  }
  cancel = (timer: number) => void this.timers.delete(timer);
  ask = () => new Promise<Live>((answer, reject) => this.asked.push({ answer, refuse: () => reject(new Error("refused")) }));
  open(live: (live: Live) => void, broken: () => void) {
    const stream = { live, broken, closed: false };
    this.streams.push(stream);
    return { close: () => void (stream.closed = true) };
  }

  async settle(): Promise<void> {
    for (let i = 0; i < 5; i++) await Promise.resolve();
  }
  async answer(version: number): Promise<void> {
    this.asked.at(-1)!.answer(snapshot(version));
    await this.settle();
  }
  async refuse(): Promise<void> {
    this.asked.at(-1)!.refuse();
    await this.settle();
  }
  pass(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      const due = [...this.timers].filter(([, timer]) => timer.at <= end).sort((a, b) => a[1].at - b[1].at)[0];
      if (due === undefined) break;
      this.timers.delete(due[0]);
      this.time = due[1].at;
      due[1].run();
    }
    this.time = end;
  }
  async connected(): Promise<void> {
    this.connection.start();
    await this.answer(1);
  }
}

describe("a connection", () => {
  it("asks first, then listens", async () => {
    const scene = new Scene();
    await scene.connected();
    scene.streams[0]!.live(snapshot(2));
    expect(scene.seen).toEqual([1, 2]);
    expect(scene.links).toEqual([{ state: "live" }]);
  });

  it("is lost as of the last word heard when the stream breaks, and comes back", async () => {
    const scene = new Scene();
    await scene.connected();
    scene.pass(3_000);
    scene.streams[0]!.live(snapshot(2));
    scene.pass(500);
    scene.streams[0]!.broken();
    expect(scene.links.at(-1)).toEqual({ state: "lost", lostAt: 3_000 });
    expect(scene.streams[0]!.closed).toBe(true);
    scene.pass(LIMITS.firstRetry);
    await scene.answer(1); // the daemon counts anew
    expect(scene.links.at(-1)).toEqual({ state: "live" });
    expect(scene.seen).toEqual([1, 2, 1]);
  });

  it("waits twice as long after each failure, up to a limit, and anew once a stream has spoken", async () => {
    const scene = new Scene();
    scene.connection.start();
    const waits: number[] = [];
    for (let i = 0; i < 6; i++) {
      await scene.refuse();
      waits.push([...scene.timers.values()][0]!.at - scene.time);
      scene.pass(waits.at(-1)!);
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
    expect(scene.links).toEqual([{ state: "lost", lostAt: null }]);
    const waiting = () => [...scene.timers.values()].map((timer) => timer.at - scene.time);
    await scene.answer(1);
    scene.streams[0]!.broken(); // it has told nothing: streams are refused
    expect(waiting()).toEqual([10_000]);
    scene.pass(10_000);
    await scene.answer(1);
    scene.streams[1]!.live(snapshot(2));
    scene.streams[1]!.broken();
    expect(waiting()).toEqual([1_000]);
  });

  it("leaves up to half of each wait to chance", async () => {
    const scene = new Scene();
    scene.luck = 1;
    scene.connection.start();
    await scene.refuse();
    expect([...scene.timers.values()][0]!.at).toBe(500);
  });

  it("takes a quiet night for what it is", async () => {
    const scene = new Scene();
    await scene.connected();
    for (let i = 0; i < 3; i++) {
      scene.pass(LIMITS.silence);
      await scene.answer(1);
    }
    expect(scene.links).toEqual([{ state: "live" }]);
    expect(scene.streams).toHaveLength(1);
  });

  it("is lost when nobody answers in the silence", async () => {
    const scene = new Scene();
    await scene.connected();
    scene.pass(LIMITS.silence + LIMITS.answerWithin);
    await scene.refuse();
    expect(scene.links.at(-1)).toEqual({ state: "lost", lostAt: 0 });
  });

  it("listens anew when there is news that the stream did not tell", async () => {
    const scene = new Scene();
    await scene.connected();
    scene.pass(LIMITS.silence);
    await scene.answer(7);
    await scene.answer(8);
    expect(scene.links).toEqual([{ state: "live" }]);
    expect(scene.streams.map((stream) => stream.closed)).toEqual([true, false]);
    expect(scene.seen).toEqual([1, 8]);
  });

  it("hears nothing of streams and questions that it gave up", async () => {
    const scene = new Scene();
    await scene.connected();
    scene.streams[0]!.broken();
    scene.streams[0]!.live(snapshot(9));
    scene.streams[0]!.broken();
    scene.connection.stop();
    expect(scene.seen).toEqual([1]);
    expect(scene.timers.size).toBe(0);
  });

  it("does not wait when the network is said to be back", async () => {
    const scene = new Scene();
    await scene.connected();
    scene.connection.hurry();
    expect(scene.asked).toHaveLength(1);
    scene.streams[0]!.broken();
    scene.connection.hurry();
    expect(scene.asked).toHaveLength(2);
    expect(scene.timers.size).toBe(0);
  });

  it("never has more than one timer, over a day of breaks", async () => {
    const scene = new Scene();
    await scene.connected();
    for (let i = 0; i < 1_000; i++) {
      scene.streams.at(-1)!.broken();
      expect(scene.timers.size).toBe(1);
      scene.pass(LIMITS.longestRetry);
      await scene.answer(i);
      expect(scene.timers.size).toBe(1);
    }
    expect(scene.streams.filter((stream) => !stream.closed)).toHaveLength(1);
  });
});

describe("freshness", () => {
  const at = (ticks: number) => 1_000_000 + ticks;
  it("withdraws figures ten seconds after the last word", () => {
    const lost: Link = { state: "lost", lostAt: 0 };
    expect(freshness(lost, 1_009_999, at)).toEqual({ state: "young", since: 1_000_000 });
    expect(freshness(lost, 1_010_000, at)).toEqual({ state: "old", since: 1_000_000 });
  });
  it("shows nothing where nothing was ever heard", () => {
    expect(freshness({ state: "lost", lostAt: null }, null, () => null)).toEqual({ state: "old", since: null });
    expect(freshness({ state: "connecting" }, null, () => null)).toEqual({ state: "first" });
  });
});

describe("the daemon's clock", () => {
  it("is not known before it was heard", () => expect(new ServerClock().at(5)).toBeNull());
  it("follows the freshest of the samples", () => {
    const clock = new ServerClock();
    clock.heard(10_000, 100);
    clock.heard(10_050, 400); // a snapshot that was 250 ms old
    expect(clock.at(1_100)).toBe(11_000);
  });
  it("follows a clock that was set back once the samples before are forgotten", () => {
    const clock = new ServerClock(2);
    for (const now of [9_000_000, 1_000, 2_000]) clock.heard(now, now % 1_000_000);
    expect(clock.at(3_000)).toBe(3_000);
  });
});
