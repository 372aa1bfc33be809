import { useState } from 'react';
import { Alert, Button, Modal } from 'antd';
import { useT } from '../../locale';
import { Progress } from './progress';
import { panelSize, QrPanel } from './qr-panel';
import { refusalOf, type Refusal } from './refusal';
import type { Start, Ticket } from './sign-in-api';

interface QrDialogProps {
  title: string;
  authenticator: string;
  start: Start;
  /** Trades the code for a session or a link. The dialog shows why that failed. */
  onTicket: (ticket: Ticket) => Promise<void>;
  /** Starts anew after a failure: state and code work once. */
  onAgain: () => void;
  onClose: () => void;
}

/** Scan with WeCom, without leaving the page. */
export function QrDialog({ title, authenticator, start, onTicket, onAgain, onClose }: QrDialogProps) {
  const { t } = useT();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();

  const finish = async (code: string) => {
    setBusy(true);
    try {
      await onTicket({ authenticator, code, state: start.panel.state });
    } catch (error) {
      setRefusal(refusalOf(error));
      setBusy(false);
    }
  };

  return (
    <Modal open centered title={title} width={panelSize().width + 48} footer={null} onCancel={onClose}>
      {refusal ? (
        <Alert
          type="error"
          showIcon
          role="alert"
          message={refusal.text}
          action={
            <Button size="small" onClick={onAgain}>
              {t('Try again')}
            </Button>
          }
        />
      ) : busy ? (
        <div role="status">
          <Progress text={t('One moment…')} />
        </div>
      ) : (
        <QrPanel start={start} onCode={(code) => void finish(code)} />
      )}
    </Modal>
  );
}
