import { useState } from 'react';
import type { Agent } from '../api/wire';

/** Dark enough for white letters. */
const colors = ['#1a6dcc', '#0b7a4b', '#a34a00', '#7a3fb0', '#b02f5b', '#0f6f7c'];

/** The app's picture, or the first letter of its name. Decorative: the name stands beside it. */
export function AppLogo({ agent, size }: { agent: Pick<Agent, 'agentId' | 'name' | 'logo'>; size: number }) {
  const [broken, setBroken] = useState<string>();
  const style = { width: size, height: size, fontSize: size * 0.45 };
  if (agent.logo && agent.logo !== broken && /^(https?:|data:image\/)/i.test(agent.logo)) {
    return (
      <img
        className="app-logo"
        style={style}
        src={agent.logo}
        alt=""
        referrerPolicy="no-referrer"
        onError={() => setBroken(agent.logo)}
      />
    );
  }
  const [letter = '?'] = agent.name;
  return (
    <span
      className="app-logo"
      style={{ ...style, backgroundColor: colors[agent.agentId % colors.length] }}
      aria-hidden="true"
    >
      {letter.toUpperCase()}
    </span>
  );
}
