import { bilingual } from './seed/bilingual';

/** Fit for a server that only this machine can reach, and for nothing else. */
export const DEMO_PASSWORD = 'openwecom';

export const ADMINISTRATOR = { username: 'admin', email: 'admin@yunfan.example', nickname: 'Admin' };

export interface DemoAccount {
  /** The NocoBase user; signs in with the demo's password. */
  username: string;
  nickname: string;
  email?: string;
  /** The WeCom member the user is linked to; absent for the one nobody linked. */
  wecomUserId?: string;
  /** Who this is in the demo. */
  part: string;
}

export const applicant: DemoAccount = {
  username: 'lina',
  nickname: '李娜 Li Na',
  wecomUserId: 'LiNa',
  part: bilingual('申请人', 'asks for leave'),
};

export const approver: DemoAccount = {
  username: 'zhangwei',
  nickname: '张伟 Zhang Wei',
  wecomUserId: 'ZhangWei',
  part: bilingual('审批人', 'approves'),
};

export const personnel: DemoAccount = {
  username: 'chenmin',
  nickname: '陈敏 Chen Min',
  wecomUserId: 'ChenMin',
  part: bilingual('人事', 'personnel'),
};

/** Members a message does not reach, each for a reason of its own. */
export const unreachable: DemoAccount[] = [
  {
    // No rule finds him, and a sync makes nobody with his mail a second time: a person has to say who he is.
    username: 'qiang.wang',
    nickname: '王强 Wang Qiang',
    email: 'wangqiang@yunfan.example',
    part: bilingual('未绑定企业微信', 'not linked to WeCom'),
  },
  {
    username: 'zhaolei',
    nickname: '赵磊 Zhao Lei',
    wecomUserId: 'ZhaoLei',
    part: bilingual('没有接口许可', 'without a licence'),
  },
  {
    username: 'liuyang',
    nickname: '刘洋 Liu Yang',
    wecomUserId: 'LiuYang',
    part: bilingual('不在可见范围', 'outside the visible range'),
  },
];

export const accounts: DemoAccount[] = [applicant, approver, personnel, ...unreachable];
