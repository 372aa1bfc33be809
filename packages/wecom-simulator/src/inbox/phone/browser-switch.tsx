import { App, Switch } from 'antd';
import type { Member } from '../api/wire';
import type { BrowserMember } from '../state/use-browser-member';
import { useTexts } from '../texts/use-texts';

/** Makes this browser the member's WeCom: sign-in pages let them through without a click. */
export function BrowserSwitch({ member, browser }: { member: Member; browser: BrowserMember }) {
  const { phone } = useTexts();
  const { message } = App.useApp();
  const change = (on: boolean) => {
    browser.change(on ? member.userid : undefined).catch((error: unknown) => void message.error(String(error)));
  };
  return (
    <label className="browser-switch" title={phone.browserHint}>
      <Switch
        size="small"
        checked={browser.userid === member.userid}
        disabled={!canUseWeCom(member)}
        onChange={change}
      />
      {phone.browser(member.name)}
    </label>
  );
}

/** Active in WeCom: others cannot open it. */
export const canUseWeCom = (member: Member): boolean => member.status === 1;
