import { Flex, Spin, Typography } from 'antd';

export function Progress({ text }: { text: string }) {
  return (
    <Flex vertical align="center" gap={16}>
      <Spin />
      <Typography.Text type="secondary">{text}</Typography.Text>
    </Flex>
  );
}
