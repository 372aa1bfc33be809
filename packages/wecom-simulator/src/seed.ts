import * as v from 'valibot';
import { SimulatorConfigError, type ConfigIssue } from './config-error';

const text = (what: string) => v.pipe(v.string(`${what} must be a text`), v.nonEmpty(`${what} must not be empty`));
const id = (what: string) => v.pipe(v.number(`${what} must be a number`), v.integer(), v.minValue(1));
const ids = (what: string) => v.optional(v.array(id(what)), []);
const userids = () => v.optional(v.array(text('a userid')), []);

const userid = v.pipe(
  v.string('a userid must be a text'),
  v.regex(
    /^[0-9A-Za-z][0-9A-Za-z_\-@.]{0,63}$/,
    'a userid has 1 to 64 letters, digits or _-@. and starts with a letter or digit',
  ),
);

export const visibleRangeSchema = v.strictObject({
  users: userids(),
  departments: ids('a department id'),
  tags: ids('a tag id'),
});

const address = v.pipe(v.string(), v.ip('must be an IP address, for example 203.0.113.10'));

const link = v.pipe(v.string(), v.regex(/^https?:\/\//, 'must start with http:// or https://'));

/** Accepts every loopback address on every port, for tests and demos on free ports. WeCom itself has nothing like it. */
export const ANY_LOOPBACK = 'loopback:*';

const trustedDomain = v.pipe(
  v.string(),
  v.check(
    (value) => value === ANY_LOOPBACK || /^(?:[0-9a-z.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.test(value),
    `must be a host with its port, such as wecom.example.com or localhost:13000, or "${ANY_LOOPBACK}"`,
  ),
);

/** What `auth/getuserdetail` may tell (document 95833), in the order of the consent screen. */
export const privateFieldSchema = v.picklist(
  ['avatar', 'gender', 'mobile', 'email', 'biz_mail', 'qr_code', 'address'],
  'must be avatar, gender, mobile, email, biz_mail, qr_code or address',
);

const callbackToken = v.pipe(v.string(), v.regex(/^[0-9A-Za-z]{1,32}$/, 'must be 1 to 32 letters and digits'));

const encodingAESKey = v.pipe(
  v.string(),
  v.regex(/^[0-9A-Za-z]{43}$/, 'must be exactly 43 letters and digits, as WeCom generates it'),
);

export const agentSchema = v.strictObject({
  /** The app's id in the corp; an integer, as on the wire. */
  agentId: id('agentId'),
  name: text('name'),
  secret: text('secret'),
  /** Callback token. */
  token: v.exactOptional(callbackToken),
  encodingAESKey: v.exactOptional(encodingAESKey),
  /** Who may get this agent's messages and be read with its secret. */
  visibleRange: v.optional(visibleRangeSchema, {}),
  /** Callers WeCom trusts. Absent or empty: any (an app from before June 2022). */
  trustedIps: v.exactOptional(v.array(address)),
  /** Where sign-ins may return to: host and port, exactly. Absent: nowhere, 50001. `loopback:*`: this machine, any port. */
  redirectDomain: v.exactOptional(trustedDomain),
  /** Fields the administrator lets the app ask members for. */
  privateFields: v.optional(v.array(privateFieldSchema), []),
  homeUrl: v.exactOptional(link),
  /** Where callbacks go. Without it cards that answer back are refused with 43012. */
  callbackUrl: v.exactOptional(link),
  /** Address of a picture; the inbox draws one from the name when absent. */
  logo: v.exactOptional(v.string()),
  /** `appid`s of the mini programs linked to the app. */
  miniPrograms: v.exactOptional(v.array(text('an appid'))),
  /** False: switched off in the admin console, calls answer 50003. */
  enabled: v.optional(v.boolean(), true),
});

const departmentSchema = v.strictObject({
  id: id('id'),
  name: text('name'),
  name_en: v.exactOptional(v.string()),
  /** 0 for the root, whose id is 1. */
  parentid: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** A larger number is shown first. */
  order: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  department_leader: userids(),
});

const tagSchema = v.strictObject({
  tagid: id('tagid'),
  tagname: text('tagname'),
  userlist: userids(),
  partylist: ids('a department id'),
});

/** 1 active, 2 disabled, 4 not activated, 5 left (document 90196). */
export const memberStatusSchema = v.picklist(
  [1, 2, 4, 5],
  'must be 1 (active), 2 (disabled), 4 (not activated) or 5 (left)',
);

const memberSchema = v.strictObject({
  userid,
  name: text('name'),
  alias: v.exactOptional(v.string()),
  department: v.pipe(v.array(id('a department id')), v.minLength(1, 'a member is in at least one department')),
  main_department: v.exactOptional(id('main_department')),
  position: v.optional(v.string(), ''),
  mobile: v.optional(v.string(), ''),
  email: v.optional(v.string(), ''),
  /** The corporate mail address. */
  biz_mail: v.optional(v.string(), ''),
  /** 0 unknown, 1 male, 2 female. */
  gender: v.optional(v.picklist([0, 1, 2], 'must be 0 (unknown), 1 (male) or 2 (female)'), 0),
  avatar: v.optional(v.string(), ''),
  qr_code: v.optional(v.string(), ''),
  address: v.optional(v.string(), ''),
  status: v.optional(memberStatusSchema, 1),
  /** False: without a base-interface licence, listed in `unlicenseduser`. */
  licensed: v.optional(v.boolean(), true),
});

/** Somebody with WeChat or another corp's WeCom who opens the corp's pages. */
const outsiderSchema = v.strictObject({
  openid: text('openid'),
  name: text('name'),
  /** Present when somebody in the corp has this person as an external contact. */
  external_userid: v.exactOptional(text('external_userid')),
});

const seedSchema = v.strictObject({
  corpId: v.pipe(v.string(), v.regex(/^w[wx][0-9A-Za-z]{4,62}$/, 'must look like ww followed by letters and digits')),
  corpName: v.optional(v.string(), ''),
  /** Secret of the contacts-sync assistant. */
  contactSecret: text('contactSecret'),
  /** Seats of the corp. With it, `message/send` is limited to 200 person-times per seat, app and day (document 90312). */
  accountCap: v.exactOptional(id('accountCap')),
  agents: v.pipe(v.array(agentSchema), v.minLength(1, 'a seed needs at least one agent')),
  departments: v.array(departmentSchema),
  tags: v.optional(v.array(tagSchema), []),
  members: v.array(memberSchema),
  /** People who are no members and may still try to sign in. */
  outsiders: v.optional(v.array(outsiderSchema), []),
});

/** The corp a simulator starts with, complete. */
export type Seed = v.InferOutput<typeof seedSchema>;
/** What a caller writes; everything with a default may be left out. */
export type SeedInput = v.InferInput<typeof seedSchema>;
export type SeedAgent = Seed['agents'][number];
export type SeedDepartment = Seed['departments'][number];
export type SeedTag = Seed['tags'][number];
export type SeedMember = Seed['members'][number];
export type SeedOutsider = Seed['outsiders'][number];
export type PrivateField = v.InferOutput<typeof privateFieldSchema>;
export type VisibleRange = SeedAgent['visibleRange'];

/** Issues of a failed valibot check, with paths such as `members[2].department[0]`. */
export function schemaIssues(issues: readonly v.BaseIssue<unknown>[]): ConfigIssue[] {
  return issues.map((issue) => ({
    path: (issue.path ?? []).reduce(
      (path, { key }) =>
        typeof key === 'number' ? `${path}[${key}]` : path === '' ? String(key) : `${path}.${String(key)}`,
      '',
    ),
    message: issue.type === 'strict_object' && issue.expected === 'never' ? 'is not a known field' : issue.message,
  }));
}

/**
 * Checks a seed and fills in its defaults.
 *
 * @throws {SimulatorConfigError} naming every problem: wrong fields, repeated ids, references to what does not exist
 */
export function parseSeed(input: unknown): Seed {
  const result = v.safeParse(seedSchema, input);
  if (!result.success) throw new SimulatorConfigError('The seed is not valid', schemaIssues(result.issues));
  const issues = [...repeatedIds(result.output), ...danglingReferences(result.output), ...brokenTree(result.output)];
  if (issues.length > 0) throw new SimulatorConfigError('The seed is not valid', issues);
  return result.output;
}

function repeatedIds(seed: Seed): ConfigIssue[] {
  const repeated = (path: (index: number) => string, values: readonly (string | number)[]): ConfigIssue[] => {
    const seen = new Set<string | number>();
    return values.flatMap((value, index) => {
      if (!seen.has(value)) {
        seen.add(value);
        return [];
      }
      return [{ path: path(index), message: 'repeats an earlier one' }];
    });
  };
  const secrets = seed.agents.map((agent) => agent.secret);
  return [
    ...repeated(
      (index) => `agents[${index}].agentId`,
      seed.agents.map((agent) => agent.agentId),
    ),
    ...repeated(
      (index) => (index === 0 ? 'contactSecret' : `agents[${index - 1}].secret`),
      [seed.contactSecret, ...secrets],
    ),
    ...repeated(
      (index) => `departments[${index}].id`,
      seed.departments.map((department) => department.id),
    ),
    ...repeated(
      (index) => `tags[${index}].tagid`,
      seed.tags.map((tag) => tag.tagid),
    ),
    // WeCom ignores case in a userid, so "Li" and "li" are the same member.
    ...repeated(
      (index) => `members[${index}].userid`,
      seed.members.map((member) => member.userid.toLowerCase()),
    ),
    ...repeated(
      (index) => `outsiders[${index}].openid`,
      seed.outsiders.map((outsider) => outsider.openid),
    ),
  ];
}

function danglingReferences(seed: Seed): ConfigIssue[] {
  const departments = new Set(seed.departments.map((department) => department.id));
  const members = new Set(seed.members.map((member) => member.userid.toLowerCase()));
  const tags = new Set(seed.tags.map((tag) => tag.tagid));
  const issues: ConfigIssue[] = [];
  const departmentsAt = (path: string, list: readonly number[]) =>
    list.forEach((value, index) => {
      if (!departments.has(value))
        issues.push({ path: `${path}[${index}]`, message: `there is no department ${value}` });
    });
  const membersAt = (path: string, list: readonly string[]) =>
    list.forEach((value, index) => {
      if (!members.has(value.toLowerCase()))
        issues.push({ path: `${path}[${index}]`, message: `there is no member "${value}"` });
    });

  seed.members.forEach((member, index) => {
    departmentsAt(`members[${index}].department`, member.department);
    if (member.main_department !== undefined && !member.department.includes(member.main_department))
      issues.push({ path: `members[${index}].main_department`, message: 'is not among the departments of the member' });
  });
  seed.departments.forEach((department, index) =>
    membersAt(`departments[${index}].department_leader`, department.department_leader),
  );
  seed.tags.forEach((tag, index) => {
    membersAt(`tags[${index}].userlist`, tag.userlist);
    departmentsAt(`tags[${index}].partylist`, tag.partylist);
  });
  seed.agents.forEach((agent, index) => {
    membersAt(`agents[${index}].visibleRange.users`, agent.visibleRange.users);
    departmentsAt(`agents[${index}].visibleRange.departments`, agent.visibleRange.departments);
    agent.visibleRange.tags.forEach((value, at) => {
      if (!tags.has(value))
        issues.push({ path: `agents[${index}].visibleRange.tags[${at}]`, message: `there is no tag ${value}` });
    });
  });
  return issues;
}

/** Departments form one tree under department 1. */
function brokenTree(seed: Seed): ConfigIssue[] {
  const parents = new Map(seed.departments.map((department) => [department.id, department.parentid]));
  const reachesRoot = (start: number): boolean => {
    const seen = new Set<number>();
    let current: number | undefined = start;
    while (current !== undefined && current !== 1 && !seen.has(current)) {
      seen.add(current);
      current = parents.get(current);
    }
    return current === 1;
  };
  return seed.departments.flatMap((department, index) => {
    const path = `departments[${index}].parentid`;
    if (department.id === 1)
      return department.parentid === 0 ? [] : [{ path, message: 'the root department has parentid 0' }];
    if (!parents.has(department.parentid)) return [{ path, message: `there is no department ${department.parentid}` }];
    return reachesRoot(department.id) ? [] : [{ path, message: 'does not lead to the root department 1' }];
  });
}
