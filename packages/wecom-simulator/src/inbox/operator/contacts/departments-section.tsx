import { useMemo, useState } from 'react';
import { Button } from 'antd';
import { PlusOutlined } from '@ant-design/icons';
import type { Department, Seed } from '../../api/wire';
import { useTexts } from '../../texts/use-texts';
import { DepartmentForm } from './department-form';
import { departmentRows } from './department-rows';

const MOST_ROWS = 500;

export function DepartmentsSection({ seed }: { seed: Seed }) {
  const { contacts, members } = useTexts();
  const [edited, setEdited] = useState<Department | 'new'>();
  const rows = useMemo(() => departmentRows(seed), [seed]);
  const sizes = useMemo(() => {
    const count = new Map<number, number>();
    for (const { department } of seed.members) for (const id of department) count.set(id, (count.get(id) ?? 0) + 1);
    return count;
  }, [seed]);
  return (
    <>
      <div className="contacts-bar">
        <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setEdited('new')}>
          {contacts.addDepartment}
        </Button>
      </div>
      <ul className="contacts" aria-label={contacts.kinds.departments}>
        {rows.slice(0, MOST_ROWS).map(({ department, level }) => (
          <li key={department.id} style={{ paddingLeft: Math.min(level, 8) * 20 }}>
            <button type="button" className="contact-row" onClick={() => setEdited(department)}>
              <span className="contact-name">
                {department.name} <span className="member-id">{department.id}</span>
              </span>
              <span className="contact-side">{contacts.people(sizes.get(department.id) ?? 0)}</span>
            </button>
          </li>
        ))}
      </ul>
      {rows.length > MOST_ROWS && <p className="hint">{members.more(rows.length - MOST_ROWS)}</p>}
      {edited && (
        <DepartmentForm
          seed={seed}
          department={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
    </>
  );
}
