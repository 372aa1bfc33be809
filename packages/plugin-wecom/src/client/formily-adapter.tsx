import { lazy, Suspense, useEffect, type ComponentType } from 'react';
import type { Field } from '@formily/core';
import { useField, useForm } from '@formily/react';
import { autorun, toJS } from '@formily/reactive';
import { Form, Spin } from 'antd';
import { isEqual } from 'lodash';

interface Settings {
  name?: string;
  options?: Partial<Record<string, string | boolean>>;
}

/**
 * Shows antd form fields inside the legacy client's Formily settings form. The host renders us as the component of its `options`
 * field: that field takes our changes and, through its validator, our errors.
 */
export function lazyInFormily(load: () => Promise<{ default: ComponentType }>): ComponentType {
  const Fields = lazy(load);
  return function AntdInFormily() {
    const outer = useForm<Settings>();
    const field = useField<Field>();
    const [inner] = Form.useForm<Settings>();

    // In, and not only once: the authenticator drawer mounts us first and fills its form afterwards.
    useEffect(
      () =>
        autorun(() => {
          const name = outer.values.name;
          const options = toJS(outer.values.options);
          const now = inner.getFieldsValue(true) as Settings;
          if (name !== undefined && name !== now.name) inner.setFieldsValue({ name });
          if (options && !isEqual(options, now.options)) inner.setFieldsValue({ options });
        }),
      [outer, inner],
    );

    // Out. 'onBlur' keeps Formily from validating on every change; a submit runs the validators of all triggers.
    useEffect(() => {
      const options = () => (inner.getFieldsValue(true) as Settings).options;
      field.setValidator({
        triggerType: 'onBlur',
        validator: async () => {
          try {
            await inner.validateFields();
          } catch {
            return 'invalid'; // Blocks the submit; the antd fields show why.
          }
          // What changed without a key stroke: defaults, and what validators put in. Formily validates again when the value of a
          // touched field is set, so setting it without need would never end.
          if (!isEqual(toJS(field.value), options())) field.setValue(options());
          return '';
        },
      });
      return () => field.setValidator(undefined);
    }, [field, inner]);

    return (
      // A div: no <form> inside the host's <form>, but something must carry the class of the vertical layout.
      <Form
        form={inner}
        component="div"
        layout="vertical"
        onValuesChange={() => void field.onInput((inner.getFieldsValue(true) as Settings).options)}
      >
        <Suspense fallback={<Spin />}>
          <Fields />
        </Suspense>
      </Form>
    );
  };
}
