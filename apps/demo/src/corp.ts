import type { SeedInput } from '@openwecom/simulator';
import { bilingual } from './seed/bilingual';

/** The app the demo sends with. */
export const agent = {
  agentId: 1000002,
  name: bilingual('审批助手', 'Approvals'),
  secret: 'demo-agent-secret-of-the-simulator-only',
  token: 'DemoCallbackToken',
  encodingAESKey: 'OpenWeComDemoKeyOpenWeComDemoKeyOpenWeComDe',
  // Finance (5) is left out, so that a message to somebody there shows what WeCom answers.
  visibleRange: { users: [], departments: [2, 3, 4], tags: [] },
  // It may read the mail addresses of members.
  createdBeforeJune2022: true,
  // NocoBase may have any port; signing in returns there.
  redirectDomain: 'loopback:*',
};

/** Of the contacts-sync assistant, which tells of changes. */
export const contactsCallback = {
  token: 'DemoContactsToken',
  encodingAESKey: 'OpenWeComDemoContactsOpenWeComDemoContactsO',
};

/** The invented corp of the demo. Nobody in it exists, and its secrets open nothing but this simulator. */
export const corp = {
  corpId: 'ww0a1b2c3d4e5f6789',
  corpName: '云帆科技',
  contactSecret: 'demo-contacts-secret-of-the-simulator-only',
  agents: [agent],
  departments: [
    { id: 1, name: '云帆科技', parentid: 0, order: 100, department_leader: [] },
    { id: 2, name: '技术部', parentid: 1, order: 90, department_leader: ['ZhangWei'] },
    { id: 3, name: '市场部', parentid: 1, order: 80, department_leader: ['SunLi'] },
    { id: 4, name: '人事部', parentid: 1, order: 70, department_leader: ['ChenMin'] },
    { id: 5, name: '财务部', parentid: 1, order: 60, department_leader: ['LiuYang'] },
    { id: 6, name: '前端组', parentid: 2, order: 50, department_leader: ['ZhouJie'] },
  ],
  tags: [{ tagid: 1, tagname: '值班', userlist: ['LiNa', 'ZhouJie'], partylist: [] }],
  members: [
    member('ZhangWei', bilingual('张伟', 'Zhang Wei'), [2], '技术经理'),
    member('LiNa', bilingual('李娜', 'Li Na'), [6], '前端工程师'),
    member('WangQiang', bilingual('王强', 'Wang Qiang'), [2], '后端工程师'),
    member('ZhouJie', bilingual('周杰', 'Zhou Jie'), [6, 2], '前端组长'),
    member('SunLi', bilingual('孙丽', 'Sun Li'), [3], '市场总监'),
    { ...member('ZhaoLei', bilingual('赵磊', 'Zhao Lei'), [3], '市场专员'), licensed: false },
    member('WuFang', bilingual('吴芳', 'Wu Fang'), [3], '设计师'),
    member('ChenMin', bilingual('陈敏', 'Chen Min'), [4], '人事总监'),
    member('ZhengKai', bilingual('郑凯', 'Zheng Kai'), [4], '招聘专员'),
    member('LiuYang', bilingual('刘洋', 'Liu Yang'), [5], '财务经理'),
    { ...member('FengXue', bilingual('冯雪', 'Feng Xue'), [5], '出纳'), status: 2 },
    { ...member('HanBing', bilingual('韩冰', 'Han Bing'), [2], '实习生'), status: 4 },
  ],
} satisfies SeedInput;

function member(userid: string, name: string, department: [number, ...number[]], position: string) {
  const mail = `${userid.toLowerCase()}@yunfan.example`;
  return { userid, name, department, main_department: department[0], position, email: mail, biz_mail: mail };
}
