import { useEffect, useRef, useState } from 'react';
import { Alert, Button, Flex, Spin, theme, Typography } from 'antd';
import { useT } from '../../locale';
import { isDark } from '../../notification/is-dark';
import type { Start } from './sign-in-api';

/** When nothing at all has come up after this time, the way around the panel is pointed out. */
const SHOWN_WITHIN_MS = 8000;

/** Document 98152: sizes of the panel. */
const MIDDLE = { width: 480, height: 416 };
const SMALL = { width: 320, height: 380 };

export const panelSize = () => (window.innerWidth < MIDDLE.width + 96 ? SMALL : MIDDLE);

interface QrPanelProps {
  start: Start;
  onCode: (code: string) => void;
}

/** WeCom's QR code, and the way to WeCom's own page for when it does not come up. */
export function QrPanel({ start, onCode }: QrPanelProps) {
  const { t, language } = useT();
  const { token } = theme.useToken();
  const place = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<'loading' | 'shown' | 'silent' | 'failed'>('loading');
  const [reason, setReason] = useState('');
  const code = useRef(onCode);
  code.current = onCode;
  const { width, height } = panelSize();
  const dark = isDark(token.colorBgContainer);
  const zh = language.startsWith('zh');

  useEffect(() => {
    let unmount: (() => void) | undefined;
    let gone = false;
    const fail = (why: string) => {
      setReason(why);
      setState('failed');
    };
    const silent = setTimeout(() => setState((now) => (now === 'loading' ? 'silent' : now)), SHOWN_WITHIN_MS);
    import('./wecom-panel')
      .then(({ mountPanel }) => {
        if (gone || !place.current) return;
        unmount = mountPanel(place.current, {
          params: start.panel,
          language: zh ? 'zh' : 'en',
          dark,
          small: width === SMALL.width,
          onCode: (given) => code.current(given),
          onFail: fail,
          onShown: () => setState((now) => (now === 'failed' ? now : 'shown')),
        });
      })
      .catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));
    return () => {
      gone = true;
      clearTimeout(silent);
      unmount?.();
    };
  }, [start, width, dark, zh]);

  const stuck = state === 'silent' || state === 'failed';
  return (
    <Flex vertical align="center" gap={token.marginSM}>
      {stuck && (
        <Alert
          type="warning"
          showIcon
          role="alert"
          style={{ width: '100%' }}
          message={state === 'failed' ? t('WeCom could not show the QR code') : t('The QR code takes long to appear')}
          description={reason || t('If it does not come, continue on the page of WeCom. The result is the same.')}
        />
      )}
      <div hidden={state === 'failed'} style={{ position: 'relative', width, height, maxWidth: '100%' }}>
        {(state === 'loading' || state === 'silent') && (
          <Flex align="center" justify="center" style={{ position: 'absolute', inset: 0 }}>
            <Spin />
          </Flex>
        )}
        <div ref={place} style={{ position: 'relative', height: '100%' }} />
      </div>
      <Flex wrap align="center" justify="center">
        {!stuck && <Typography.Text type="secondary">{t('No QR code?')}</Typography.Text>}
        <Button type={stuck ? 'primary' : 'link'} href={start.url}>
          {t('Continue on the page of WeCom')}
        </Button>
      </Flex>
    </Flex>
  );
}
