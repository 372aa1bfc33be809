import { useState } from 'react';
import { Segmented } from 'antd';
import type { Seed } from '../../api/wire';
import { useTexts } from '../../texts/use-texts';
import { DepartmentsSection } from './departments-section';
import { MembersSection } from './members-section';
import { TagsSection } from './tags-section';

const kinds = ['members', 'departments', 'tags'] as const;

/** Members, departments and tags, as WeCom's console lets an administrator change them. */
export function ContactsTab({ seed }: { seed: Seed }) {
  const { contacts } = useTexts();
  const [kind, setKind] = useState<(typeof kinds)[number]>('members');
  const { url, form = 'full' } = seed.contactCallback ?? {};
  return (
    <>
      <p className="hint">{url === undefined ? contacts.nobodyTold : contacts.told[form]}</p>
      <Segmented
        block
        className="contacts-kind"
        aria-label={contacts.label}
        value={kind}
        onChange={setKind}
        options={kinds.map((value) => ({ value, label: contacts.kinds[value] }))}
      />
      {kind === 'members' && <MembersSection seed={seed} />}
      {kind === 'departments' && <DepartmentsSection seed={seed} />}
      {kind === 'tags' && <TagsSection seed={seed} />}
    </>
  );
}
