import { createSimulator } from '@openwecom/simulator';

const simulator = await createSimulator();
const agent = simulator.seed.agents[0];
if (!agent) throw new Error('the default seed has no agent');
process.send?.({
  url: simulator.url,
  corpId: simulator.seed.corpId,
  agentId: agent.agentId,
  secret: agent.secret,
  userid: agent.visibleRange.users[0] ?? simulator.seed.members[0]?.userid,
});
process.on('disconnect', () => process.exit());
