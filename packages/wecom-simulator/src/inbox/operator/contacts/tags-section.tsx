import { useState } from 'react';
import { Button } from 'antd';
import { PlusOutlined } from '@ant-design/icons';
import type { Seed, Tag } from '../../api/wire';
import { useTexts } from '../../texts/use-texts';
import { TagForm } from './tag-form';

export function TagsSection({ seed }: { seed: Seed }) {
  const { contacts } = useTexts();
  const [edited, setEdited] = useState<Tag | 'new'>();
  return (
    <>
      <div className="contacts-bar">
        <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setEdited('new')}>
          {contacts.addTag}
        </Button>
      </div>
      {seed.tags.length === 0 && <p className="hint">{contacts.noTags}</p>}
      <ul className="contacts" aria-label={contacts.kinds.tags}>
        {seed.tags.map((tag) => (
          <li key={tag.tagid}>
            <button type="button" className="contact-row" onClick={() => setEdited(tag)}>
              <span className="contact-name">
                {tag.tagname} <span className="member-id">{tag.tagid}</span>
              </span>
              <span className="contact-side">{contacts.inTag(tag.userlist.length, tag.partylist.length)}</span>
            </button>
          </li>
        ))}
      </ul>
      {edited && (
        <TagForm seed={seed} tag={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />
      )}
    </>
  );
}
