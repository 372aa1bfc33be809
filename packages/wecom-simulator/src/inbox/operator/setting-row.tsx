import { useState } from 'react';
import { App, Button } from 'antd';
import { CopyOutlined, EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons';
import { useTexts } from '../texts/use-texts';

interface SettingRowProps {
  label: string;
  value: string | undefined;
  /** Hidden until asked for; it may be copied without being shown. */
  secret?: boolean;
}

export function SettingRow({ label, value, secret = false }: SettingRowProps) {
  const texts = useTexts();
  const { message } = App.useApp();
  const [shown, setShown] = useState(!secret);
  const copy = (text: string) => {
    navigator.clipboard.writeText(text).then(
      () => void message.success(texts.copied),
      (error: unknown) => void message.error(String(error)),
    );
  };
  return (
    <div className="setting">
      <dt>{label}</dt>
      <dd>
        {value === undefined ? (
          <span className="hint">{texts.settings.notSet}</span>
        ) : (
          <>
            <code>{shown ? value : '••••••••••••'}</code>
            {secret && (
              <Button
                type="text"
                size="small"
                icon={shown ? <EyeInvisibleOutlined aria-hidden /> : <EyeOutlined aria-hidden />}
                aria-label={shown ? texts.hide(label) : texts.show(label)}
                onClick={() => setShown(!shown)}
              />
            )}
            <Button
              type="text"
              size="small"
              icon={<CopyOutlined aria-hidden />}
              aria-label={texts.copy(label)}
              onClick={() => copy(value)}
            />
          </>
        )}
      </dd>
    </div>
  );
}
