import { useMemo, useState } from 'react';
import { Select, type SelectProps } from 'antd';
import type { Seed } from '../../api/wire';
import { searchMembers } from '../../state/selectors';
import { departmentRows } from './department-rows';

/** More options than anybody reads; who looks for somebody else types. */
const MOST_OPTIONS = 50;

interface MembersSelectProps {
  seed: Seed;
  id?: string;
  value?: string[];
  onChange?: (userids: string[]) => void;
}

/** Members of a corp of any size. */
export function MembersSelect({ seed, id, value = [], onChange }: MembersSelectProps) {
  const [query, setQuery] = useState('');
  const options = useMemo(() => {
    const chosen = new Set(value.map((userid) => userid.toLowerCase()));
    const known = seed.members.filter(({ userid }) => chosen.has(userid.toLowerCase()));
    const found = searchMembers(seed.members, query).slice(0, MOST_OPTIONS);
    return [...new Set([...known, ...found])].map(({ userid, name }) => ({
      value: userid,
      label: `${name} ${userid}`,
    }));
  }, [seed, query, value]);
  return (
    <Select
      {...(id !== undefined && { id })}
      mode="multiple"
      showSearch
      filterOption={false}
      value={value}
      options={options}
      onSearch={setQuery}
      {...(onChange && { onChange })}
    />
  );
}

interface DepartmentsSelectProps extends Omit<SelectProps<number | number[]>, 'options'> {
  seed: Seed;
  /** Those that may be chosen; all when absent. */
  among?: (id: number) => boolean;
}

/** Departments as a tree, found by name or id. */
export function DepartmentsSelect({ seed, among = () => true, ...props }: DepartmentsSelectProps) {
  const options = useMemo(
    () =>
      departmentRows(seed).map(({ department: { id, name }, level }) => ({
        value: id,
        label: name,
        search: `${name} ${id}`,
        level,
      })),
    [seed],
  );
  return (
    <Select<number | number[], (typeof options)[number]>
      {...props}
      showSearch
      optionFilterProp="search"
      options={options.filter(({ value }) => among(value))}
      optionRender={({ data }) => <span style={{ paddingLeft: data.level * 16 }}>{data.label}</span>}
    />
  );
}
