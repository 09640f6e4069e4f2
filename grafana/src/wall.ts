// SPDX-License-Identifier: EUPL-1.2
// Wall: all lines at a glance, for supervisors, from five metres at 1920×1080 in kiosk mode. One
// shelf a line, read from left to right: may I trust it, callbacks, the queue, what callers get, who
// is there. Below them what alarms, and who is heard.
import type * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import * as shared from './common.js';
import { framed, type Shelf } from './frame.js';
import { lineLink, type Context } from './panels.js';

const SMALL = 30;
const BIG = 64;

export function wall(c: Context): dashboard.Dashboard {
  const lines = c.site.lines.map(({ id, name }): Shelf => ({ height: 6, panels: [
    [shared.standing(c, id, name[c.lang], name[c.lang], SMALL)
      .dataLinks([lineLink(c.lang, id, name[c.lang])]), 5],
    [shared.callbacks(c, id, SMALL), 5],
    [shared.queue(c, id, BIG), 2],
    [shared.longest(c, id, BIG - 20), 3],
    [shared.answers(c, id, SMALL), 3],
    [shared.waits(c, id, SMALL), 3],
    [shared.agents(c, id, SMALL), 3],
  ] }));
  const foot: Shelf = { height: 4, panels: [[shared.alarms(c, 2).showHeader(false), 17], [shared.feeds(c, SMALL), 7]] };
  return framed(c, { kind: 'wall', from: 'now-1h', to: 'now', refresh: '5s' }, [...lines, foot]);
}
