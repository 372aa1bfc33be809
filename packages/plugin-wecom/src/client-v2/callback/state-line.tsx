import type { ReactNode } from 'react';
import { CheckCircleFilled, ClockCircleFilled, CloseCircleFilled, ExclamationCircleFilled } from '@ant-design/icons';
import { Flex, theme } from 'antd';

interface StateLineProps {
  kind: 'good' | 'bad' | 'warning' | 'waiting';
  children: ReactNode;
}

/** One thing that is known of an address. */
export function StateLine({ kind, children }: StateLineProps) {
  const { token } = theme.useToken();
  const icons = {
    good: <CheckCircleFilled style={{ color: token.colorSuccess }} />,
    bad: <CloseCircleFilled style={{ color: token.colorError }} />,
    warning: <ExclamationCircleFilled style={{ color: token.colorWarning }} />,
    waiting: <ClockCircleFilled style={{ color: token.colorTextTertiary }} />,
  };
  return (
    <Flex gap="small" align="baseline">
      <span aria-hidden>{icons[kind]}</span>
      <div>{children}</div>
    </Flex>
  );
}
