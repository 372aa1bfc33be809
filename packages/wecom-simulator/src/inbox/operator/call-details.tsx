import { describeNote } from '../texts/describe-note';
import { useTexts } from '../texts/use-texts';
import type { Call } from '../api/wire';
import { Json } from './json';

/** Secrets and tokens are already hidden by the simulator. */
export function CallDetails({ call }: { call: Call }) {
  const texts = useTexts();
  const { calls } = texts;
  return (
    <div className="call-details">
      {call.notes.length > 0 && (
        <ul className="call-notes">
          {call.notes.map((note, index) => (
            <li key={index}>{describeNote(texts, note)}</li>
          ))}
        </ul>
      )}
      {Object.keys(call.query).length > 0 && <Json title={calls.query} value={call.query} />}
      <Json title={calls.request} value={call.request} />
      <Json title={calls.answer} value={call.answer} />
      {call.fault !== null && <Json title={calls.fault} value={call.fault} />}
    </div>
  );
}
