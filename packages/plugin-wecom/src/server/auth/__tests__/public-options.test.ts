import { expect, it } from 'vitest';
import { publicOptions } from '../public-options';

const environment = {
  getVariables: () => ({ COMPANY: 'Acme', SECRET: 'hidden' }),
  getNonSecretVariables: () => ({ COMPANY: 'Acme' }),
  renderJsonTemplate: (template: unknown) =>
    String(template).replace('{{$env.COMPANY}}', 'Acme').replace('{{$env.SECRET}}', 'hidden'),
};

it('tells anybody only how the button behaves', () => {
  const options = {
    corpId: 'ww',
    agentId: '1',
    secret: 'sealed:v1:x',
    baseUrl: 'https://x',
    autoLogin: true,
    tooltip: 'Use {{$env.COMPANY}}',
  };
  expect(publicOptions(options, environment)).toEqual({ autoLogin: true, tooltip: 'Use Acme' });
  expect(publicOptions(undefined, environment)).toEqual({ autoLogin: false });
});

it('shows no secret that was put into the tooltip', () => {
  expect(publicOptions({ tooltip: '{{$env.SECRET}}' }, environment)).toEqual({ autoLogin: false });
  expect(publicOptions({ tooltip: '{{$env.NOWHERE}}' }, environment)).toEqual({ autoLogin: false });
});
