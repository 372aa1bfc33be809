import { useId, useState } from 'react';
import { Input } from 'antd';
import { SearchOutlined } from '@ant-design/icons';
import { MemberAvatar } from '../members/member-avatar';
import { Tag } from '../tag';
import { useTexts } from '../texts/use-texts';
import type { PageName, Person, SignInView } from './sign-in-api';
import { useSignInTexts } from './texts/use-sign-in-texts';

/** More rows than anybody reads; who looks for somebody else types. */
const MOST_ROWS = 200;

interface PeopleListProps {
  page: PageName;
  view: SignInView;
  onChoose: (person: Person) => void;
}

/** Who signs in: the corp's members, then people who are none. */
export function PeopleList({ page, view, onChoose }: PeopleListProps) {
  const { members: common } = useTexts();
  const texts = useSignInTexts();
  const titleId = useId();
  const outsidersId = useId();
  const [query, setQuery] = useState('');
  const wanted = query.trim().toLowerCase();
  const found = ({ name, id }: { name: string; id: string }) =>
    name.toLowerCase().includes(wanted) || id.toLowerCase().includes(wanted);
  const members = view.members.filter(({ name, userid }) => found({ name, id: userid }));
  const outsiders = view.outsiders.filter(({ name, openid }) => found({ name, id: openid }));
  return (
    <nav className="sign-in-people" aria-labelledby={titleId}>
      <h2 id={titleId}>{texts.choose[page]}</h2>
      <Input
        allowClear
        value={query}
        prefix={<SearchOutlined aria-hidden />}
        placeholder={common.search}
        aria-label={common.search}
        onChange={(event) => setQuery(event.target.value)}
      />
      {members.length + outsiders.length === 0 && <p className="hint">{common.none}</p>}
      <ul aria-labelledby={titleId}>
        {members.slice(0, MOST_ROWS).map(({ userid, name, department, inRange }) => (
          <PersonRow
            key={userid}
            as={texts.as[page]}
            name={name}
            id={userid}
            detail={department}
            badge={inRange ? undefined : texts.notInRange}
            onChoose={() => onChoose({ userid })}
          />
        ))}
      </ul>
      {members.length > MOST_ROWS && <p className="hint">{common.more(members.length - MOST_ROWS)}</p>}
      {outsiders.length > 0 && (
        <>
          <h3 id={outsidersId}>{texts.outsiders}</h3>
          <ul aria-labelledby={outsidersId}>
            {outsiders.map(({ openid, name }) => (
              <PersonRow
                key={openid}
                as={texts.as[page]}
                name={name}
                detail={openid}
                onChoose={() => onChoose({ openid })}
              />
            ))}
          </ul>
        </>
      )}
    </nav>
  );
}

interface PersonRowProps {
  as: string;
  name: string;
  id?: string;
  detail: string;
  badge?: string | undefined;
  onChoose: () => void;
}

function PersonRow({ as, name, id, detail, badge, onChoose }: PersonRowProps) {
  return (
    <li>
      <button type="button" className="member-row" onClick={onChoose}>
        <MemberAvatar name={name} />
        <span className="member-text">
          <span className="member-name">
            <span className="visually-hidden">{as}</span> {name}{' '}
            {id !== undefined && <span className="member-id">{id}</span>}
          </span>
          <span className="member-department">{detail}</span>
        </span>
        {badge !== undefined && <Tag tone="bad">{badge}</Tag>}
      </button>
    </li>
  );
}
