import { useState } from 'react';
import { ApiOutlined } from '@ant-design/icons';
import { Alert, Button, Form } from 'antd';
import { isEmpty, isEqual, isPlainObject } from 'lodash';
import { errorText } from '../error-text';
import { checkConnection, type Check } from '../host';
import { useT } from '../locale';
import { CheckResults } from './check-results';

interface Outcome {
  /** The settings that were tried; the result is no longer true for others. */
  options: unknown;
  checks?: Check[];
  failure?: string;
}

/** Tries the settings as they are in the form, saved or not. */
export function ConnectionCheck({ optionsName }: { optionsName: string[] }) {
  const { t } = useT();
  const form = Form.useFormInstance();
  const options: unknown = Form.useWatch(optionsName, form);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();

  const run = async () => {
    setOutcome(undefined);
    setBusy(true);
    try {
      await form.validateFields([optionsName], { recursive: true });
    } catch {
      setBusy(false);
      return; // The fields say what is wrong.
    }
    const tried: unknown = structuredClone(form.getFieldValue(optionsName));
    try {
      setOutcome({
        options: tried,
        checks: await checkConnection(tried, form.getFieldValue('name') as string | undefined),
      });
    } catch (error) {
      setOutcome({ options: tried, failure: errorText(error) });
    } finally {
      setBusy(false);
    }
  };

  const current = outcome && sameSettings(outcome.options, options) ? outcome : undefined;
  return (
    <Form.Item>
      <Button icon={<ApiOutlined />} loading={busy} onClick={() => void run()}>
        {t('Check connection')}
      </Button>
      <div role="status" aria-live="polite" aria-busy={busy}>
        {current?.checks && <CheckResults checks={current.checks} />}
        {current?.failure && (
          <Alert
            type="error"
            showIcon
            style={{ marginTop: 12 }}
            message={t('The check could not be made')}
            description={current.failure}
          />
        )}
      </div>
    </Form.Item>
  );
}

/** Fields without a value, and groups of such fields, come and go with the fields that are shown; they change nothing. */
function sameSettings(one: unknown, other: unknown): boolean {
  return isEqual(withoutEmpty(one), withoutEmpty(other));
}

function withoutEmpty(settings: unknown): unknown {
  return JSON.parse(JSON.stringify(settings ?? {}), (_key, part: unknown) =>
    isPlainObject(part) && isEmpty(part) ? undefined : part,
  );
}
