/** What a user of the package would write. Compiled and run as an ES module and as CommonJS in a folder outside the workspace. */
import assert from 'node:assert/strict';
import { createWeComClient, describeErrcode, isWeComApiError, type SendMessageAnswer } from '@openwecom/client';
import { measure, messageKinds, textNotice, validateMessage, type MessageBody } from '@openwecom/client/messages';

async function main(baseUrl: string): Promise<void> {
  const client = createWeComClient({ corpId: 'ww1', agentId: 1000002, secret: 'right', baseUrl });
  const body: MessageBody = textNotice({
    main_title: { title: '库存低于安全线' },
    card_action: { type: 1, url: 'https://example.com/stock' },
  });
  assert.deepEqual(validateMessage(body), []);
  const answer: SendMessageAnswer = await client.message.send({ touser: ['ZhangSan', 'LiSi'], ...body });
  assert.deepEqual(answer.accepted, ['ZhangSan']);
  assert.deepEqual(answer.invaliduser, ['LiSi']);

  const stranger = createWeComClient({ corpId: 'ww1', agentId: 1000002, secret: 'wrong', baseUrl });
  await assert.rejects(stranger.agent.get(), (error: unknown) => {
    assert.ok(isWeComApiError(error));
    assert.equal(describeErrcode(error.errcode, 'zh-CN').class, 'setup');
    return error.errcode === 40001;
  });

  assert.equal(measure('👍🏽汉', 'characters'), 2);
  assert.deepEqual(Object.keys(messageKinds), ['text', 'textcard', 'markdown', 'text_notice']);
}

main(process.env['WECOM_URL'] ?? '').then(
  () => console.log('consumer done'),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
