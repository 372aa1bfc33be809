import { acme, createSimulator } from '@openwecom/simulator';
import { AUTH_TYPE, LINKS_COLLECTION } from '../packages/plugin-wecom/src/constants';
import { bootHost } from '../packages/plugin-wecom/src/server/test-host/host';

export interface SignInCounts {
  /** The table of each database statement of ours, from WeCom's return to the session. */
  statements: string[];
  /** Paths of the calls to WeCom. */
  calls: string[];
  crowd: { people: number; signedIn: number; tokens: number; elapsedMs: number };
}

const CROWD = 100;
const NAME = 'bench';

const crowd = Array.from({ length: CROWD }, (_, n) => `member${n}`);
const simulator = await createSimulator({
  seed: {
    ...acme,
    members: [
      ...acme.members,
      ...crowd.map((userid) => ({ userid, name: userid, department: [2], main_department: 2 })),
    ],
  },
});
const host = await bootHost();

const root = await host.root();
const [agent] = simulator.seed.agents;
if (!agent) throw new Error('The example corp has no agent.');
const query = new URLSearchParams({ purpose: 'agent-secret', corpId: acme.corpId, baseUrl: simulator.url });
const seal = await root.post(`/api/openwecom:seal?${query}`).set('Content-Type', 'text/plain').send(agent.secret);
const options = {
  corpId: acme.corpId,
  agentId: String(agent.agentId),
  secret: (seal.body as { data: { sealed: string } }).data.sealed,
  baseUrl: simulator.url,
  origin: 'https://nocobase.example',
};
await root.post('/api/authenticators:create').send({ name: NAME, authType: AUTH_TYPE, enabled: true, options });
for (const wecomUserId of crowd) {
  const user = (await host.app.db.getRepository('users').create({ values: { nickname: wecomUserId } })) as {
    get(name: 'id'): number;
  };
  await host.app.db
    .getRepository(LINKS_COLLECTION)
    .create({ values: { authenticator: NAME, wecomUserId, userId: user.get('id') } });
}

/** As far as WeCom's page; what is returned goes back with the member's code. */
async function begin(userid: string): Promise<() => Promise<boolean>> {
  const browser = host.anonymous();
  const started = await browser.post('/api/openwecom:startSignIn').send({ authenticator: NAME, inside: true });
  const { state } = (started.body as { data: { panel: { state: string } } }).data.panel;
  const code = simulator.oauthCode({ agentId: agent?.agentId ?? 0, userid, scope: 'snsapi_base' });
  return async () => {
    const answer = await browser.post('/api/auth:signIn').set('X-Authenticator', NAME).send({ code, state });
    return answer.status === 200;
  };
}

// All at once, on a client that has no access token yet.
const returns = await Promise.all(crowd.map(begin));
const start = performance.now();
const answers = await Promise.all(returns.map((comeBack) => comeBack()));
const elapsedMs = performance.now() - start;
const tokens = simulator.calls().filter(({ path }) => path.endsWith('/gettoken')).length;

// One alone, counted.
const comeBack = await begin('member0');
const callsBefore = simulator.calls().length;
const sql: string[] = [];
const { options: database } = host.app.db.sequelize as unknown as { options: { logging: unknown } };
database.logging = (statement: string) => void sql.push(statement);
await comeBack();
database.logging = false;
// The first of the host's own statements writes the session.
const ours = sql.slice(
  0,
  sql.findIndex((statement) => statement.includes('issuedTokens')),
);

const counts: SignInCounts = {
  statements: ours.map((statement) => /(?:FROM|INTO) [`"](\w+)[`"]/.exec(statement)?.[1] ?? statement),
  calls: simulator
    .calls()
    .slice(callsBefore)
    .map(({ path }) => path),
  crowd: { people: CROWD, signedIn: answers.filter(Boolean).length, tokens, elapsedMs },
};
await host.close();
await simulator.close();
process.send?.(counts, () => process.exit());
