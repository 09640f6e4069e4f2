// SPDX-License-Identifier: EUPL-1.2
import type { CallbackAge, Callbacks } from "../contract";
import { query } from "../api";
import { duration } from "../format";
import { useJson } from "../hooks";
import { useSpeech } from "../parts/speech";
import { fill } from "../words";
import { Bar } from "./bars";
import { Section } from "./section";

export function CallbackAges({ line, round }: { line: string; round: number }) {
  const { words } = useSpeech();
  const asked = useJson<Callbacks>(query("/api/v1/callbacks", { line }), 30_000, round);
  return (
    <Section id="callbacks" title={words.callbackAges} asked={asked}>
      {({ lines }) => {
        const found = lines.find((one) => one.line === line);
        if (found?.ages == null) return <p class="none">{words.noData}</p>;
        return found.ages.length > 0 && <AgeTable ages={found.ages} />;
      }}
    </Section>
  );
}

function AgeTable({ ages }: { ages: CallbackAge[] }) {
  const { words, formats } = useSpeech();
  const most = Math.max(...ages.map((age) => age.open));
  return (
    <table class="bars">
      <thead>
        <tr>
          <th scope="col">{words.age}</th>
          <th scope="col">{words.openCallbacks}</th>
          <th scope="col">{words.dueToday}</th>
          <th scope="col">{words.overdue}</th>
        </tr>
      </thead>
      <tbody>
        {ages.map((age) => (
          <tr key={age.from_seconds}>
            <th scope="row">
              {age.to_seconds === null
                ? fill(words.waitedOver, { time: duration(age.from_seconds) })
                : `${duration(age.from_seconds)}–${duration(age.to_seconds)}`}
            </th>
            <td><Bar value={age.open} most={most} /> {formats.count(age.open)}</td>
            <td>{formats.count(age.due_today)}</td>
            <td>{formats.count(age.overdue)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
