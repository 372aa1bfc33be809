import { useEffect, useState } from 'react';
import { RightOutlined } from '@ant-design/icons';
import { Button, Form } from 'antd';
import { useT } from '../locale';
import { findSource } from './sources-api';
import { syncPageHref } from './sync-page-path';

/** The page with the runs of this source, once it is saved. */
export function SyncPageLink() {
  const { t } = useT();
  const form = Form.useFormInstance();
  const name = Form.useWatch<string | undefined>('name', { form, preserve: true });
  const [saved, setSaved] = useState<string>();
  useEffect(() => {
    if (!name) return;
    findSource(name)
      .then((source) => setSaved(source?.name))
      .catch(() => setSaved(undefined)); // A link less.
  }, [name]);
  if (!saved || saved !== name) return null;
  return (
    <Form.Item>
      <Button href={syncPageHref(saved)} icon={<RightOutlined aria-hidden />} iconPosition="end">
        {t('Open the page of this sync: progress, conflicts, history')}
      </Button>
    </Form.Item>
  );
}
