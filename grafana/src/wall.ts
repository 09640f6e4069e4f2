// SPDX-License-Identifier: EUPL-1.2
// Wall: all lines at a glance, for supervisors, from five metres at 1920×1080 in kiosk mode. One
// shelf a line, read from left to right: may I trust it, callbacks, the queue, what callers get, who
// is there. Below them what alarms, and who is heard.
import type * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import * as shared from './common.js';
import { framed, type Shelf } from './frame.js';
import { lineLink, type Context } from './panels.js';

// Of digits, in pixels; tiles fill their panels.
const SIZE = 30;
const LESS = 26; // where there is less room for words

export function wall(c: Context): dashboard.Dashboard {
  const lines = c.site.lines.map(({ id, name }): Shelf => ({ height: 6, panels: [
    [[shared.nameTile(c, id, name[c.lang], SIZE).dataLinks([lineLink(c.lang, id, name[c.lang])]),
      shared.standing(c, id, '', SIZE)], 5],
    [shared.callbacks(c, id, LESS), 5],
    [[shared.queue(c, id), shared.longest(c, id)], 3],
    [shared.answers(c, id, SIZE), 4],
    [shared.waits(c, id, SIZE), 4],
    [shared.agents(c, id, LESS), 3],
  ] }));
  const foot: Shelf = { height: 4, panels: [[shared.alarms(c, 'firing').showHeader(false), 17], [shared.feeds(c, SIZE), 7]] };
  return framed(c, { kind: 'wall', from: 'now-1h', to: 'now', refresh: '5s' }, [...lines, foot]);
}
