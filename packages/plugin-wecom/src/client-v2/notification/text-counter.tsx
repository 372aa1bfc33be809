import type { Limit } from '@openwecom/client/messages';
import { Flex, Typography } from 'antd';
import { useT } from '../locale';
import { textLength } from './text-length';

/** "64 / 128 bytes", and over the limit what WeCom will do. */
export function TextCounter({ text, limit }: { text: string; limit: Limit }) {
  const { t } = useT();
  const { length, hasVariables, isOver } = textLength(text, limit);
  const params = { length, max: limit.max };
  const bytes = limit.unit === 'bytes';
  const counted = hasVariables
    ? bytes
      ? t('at least {{length}} / {{max}} bytes', params)
      : t('at least {{length}} / {{max}} characters', params)
    : bytes
      ? t('{{length}} / {{max}} bytes', params)
      : t('{{length}} / {{max}} characters', params);
  const consequence = {
    cut: t('Too long: WeCom cuts the rest off'),
    ellipsis: t('Too long: WeCom may end it with "…"'),
    refused: t('Too long: WeCom refuses the message'),
  };
  const type = isOver ? (limit.beyond === 'refused' ? 'danger' : 'warning') : 'secondary';
  return (
    <Flex justify="space-between" gap="small" data-counter>
      <Typography.Text type={type} style={{ fontSize: 12 }} role="status">
        {isOver ? consequence[limit.beyond] : ''}
      </Typography.Text>
      <Typography.Text type={type} style={{ fontSize: 12, whiteSpace: 'nowrap' }}>
        {counted}
      </Typography.Text>
    </Flex>
  );
}
