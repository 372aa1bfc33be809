import type { Agent, Seed } from '../api/wire';
import { AppLogo } from '../phone/app-logo';
import { Tag } from '../tag';
import { useTexts } from '../texts/use-texts';
import { SettingRow } from './setting-row';

export function AgentSettings({ seed }: { seed: Seed }) {
  const { settings } = useTexts();
  return (
    <>
      <p className="hint">{settings.explain}</p>
      <section className="operator-section">
        <h3>{seed.corpName || seed.corpId}</h3>
        <dl className="settings">
          <SettingRow label={settings.apiBase} value={window.location.origin} />
          <SettingRow label={settings.corpId} value={seed.corpId} />
          <SettingRow label={settings.contactSecret} value={seed.contactSecret} secret />
        </dl>
      </section>
      {seed.agents.map((agent) => (
        <section key={agent.agentId} className="operator-section">
          <h3>
            <AppLogo agent={agent} size={24} /> {agent.name}
            {agent.enabled === false && <Tag>{settings.disabled}</Tag>}
          </h3>
          <dl className="settings">
            <SettingRow label={settings.agentId} value={String(agent.agentId)} />
            <SettingRow label={settings.secret} value={agent.secret} secret />
            <SettingRow label={settings.token} value={agent.token} secret />
            <SettingRow label={settings.encodingAESKey} value={agent.encodingAESKey} secret />
            <SettingRow label={settings.callbackUrl} value={agent.callbackUrl} />
            <SettingRow label={settings.homeUrl} value={agent.homeUrl} />
            <SettingRow label={settings.redirectDomain} value={agent.redirectDomain} />
            <SettingRow label={settings.privateFields} value={agent.privateFields?.join(', ') || undefined} />
            <div className="setting">
              <dt>{settings.visibleRange}</dt>
              <dd>{describeRange(seed, agent) || settings.nobody}</dd>
            </div>
            <div className="setting">
              <dt>{settings.trustedIps}</dt>
              <dd>{agent.trustedIps?.join(', ') || settings.anyIp}</dd>
            </div>
          </dl>
        </section>
      ))}
    </>
  );
}

function describeRange(seed: Seed, { visibleRange }: Agent): string {
  const departments = visibleRange.departments.map((id) => seed.departments.find((one) => one.id === id)?.name ?? id);
  const tags = visibleRange.tags.map((id) => seed.tags.find((tag) => tag.tagid === id)?.tagname ?? id);
  return [...departments, ...tags, ...visibleRange.users].join(', ');
}
