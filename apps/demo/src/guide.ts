import { say } from '../../../scripts/lib/language.mjs';
import { accounts, ADMINISTRATOR, approver, DEMO_PASSWORD } from './accounts';
import type { Demo } from './demo';
import { leavePage } from './seed/leave-page';

/** What a person needs to know once everything runs: addresses, accounts, what to click. */
export function guide({ url, simulatorUrl }: Pick<Demo, 'url' | 'simulatorUrl'>): string {
  const people = accounts.map(({ username, nickname, part }) => `    ${username.padEnd(10)} ${nickname} · ${part}`);
  return [
    '',
    `  NocoBase   ${url}${leavePage.path}`,
    `             ${url}/v${leavePage.path}  ${say('(modern client)', '（新版界面）')}`,
    `  ${say('Phone', '手机')}      ${simulatorUrl}/`,
    '',
    say(`  Accounts (password for all: ${DEMO_PASSWORD})`, `  账号（密码均为 ${DEMO_PASSWORD}）`),
    `    ${ADMINISTRATOR.username.padEnd(10)} ${say('administrator', '管理员')}`,
    ...people,
    '',
    say('  Try it', '  试一试'),
    say(`  1. Open the phone and choose ${approver.nickname}.`, `  1. 打开手机页面，选择 ${approver.nickname}。`),
    say(
      '  2. Sign in to NocoBase as admin, open "Leave requests", add a request with that person as approver.',
      '  2. 用 admin 登录 NocoBase，打开“请假申请”，新建一条申请并选择此人为审批人。',
    ),
    say(
      '  3. Three messages arrive on the phone: a text card, markdown and a template card.',
      '  3. 手机上会收到三条消息：文本卡片、Markdown、模板卡片。',
    ),
    say(
      '  4. Choose from the menu of the template card (…): the answer reaches NocoBase.',
      '  4. 在模板卡片右上角的菜单（…）中选择一项，NocoBase 会收到回复。',
    ),
    say(
      '  5. Settings > Users & Permissions > WeCom sync shows the directory; add a member on the phone page under "Contacts", and a user appears.',
      '  5. “设置 > 用户和权限 > 企业微信同步”中可查看通讯录同步；在手机页面的“通讯录”中添加成员，NocoBase 中随即出现该用户。',
    ),
    say(
      '  6. Settings > Workflow shows how they are made; Settings > Notification manager > Logs who was not reached, and why.',
      '  6. “设置 > 工作流”中可查看消息是如何编排的；“设置 > 通知管理 > 日志”中可查看谁没有收到及原因。',
    ),
    '',
    say(
      '  Ctrl-C stops everything. The data stays: npm start -- --reset begins anew.',
      '  按 Ctrl-C 停止全部服务，数据会保留；npm start -- --reset 可重新开始。',
    ),
    '',
  ].join('\n');
}
