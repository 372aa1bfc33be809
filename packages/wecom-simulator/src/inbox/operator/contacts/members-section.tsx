import { useState } from 'react';
import { Button, Input } from 'antd';
import { PlusOutlined, SearchOutlined } from '@ant-design/icons';
import type { Member, Seed } from '../../api/wire';
import { departmentName, searchMembers } from '../../state/selectors';
import { Tag } from '../../tag';
import { useTexts } from '../../texts/use-texts';
import { MemberForm } from './member-form';

const MOST_ROWS = 100;

export function MembersSection({ seed }: { seed: Seed }) {
  const texts = useTexts();
  const [query, setQuery] = useState('');
  const [edited, setEdited] = useState<Member | 'new'>();
  const found = searchMembers(seed.members, query);
  return (
    <>
      <div className="contacts-bar">
        <Input
          allowClear
          value={query}
          prefix={<SearchOutlined aria-hidden />}
          placeholder={texts.members.search}
          aria-label={texts.members.search}
          onChange={(event) => setQuery(event.target.value)}
        />
        <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setEdited('new')}>
          {texts.contacts.addMember}
        </Button>
      </div>
      {found.length === 0 && <p className="hint">{texts.members.none}</p>}
      <ul className="contacts" aria-label={texts.contacts.kinds.members}>
        {found.slice(0, MOST_ROWS).map((member) => (
          <li key={member.userid}>
            <button type="button" className="contact-row" onClick={() => setEdited(member)}>
              <span className="contact-name">
                {member.name} <span className="member-id">{member.userid}</span>
              </span>
              <span className="contact-side">
                {texts.members.status[member.status] && <Tag>{texts.members.status[member.status]}</Tag>}
                {departmentName(seed, member)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {found.length > MOST_ROWS && <p className="hint">{texts.members.more(found.length - MOST_ROWS)}</p>}
      {edited && (
        <MemberForm seed={seed} member={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />
      )}
    </>
  );
}
