import { useState } from 'react';
import { Button, Checkbox } from 'antd';
import type { PrivateField } from './sign-in-api';
import { useSignInTexts } from './texts/use-sign-in-texts';

interface ConsentFormProps {
  app: string;
  name: string;
  fields: readonly PrivateField[];
  onAnswer: (consent: PrivateField[] | 'refused') => void;
  onOther: () => void;
}

/** WeCom's question before an app sees private fields. */
export function ConsentForm({ app, name, fields, onAnswer, onOther }: ConsentFormProps) {
  const { consent } = useSignInTexts();
  const [ticked, setTicked] = useState<readonly PrivateField[]>(fields);
  const toggle = (field: PrivateField, on: boolean) =>
    setTicked(fields.filter((one) => (one === field ? on : ticked.includes(one))));
  return (
    <form
      className="consent"
      onSubmit={(event) => {
        event.preventDefault();
        onAnswer([...ticked]);
      }}
    >
      <h1>{consent.heading(app)}</h1>
      <p className="hint">{consent.explain(name)}</p>
      <fieldset>
        <legend className="visually-hidden">{consent.heading(app)}</legend>
        {fields.map((field) => (
          <Checkbox
            key={field}
            checked={ticked.includes(field)}
            onChange={(event) => toggle(field, event.target.checked)}
          >
            {consent.fields[field]}
          </Checkbox>
        ))}
      </fieldset>
      <div className="consent-buttons">
        <Button type="primary" htmlType="submit" block size="large" autoFocus>
          {consent.allow}
        </Button>
        <Button block size="large" onClick={() => onAnswer('refused')}>
          {consent.refuse}
        </Button>
        <Button type="text" block onClick={onOther}>
          {consent.other}
        </Button>
      </div>
    </form>
  );
}
