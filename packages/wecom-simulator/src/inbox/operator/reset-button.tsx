import { useState } from 'react';
import { App, Button, Modal } from 'antd';
import { resetSimulator } from '../api/control-api';
import { useTexts } from '../texts/use-texts';

export function ResetButton() {
  const texts = useTexts();
  const { message } = App.useApp();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const reset = async () => {
    setBusy(true);
    try {
      await resetSimulator();
      void message.success(texts.reset.done);
    } catch (error) {
      void message.error(String(error));
    } finally {
      setBusy(false);
      setAsking(false);
    }
  };
  return (
    <section className="operator-section">
      <h3>{texts.reset.title}</h3>
      <p className="hint">{texts.reset.explain}</p>
      <Button onClick={() => setAsking(true)}>{texts.reset.button}</Button>
      <Modal
        open={asking}
        title={texts.reset.button}
        okText={texts.reset.button}
        okButtonProps={{ danger: true }}
        cancelText={texts.cancel}
        confirmLoading={busy}
        onOk={() => void reset()}
        onCancel={() => setAsking(false)}
      >
        {texts.reset.confirm}
      </Modal>
    </section>
  );
}
