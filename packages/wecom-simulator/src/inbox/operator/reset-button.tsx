import { App, Button } from 'antd';
import { resetSimulator } from '../api/control-api';
import { useTexts } from '../texts/use-texts';

export function ResetButton() {
  const texts = useTexts();
  const { message, modal } = App.useApp();
  const reset = async () => {
    try {
      await resetSimulator();
      void message.success(texts.reset.done);
    } catch (error) {
      void message.error(String(error));
    }
  };
  const ask = () => {
    modal.confirm({
      title: texts.reset.button,
      content: texts.reset.confirm,
      okText: texts.reset.button,
      okButtonProps: { danger: true },
      cancelText: texts.cancel,
      onOk: reset,
    });
  };
  return (
    <section className="operator-section">
      <h3>{texts.reset.title}</h3>
      <p className="hint">{texts.reset.explain}</p>
      <Button danger onClick={ask}>
        {texts.reset.button}
      </Button>
    </section>
  );
}
