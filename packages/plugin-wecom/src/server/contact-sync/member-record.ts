import { createHash } from 'node:crypto';
import type { Member } from '@openwecom/client';
import type { DepartmentRead } from './read/read-departments';

/** A member as it is to be written. What is missing is not known, and left as it is here. */
export interface MemberRecord {
  /** As WeCom spells it. */
  userId: string;
  /** Lower-cased, as links hold it. */
  key: string;
  name?: string;
  mobile?: string;
  /** The one that counts here: corporate or personal. */
  email?: string;
  position?: string;
  avatar?: string;
  telephone?: string;
  alias?: string;
  /** Those that are synced, and whether they lead them where WeCom says. */
  departments: { id: number; isOwner?: boolean }[];
  mainDepartment?: number;
}

export interface RecordRules {
  personalMail: boolean;
  /** Those that are synced, by id. */
  departments: ReadonlyMap<number, Pick<DepartmentRead, 'department_leader'>>;
}

const LEFT = 5;

/** @returns undefined for one who left the corp, as WeCom may still say for a while */
export function memberRecord(member: Member, { personalMail, departments }: RecordRules): MemberRecord | undefined {
  if (member.status === LEFT) return undefined;
  const { userid, is_leader_in_dept: leads, main_department: main } = member;
  const email = personalMail ? member.email : member.biz_mail;
  const isOwner = (id: number, index: number) =>
    leads ? leads[index] === 1 : departments.get(id)?.department_leader?.includes(userid);
  return {
    userId: userid,
    key: userid.toLowerCase(),
    // An empty phone or mail is what an app gets that may not read it: never a reason to clear ours.
    ...given({ name: member.name, mobile: member.mobile, email, avatar: member.avatar }),
    ...(member.position !== undefined && { position: member.position }),
    ...(member.telephone !== undefined && { telephone: member.telephone }),
    ...(member.alias !== undefined && { alias: member.alias }),
    departments: member.department
      .flatMap((id, index) => (departments.has(id) ? { id, ...leading(isOwner(id, index)) } : []))
      // WeCom promises no order, and another one is no change.
      .sort((one, other) => one.id - other.id),
    ...(main !== undefined && departments.has(main) && { mainDepartment: main }),
  };
}

const leading = (isOwner: boolean | undefined) => (isOwner === undefined ? {} : { isOwner });

function given<T extends Record<string, string | undefined>>(values: T): { [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value)) as { [K in keyof T]?: string };
}

/**
 * 128 bits of SHA-256, in base64url: the same for the same content.
 *
 * @param salt what else decides what is written, so that another setting makes everything new
 */
export function fingerprint(content: unknown, salt: string): string {
  return createHash('sha256')
    .update(salt)
    .update('\0')
    .update(JSON.stringify(content))
    .digest('base64url')
    .slice(0, 22);
}
