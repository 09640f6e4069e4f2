// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openMetrics } from '../prometheus.js';

test('a scrape becomes samples of OpenMetrics, of the wanted metrics alone', () => {
  const text = ['# HELP jonovahti_a What a is.', 'jonovahti_a{line="aspa"} 3', 'jonovahti_b 4',
                'jonovahti_window_p90{window="15m"} 1e-05', ''].join('\n');
  assert.equal(openMetrics({ at: 1.5, text }, new Set(['jonovahti_a', 'jonovahti_window_p90'])),
    'jonovahti_a{job="jonovahti",instance="127.0.0.1:9636",line="aspa"} 3 1.500\n' +
    'jonovahti_window_p90{job="jonovahti",instance="127.0.0.1:9636",window="15m"} 1e-05 1.500');
});
