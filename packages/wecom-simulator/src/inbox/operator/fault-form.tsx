import { useCallback, useEffect, useState } from 'react';
import { App, AutoComplete, Button, Checkbox, Form, InputNumber, Select } from 'antd';
import { addFault, clearFaults, readFaults } from '../api/control-api';
import type { Agent, Call, Fault } from '../api/wire';
import { useTexts } from '../texts/use-texts';

const paths = [
  'message/send',
  'message/recall',
  'message/update_template_card',
  'gettoken',
  'agent/get',
  'user/get',
  'user/list_id',
  'department/list',
  'media/upload',
  'auth/getuserinfo',
  'auth/getuserdetail',
].map((value) => ({ value }));

const kinds = ['errcode', 'status', 'delay', 'dropBefore', 'dropAfter'] as const;
type Kind = (typeof kinds)[number];

/** Many calls in a row are one reason to read again. */
const AFTER_CALLS_MS = 200;

const EVERYBODY = 'everybody';

interface FaultValues {
  path: string;
  caller: NonNullable<Fault['agentId']> | typeof EVERYBODY;
  untilCleared: boolean;
  times: number;
  kind: Kind;
  errcode: number;
  status: number;
  delayMs: number;
}

const initialValues: FaultValues = {
  path: 'message/send',
  caller: EVERYBODY,
  untilCleared: false,
  times: 1,
  kind: 'errcode',
  errcode: -1,
  status: 502,
  delayMs: 3000,
};

interface FaultFormProps {
  agents: readonly Agent[];
  /** May have used up a fault, so what is waiting is read again when it changes. */
  lastCall: Call | undefined;
}

export function FaultForm({ agents, lastCall }: FaultFormProps) {
  const texts = useTexts();
  const { message } = App.useApp();
  const [form] = Form.useForm<FaultValues>();
  const kind = Form.useWatch('kind', form) ?? initialValues.kind;
  const untilCleared = Form.useWatch('untilCleared', form) ?? initialValues.untilCleared;
  const [pending, setPending] = useState<readonly Fault[]>([]);

  const fail = useCallback((error: unknown) => void message.error(String(error)), [message]);
  const readPending = useCallback(() => readFaults().then(setPending, fail), [fail]);
  useEffect(() => {
    const timer = setTimeout(() => void readPending(), AFTER_CALLS_MS);
    return () => clearTimeout(timer);
  }, [readPending, lastCall?.id]);

  const add = (values: FaultValues) => {
    addFault(toFault(values))
      .then(() => {
        void message.success(texts.faults.added(values.path, values.untilCleared));
        return readPending();
      })
      .catch(fail);
  };
  const clear = () => {
    clearFaults()
      .then(() => {
        void message.success(texts.faults.cleared);
        return readPending();
      })
      .catch(fail);
  };
  const callers = [
    { value: EVERYBODY, label: texts.faults.everybody },
    ...agents.map(({ agentId, name }) => ({ value: agentId, label: name })),
    { value: 'contact', label: texts.faults.contactSync },
  ];
  const callerOf = ({ agentId }: Fault) =>
    callers.find(({ value }) => value === (agentId ?? EVERYBODY))?.label ?? agentId;
  const required = [{ required: true, message: texts.faults.required }];
  return (
    <>
      <p className="hint">{texts.faults.explain}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initialValues}
        onFinish={add}
        className="fault-form"
      >
        {/* Not marked as required: antd would put aria-required where it is not allowed. */}
        <Form.Item name="path" label={texts.faults.path} rules={required} required={false}>
          <AutoComplete options={paths} filterOption={(typed, option) => option?.value.includes(typed) ?? false} />
        </Form.Item>
        <Form.Item name="caller" label={texts.faults.caller}>
          <Select options={callers} />
        </Form.Item>
        <Form.Item name="untilCleared" valuePropName="checked">
          <Checkbox>{texts.faults.untilCleared}</Checkbox>
        </Form.Item>
        {!untilCleared && (
          <Form.Item name="times" label={texts.faults.times} rules={required}>
            <InputNumber min={1} max={1000} precision={0} />
          </Form.Item>
        )}
        <Form.Item name="kind" label={texts.faults.kind}>
          <Select options={kinds.map((value) => ({ value, label: texts.faults.kinds[value] }))} />
        </Form.Item>
        {kind === 'errcode' && (
          <Form.Item name="errcode" label={texts.faults.errcode} rules={required}>
            <InputNumber precision={0} />
          </Form.Item>
        )}
        {kind === 'status' && (
          <Form.Item name="status" label={texts.faults.status} rules={required}>
            <InputNumber min={400} max={599} precision={0} />
          </Form.Item>
        )}
        {kind === 'delay' && (
          <Form.Item name="delayMs" label={texts.faults.delayMs} rules={required}>
            <InputNumber min={0} max={600_000} step={1000} precision={0} />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit">
          {texts.faults.add}
        </Button>
      </Form>
      <div className="faults-head">
        <h3>{texts.faults.pending}</h3>
        {pending.length > 0 && (
          <Button size="small" onClick={clear}>
            {texts.faults.clear}
          </Button>
        )}
      </div>
      {pending.length === 0 ? (
        <p className="hint">{texts.faults.noPending}</p>
      ) : (
        <ul className="faults">
          {pending.map((fault, index) => {
            const { path, times, agentId: _agentId, ...rest } = fault;
            return (
              <li key={index}>
                <strong>{path}</strong> <span>{callerOf(fault)}</span> <span>{texts.faults.remaining(times)}</span>{' '}
                <code>{JSON.stringify(rest)}</code>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}

function toFault({ path, caller, untilCleared, times, ...values }: FaultValues): Fault {
  return {
    path,
    times: untilCleared ? 'until-cleared' : times,
    ...(caller === EVERYBODY ? {} : { agentId: caller }),
    ...harmOf(values),
  };
}

function harmOf({ kind, errcode, status, delayMs }: Pick<FaultValues, 'kind' | 'errcode' | 'status' | 'delayMs'>) {
  switch (kind) {
    case 'errcode':
      return { errcode };
    case 'status':
      return { status };
    case 'delay':
      return { delayMs };
    case 'dropBefore':
      return { drop: 'before' as const };
    case 'dropAfter':
      return { drop: 'after' as const };
    default:
      return kind satisfies never;
  }
}
