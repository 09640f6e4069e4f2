// SPDX-License-Identifier: EUPL-1.2
// The daemon's clock, as far as its snapshots tell: a screen's own clock may be wrong, and is never asked.

/**
 * A snapshot is at best as old as its way here, and an unchanged one is older: the sample that puts the
 * daemon's clock furthest ahead is the truest. Only the latest few count, so a clock that was set back is
 * followed. `ticks` are milliseconds of any clock that only goes forward.
 */
export class ServerClock {
  private readonly offsets: number[] = [];

  constructor(private readonly kept = 30) {}

  heard(serverNow: number, ticks: number): void {
    this.offsets.push(serverNow - ticks);
    if (this.offsets.length > this.kept) this.offsets.shift();
  }

  /** Milliseconds since the epoch; null before the first snapshot. */
  at(ticks: number): number | null {
    return this.offsets.length === 0 ? null : ticks + Math.max(...this.offsets);
  }
}
