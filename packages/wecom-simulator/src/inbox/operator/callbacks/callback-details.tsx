import { App, Button } from 'antd';
import { repeatCallback } from '../../api/control-api';
import type { Callback, CallbackAttempt } from '../../api/wire';
import { useTexts } from '../../texts/use-texts';
import { Json } from '../json';

export function CallbackDetails({ callback }: { callback: Callback }) {
  const { callbacks } = useTexts();
  const { message } = App.useApp();
  const { id, url, attempts, reply, state } = callback;
  const repeat = () => {
    repeatCallback(id).then(
      () => void message.success(callbacks.repeated),
      (error: unknown) => void message.error(String(error)),
    );
  };
  return (
    <div className="call-details">
      <p className="hint">{url}</p>
      {attempts.length > 0 && (
        <ol className="attempts" aria-label={callbacks.attemptList}>
          {attempts.map((attempt, index) => (
            <li key={index}>
              {index + 1}. <Outcome attempt={attempt} />{' '}
              <span className="call-duration">{Math.round(attempt.durationMs)} ms</span>
            </li>
          ))}
        </ol>
      )}
      <Json title={callbacks.message} value={callback.message} />
      {reply && (
        <>
          <Json title={callbacks.reply} value={reply.message} />
          <p className={reply.applied ? 'hint' : 'call-notes'}>
            {reply.applied ? callbacks.replyApplied : callbacks.replyIgnored(reply.detail ?? '')}
          </p>
        </>
      )}
      <Button size="small" disabled={state === 'sending'} onClick={repeat}>
        {callbacks.repeat}
      </Button>
    </div>
  );
}

function Outcome({ attempt }: { attempt: CallbackAttempt }) {
  const { callbacks } = useTexts();
  return <>{callbacks.outcomes[attempt.outcome](attempt.status ?? 0, attempt.reason ?? '')}</>;
}
