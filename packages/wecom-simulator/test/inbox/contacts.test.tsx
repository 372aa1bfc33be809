// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { App } from 'antd';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ContactsTab } from '../../src/inbox/operator/contacts/contacts-tab';
import { departmentRows } from '../../src/inbox/operator/contacts/department-rows';
import { seed } from './corp';
import { stubControlApi } from './control-stub';

// Drawing antd's first control takes seconds on a busy machine.
vi.setConfig({ testTimeout: 40_000 });
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show(answers: Record<string, unknown> = {}, changes: object = {}) {
  const api = stubControlApi(answers);
  render(
    <App>
      <ContactsTab seed={{ ...seed, ...changes }} />
    </App>,
  );
  return api;
}

// By text and label: finding by role takes seconds in a form of antd's.
const click = (text: string | RegExp, at: HTMLElement = document.body) => {
  const [found] = within(at).getAllByText(text);
  if (!found) throw new Error(`nothing says ${String(text)}`);
  fireEvent.click(found);
};
const form = () => {
  const dialog = document.querySelector<HTMLElement>('.ant-drawer-content');
  if (!dialog) throw new Error('no form is open');
  return dialog;
};
const type = (label: string, value: string) =>
  fireEvent.change(within(form()).getByLabelText(label), { target: { value } });
const press = (name: string) => click(name, form());
const isClosed = () => waitFor(() => expect(document.querySelector('.ant-drawer-content')).toBeNull());

describe('a member', () => {
  it('is changed with all fields of the form', async () => {
    const { changed } = show();
    click(/^Zhang San/);
    type('Name', 'Zhang Shan');
    fireEvent.click(within(form()).getByLabelText('Disabled'));
    press('Save');
    await waitFor(() => expect(changed()).toBeDefined());
    expect(changed()).toMatchObject({
      method: 'PATCH',
      path: 'members/zhangsan',
      body: { userid: 'zhangsan', name: 'Zhang Shan', department: [3], status: 2, alias: null, main_department: null },
    });
    await isClosed();
  });

  it('is added once the userid is right and free', async () => {
    const { changed } = show();
    click('Add member');
    type('userid', 'ZHANGSAN');
    type('Name', 'Li Xin');
    press('Save');
    expect(await within(form()).findByText('Somebody has this userid already')).toBeDefined();
    expect(changed()).toBeUndefined();
    type('userid', 'lixin');
    press('Save');
    await waitFor(() => expect(changed()).toMatchObject({ method: 'POST', path: 'members' }));
    expect(changed()?.body).toMatchObject({ userid: 'lixin', name: 'Li Xin', department: [1], status: 1 });
    expect(changed()?.body).not.toHaveProperty('alias');
  });

  it('is deleted after a question', async () => {
    const { changed } = show();
    click(/^Wang Wu/);
    press('Delete');
    const question = (await screen.findByText('Delete it for good?')).closest<HTMLElement>('.ant-popover');
    click('Delete', question ?? undefined);
    await waitFor(() => expect(changed()).toMatchObject({ method: 'DELETE', path: 'members/wangwu' }));
  });

  it('stays in the form when the simulator refuses, with the reason', async () => {
    const error = {
      message: 'Nothing was changed',
      issues: [{ path: 'department[0]', message: 'there is no department 9' }],
    };
    show({ 'PATCH members/lisi': () => Response.json({ error }, { status: 400 }) });
    click(/^Li Si/);
    press('Save');
    expect((await within(form()).findByRole('alert')).textContent).toBe(
      'Nothing was changed: there is no department 9',
    );
  });
});

describe('a department', () => {
  it('is listed in the tree with its members', () => {
    show();
    click('Departments');
    const texts = within(screen.getByRole('list', { name: 'Departments' })).getAllByRole('button');
    expect(texts.map(({ textContent }) => textContent)).toEqual([
      'Corp 10 members',
      'Research 21 member',
      'Frontend 32 members',
      'Sales 41 member',
    ]);
  });

  it('is renamed, and the root keeps its place', async () => {
    const { changed } = show();
    click('Departments');
    click(/^Sales/);
    type('Name', 'Sales and service');
    press('Save');
    await waitFor(() => expect(changed()).toBeDefined());
    expect(changed()).toMatchObject({
      path: 'departments/4',
      body: { name: 'Sales and service', parentid: 1, order: 0 },
    });
    await isClosed();
    click(/^Corp/);
    expect(within(form()).queryByLabelText('Below')).toBeNull();
    expect(within(form()).queryByText('Delete')).toBeNull();
  });
});

it('adds a tag', async () => {
  const { changed } = show();
  click('Tags');
  click('Add tag');
  type('Name', 'Night shift');
  press('Save');
  await waitFor(() => expect(changed()).toBeDefined());
  expect(changed()).toEqual({
    method: 'POST',
    path: 'tags',
    body: { tagname: 'Night shift', userlist: [], partylist: [] },
  });
});

it.each([
  [{}, /Nobody is told/],
  [{ contactCallback: { url: 'http://a', form: 'full' } }, /with all fields/],
  [{ contactCallback: { url: 'http://a', form: 'ids' } }, /by id/],
])('says who is told of changes (case %#)', (changes, text) => {
  show({}, changes);
  expect(screen.getByText(text)).toBeDefined();
});

it('orders departments beside each other by their order, larger first', () => {
  const departments = [
    { id: 1, name: 'Root', parentid: 0 },
    { id: 2, name: 'Later', parentid: 1, order: 1 },
    { id: 3, name: 'First', parentid: 1, order: 9 },
    { id: 4, name: 'Below', parentid: 3 },
  ];
  expect(departmentRows({ departments }).map(({ department, level }) => [department.name, level])).toEqual([
    ['Root', 0],
    ['First', 1],
    ['Below', 2],
    ['Later', 1],
  ]);
});
