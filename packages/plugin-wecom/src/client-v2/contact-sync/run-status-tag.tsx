import type { ReactNode } from 'react';
import {
  CheckCircleOutlined,
  CloseCircleOutlined,
  MinusCircleOutlined,
  QuestionCircleOutlined,
  SyncOutlined,
} from '@ant-design/icons';
import { Tag } from 'antd';
import { useT } from '../locale';
import type { RunStatus } from '../../contact-sync-state';

export function RunStatusTag({ status }: { status: RunStatus }) {
  const { t } = useT();
  const looks: Record<RunStatus, { color: string; icon: ReactNode; text: string }> = {
    running: { color: 'processing', icon: <SyncOutlined spin />, text: t('Running') },
    succeeded: { color: 'success', icon: <CheckCircleOutlined />, text: t('Succeeded') },
    failed: { color: 'error', icon: <CloseCircleOutlined />, text: t('Failed') },
    cancelled: { color: 'default', icon: <MinusCircleOutlined />, text: t('Cancelled') },
    interrupted: { color: 'error', icon: <CloseCircleOutlined />, text: t('Interrupted') },
    question: { color: 'warning', icon: <QuestionCircleOutlined />, text: t('Waits for an answer') },
    declined: { color: 'default', icon: <MinusCircleOutlined />, text: t('Done, nobody was let go') },
  };
  const { color, icon, text } = looks[status];
  return (
    <Tag color={color} icon={icon} data-status={status}>
      {text}
    </Tag>
  );
}
