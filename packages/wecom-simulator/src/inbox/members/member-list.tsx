import { useId, useState } from 'react';
import { Input } from 'antd';
import { SearchOutlined } from '@ant-design/icons';
import type { Member, Seed } from '../api/wire';
import { agentsOutOfReach, departmentName, searchMembers, unreadOf } from '../state/selectors';
import { Tag } from '../tag';
import { useTexts } from '../texts/use-texts';
import { MemberAvatar } from './member-avatar';

/** More rows than anybody reads; who looks for somebody else types. */
const MOST_ROWS = 200;

interface MemberListProps {
  seed: Seed;
  userid: string | undefined;
  unread: Readonly<Record<string, number>>;
  onChoose: (userid: string) => void;
}

export function MemberList({ seed, userid, unread, onChoose }: MemberListProps) {
  const texts = useTexts();
  const titleId = useId();
  const [query, setQuery] = useState('');
  const found = searchMembers(seed.members, query);
  return (
    <nav className="members" aria-labelledby={titleId}>
      <h2 id={titleId}>{texts.members.title}</h2>
      <Input
        allowClear
        value={query}
        prefix={<SearchOutlined aria-hidden />}
        placeholder={texts.members.search}
        aria-label={texts.members.search}
        onChange={(event) => setQuery(event.target.value)}
      />
      {found.length === 0 && <p className="hint">{texts.members.none}</p>}
      <ul>
        {found.slice(0, MOST_ROWS).map((member) => (
          <li key={member.userid}>
            <button
              type="button"
              className="member-row"
              aria-current={member.userid === userid ? 'true' : undefined}
              onClick={() => onChoose(member.userid)}
            >
              <MemberRow seed={seed} member={member} unread={unreadOf(unread, member.userid)} />
            </button>
          </li>
        ))}
      </ul>
      {found.length > MOST_ROWS && <p className="hint">{texts.members.more(found.length - MOST_ROWS)}</p>}
    </nav>
  );
}

function MemberRow({ seed, member, unread }: { seed: Seed; member: Member; unread: number }) {
  const texts = useTexts();
  const outside = agentsOutOfReach(seed, member);
  const status = texts.members.status[member.status];
  return (
    <>
      <MemberAvatar name={member.name} />
      <span className="member-text">
        <span className="member-name">
          {member.name} <span className="member-id">{member.userid}</span>
        </span>
        <span className="member-department">{departmentName(seed, member)}</span>
        <span className="member-badges">
          {status && <Tag>{status}</Tag>}
          {!member.licensed && <Tag tone="warning">{texts.members.unlicensed}</Tag>}
          {outside.length > 0 && (
            <Tag tone="bad" title={texts.members.outsideOf(outside.map((agent) => agent.name).join(', '))}>
              {texts.members.outside}
              {outside.length < seed.agents.length && ` ${outside.length}/${seed.agents.length}`}
            </Tag>
          )}
        </span>
      </span>
      {unread > 0 && (
        <span className="unread" role="img" aria-label={texts.members.unread(unread)}>
          {unread > 99 ? '99+' : unread}
        </span>
      )}
    </>
  );
}
