import * as v from 'valibot';

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

const leafSchema = v.pipe(
  v.strictObject({
    name: text('name'),
    /** `click` sends `key` to the app; `view` opens `url`, and tells the app. */
    type: v.picklist(['click', 'view'], 'must be click or view'),
    key: v.exactOptional(text('key')),
    url: v.exactOptional(link),
  }),
  v.check(({ type, key, url }) => (type === 'click' ? key : url) !== undefined, 'click needs a key, view a url'),
);

const menuButtonSchema = v.union([
  leafSchema,
  v.strictObject({
    name: text('name'),
    sub_button: v.pipe(v.array(leafSchema), v.minLength(1), v.maxLength(5, 'has at most 5 buttons')),
  }),
]);

const reportFormSchema = v.picklist(['full', 'ids'], 'must be full or ids');

/** What the contacts-sync assistant calls. */
export const contactCallbackSchema = v.strictObject({
  url: v.exactOptional(link),
  token: v.exactOptional(callbackToken),
  encodingAESKey: v.exactOptional(encodingAESKey),
  /**
   * `full`: changes with their fields, as for addresses from before 2022-08-15. `ids`: ids only, and only changes of departments and
   * ids (document 96079).
   */
  form: v.optional(reportFormSchema, 'full'),
});

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
  /** Buttons at the foot of the conversation, as `menu/create` takes them (document 90231). */
  menu: v.exactOptional(v.pipe(v.array(menuButtonSchema), v.maxLength(3, 'has at most 3 buttons'))),
  /** Whether the app is told who opens it. */
  reportEnter: v.optional(v.boolean(), false),
  /** Whether the app is told of changes in the contacts, as those of service providers are; a corp's own apps are not (document 90970). */
  hearsContactChanges: v.optional(v.boolean(), false),
  /** Address of a picture; the inbox draws one from the name when absent. */
  logo: v.exactOptional(v.string()),
  /** `appid`s of the mini programs linked to the app. */
  miniPrograms: v.exactOptional(v.array(text('an appid'))),
  /** Apps from before 2022-06-20 read mobile, mail, avatar and the like of members without asking them (document 90196). */
  createdBeforeJune2022: v.optional(v.boolean(), false),
  /** False: switched off in the admin console, calls answer 50003. */
  enabled: v.optional(v.boolean(), true),
});

export const departmentSchema = v.strictObject({
  id: id('id'),
  name: text('name'),
  name_en: v.exactOptional(v.string()),
  /** 0 for the root, whose id is 1. */
  parentid: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** A larger number is shown first. */
  order: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  department_leader: userids(),
});

export const tagSchema = v.strictObject({
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

export const memberSchema = v.strictObject({
  userid,
  name: text('name'),
  alias: v.exactOptional(v.string()),
  department: v.pipe(
    v.array(id('a department id')),
    v.minLength(1, 'a member is in at least one department'),
    v.maxLength(20, 'a member is in at most 20 departments'),
  ),
  main_department: v.exactOptional(id('main_department')),
  /** One number for each department; a larger one is shown first. Zeros when absent. */
  order: v.exactOptional(v.array(v.pipe(v.number(), v.integer(), v.minValue(0)))),
  position: v.optional(v.string(), ''),
  /** At most one (document 90195). */
  direct_leader: v.exactOptional(v.pipe(v.array(text('a userid')), v.maxLength(1, 'has at most one'))),
  telephone: v.exactOptional(v.string()),
  english_name: v.exactOptional(v.string()),
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

export const seedSchema = v.strictObject({
  corpId: v.pipe(v.string(), v.regex(/^w[wx][0-9A-Za-z]{4,62}$/, 'must look like ww followed by letters and digits')),
  corpName: v.optional(v.string(), ''),
  /** Secret of the contacts-sync assistant. */
  contactSecret: text('contactSecret'),
  contactCallback: v.exactOptional(contactCallbackSchema),
  /** Callers WeCom trusts with the contacts-sync secret. Absent or empty: any. */
  contactTrustedIps: v.exactOptional(v.array(address)),
  /** Secrets of other corps: `gettoken` answers 40091 to them. */
  foreignSecrets: v.optional(v.array(text('a secret')), []),
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
export type MenuButton = NonNullable<SeedAgent['menu']>[number];
export type ContactCallback = v.InferOutput<typeof contactCallbackSchema>;
export type PrivateField = v.InferOutput<typeof privateFieldSchema>;
export type VisibleRange = SeedAgent['visibleRange'];
