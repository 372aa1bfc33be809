import { Alert } from 'antd';
import type { Verification } from '../../api/wire';
import { useNow } from '../../state/use-now';
import { useLanguage } from '../../texts/use-texts';
import { operatorTime } from '../operator-time';

interface VerificationResultProps {
  verification: Verification;
  aheadMs: number;
}

export function VerificationResult({ verification, aheadMs }: VerificationResultProps) {
  const { locale, texts } = useLanguage();
  const now = useNow(aheadMs);
  const { ok, at, durationMs, problem = '', detail = '', status } = verification;
  const { callbacks } = texts;
  if (ok) {
    const text = callbacks.verified(operatorTime(at, now, locale), Math.round(durationMs));
    return <Alert type="success" showIcon message={text} />;
  }
  return (
    <Alert
      type="error"
      showIcon
      message={callbacks.notSaved}
      description={callbacks.problems[problem]?.(status ?? 0, detail) ?? detail}
    />
  );
}
