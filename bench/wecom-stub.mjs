// Answers like WeCom as fast as Node can, in a process of its own, so that only the caller is measured.
import { createServer } from 'node:http';

const token = JSON.stringify({ errcode: 0, errmsg: 'ok', access_token: 'bench-access-token', expires_in: 7200 });
const sent = JSON.stringify({ errcode: 0, errmsg: 'ok', msgid: 'bench-msgid', invaliduser: '', unlicenseduser: '' });
let tokenCalls = 0;

const server = createServer((request, response) => {
  const isToken = request.url?.startsWith('/cgi-bin/gettoken') ?? false;
  if (isToken) tokenCalls += 1;
  if (request.url === '/token-calls') return void response.end(String(tokenCalls));
  request.resume().on('end', () => {
    response.setHeader('content-type', 'application/json; charset=utf-8').end(isToken ? token : sent);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object') process.send?.({ url: `http://127.0.0.1:${address?.port}` });
});
process.on('disconnect', () => process.exit());
