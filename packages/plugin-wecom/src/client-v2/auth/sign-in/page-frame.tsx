import { useEffect, type ReactNode } from 'react';
import { WechatWorkOutlined } from '@ant-design/icons';
import { Flex, theme, Typography } from 'antd';

interface PageFrameProps {
  title: string;
  /** What happened, or is happening. */
  role: 'status' | 'alert';
  children: ReactNode;
  actions?: ReactNode;
}

/** A page that stands for itself: one message in the middle, and what can be done. */
export function PageFrame({ title, role, children, actions }: PageFrameProps) {
  const { token } = theme.useToken();
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <Flex
      component="main"
      vertical
      align="center"
      justify="center"
      style={{ minHeight: '100vh', padding: token.paddingLG, background: token.colorBgContainer }}
    >
      <Flex vertical align="center" gap={token.marginMD} style={{ maxWidth: 440, textAlign: 'center' }}>
        <WechatWorkOutlined aria-hidden style={{ fontSize: 48, color: token.colorPrimary }} />
        <Typography.Title level={1} style={{ margin: 0, fontSize: token.fontSizeHeading3 }}>
          {title}
        </Typography.Title>
        <div role={role} style={{ color: token.colorText, overflowWrap: 'anywhere' }}>
          {children}
        </div>
        {actions && (
          <Flex gap={token.marginSM} wrap justify="center">
            {actions}
          </Flex>
        )}
      </Flex>
    </Flex>
  );
}
