import { useState } from 'react';
import { Checkbox, Input } from 'antd';
import type { Call } from '../api/wire';
import { Tag } from '../tag';
import { useNow } from '../state/use-now';
import { useLanguage } from '../texts/use-texts';
import { CallDetails } from './call-details';
import { operatorTime } from './operator-time';

interface CallLogProps {
  calls: readonly Call[];
  aheadMs: number;
}

export function CallLog({ calls, aheadMs }: CallLogProps) {
  const { locale, texts } = useLanguage();
  const now = useNow(aheadMs);
  const [path, setPath] = useState('');
  const [failedOnly, setFailedOnly] = useState(false);
  const [selected, setSelected] = useState<number>();
  if (calls.length === 0) return <p className="hint">{texts.calls.none}</p>;

  const wanted = path.trim().toLowerCase();
  const shown = calls
    .filter((call) => call.path.toLowerCase().includes(wanted) && (!failedOnly || isFailed(call)))
    .reverse();
  return (
    <>
      <div className="call-filter">
        <Input
          allowClear
          value={path}
          placeholder={texts.calls.filter}
          aria-label={texts.calls.filter}
          onChange={(event) => setPath(event.target.value)}
        />
        <Checkbox checked={failedOnly} onChange={(event) => setFailedOnly(event.target.checked)}>
          {texts.calls.failedOnly}
        </Checkbox>
      </div>
      {shown.length === 0 && <p className="hint">{texts.calls.noMatch}</p>}
      <ul className="calls" aria-label={texts.calls.list}>
        {shown.map((call) => {
          const open = call.id === selected;
          return (
            <li key={call.id}>
              <button
                type="button"
                className="call-row"
                aria-expanded={open}
                onClick={() => setSelected(open ? undefined : call.id)}
              >
                <span className="call-time">{operatorTime(call.at, now, locale)}</span>
                <span className="call-path">
                  <span className="call-method">{call.method}</span> {call.path}
                </span>
                <span className="call-outcome">
                  {call.fault !== null && <Tag tone="fault">{texts.calls.fault}</Tag>}
                  <Outcome call={call} />
                  <span className="call-duration">{formatDuration(call.durationMs)}</span>
                </span>
              </button>
              {open && <CallDetails call={call} />}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Outcome({ call }: { call: Call }) {
  const { texts } = useLanguage();
  if (call.status === 0) return <Tag tone="bad">{texts.calls.connectionDropped}</Tag>;
  const errcode = errcodeOf(call);
  const good = !isFailed(call);
  return (
    <>
      {(call.status !== 200 || errcode === undefined) && <Tag tone={good ? 'plain' : 'bad'}>{call.status}</Tag>}
      {errcode !== undefined && <Tag tone={good ? 'good' : 'bad'}>{errcode}</Tag>}
    </>
  );
}

function errcodeOf({ answer }: Call): number | undefined {
  return typeof answer?.errcode === 'number' ? answer.errcode : undefined;
}

function isFailed(call: Call): boolean {
  return call.status === 0 || call.status >= 400 || (errcodeOf(call) ?? 0) !== 0;
}

/** Half a millisecond is worth showing, half a second's fractions are not. */
function formatDuration(ms: number): string {
  return `${ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)} ms`;
}
