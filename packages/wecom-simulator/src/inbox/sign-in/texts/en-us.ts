import type { SignInTexts } from './texts';

export const enUS: SignInTexts = {
  title: 'Sign in – WeCom simulator',
  heading: { oauth: (app) => `Open ${app}`, web: (app) => `Sign in to ${app}` },
  explain: {
    oauth: 'This page stands for WeCom on the phone. Who opens the app?',
    web: 'This page stands for WeCom’s QR page. Nothing has to be scanned: choose who does.',
  },
  qr: 'QR code of this sign-in',
  back: (host) => `Returns to ${host}`,
  choose: { oauth: 'Continue as', web: 'Scan as' },
  as: { oauth: 'Continue as', web: 'Scan as' },
  outsiders: 'Not members of the corp',
  notInRange: 'Outside range',
  busy: 'One moment…',
  done: 'Done. The page around this one goes on.',
  consent: {
    heading: (app) => `${app} asks for your details`,
    explain: (name) => `You are ${name}. The app sees what you leave ticked. WeCom asks again after 30 days.`,
    fields: {
      avatar: 'Picture',
      gender: 'Gender',
      mobile: 'Mobile number',
      email: 'Personal mail',
      biz_mail: 'Corporate mail',
      qr_code: 'QR code',
      address: 'Address',
    },
    allow: 'Allow',
    refuse: 'Refuse',
    other: 'Somebody else',
  },
  refused: {
    heading: 'WeCom would not open this page',
    reasons: {
      appid: ({ appid }) => `appid is "${appid}", which is not the corp ID of this simulator.`,
      agentid: ({ agentid }) => `There is no app with agentid ${agentid}.`,
      'agentid-missing': () => 'agentid is missing.',
      'agent-disabled': ({ name }) => `The app ${name} is switched off.`,
      'redirect-missing': () => 'redirect_uri is missing.',
      'redirect-invalid': () => 'redirect_uri is no address with http:// or https://. Is it percent-encoded?',
      'redirect-untrusted': ({ host, domain }) =>
        domain
          ? `redirect_uri leads to ${host}, but the trusted domain of the app is ${domain}. Name and port have to be the same.`
          : `redirect_uri leads to ${host}, which is not the trusted domain of any app meant. Set redirectDomain in the seed.`,
      'response-type': () => 'response_type must be code.',
      scope: ({ scope }) => `scope is "${scope}"; it must be snsapi_base or snsapi_privateinfo.`,
      state: () => 'state may have letters and digits alone, at most 128.',
      'login-type': ({ loginType }) => `login_type is "${loginType}"; the simulator knows CorpApp alone.`,
    },
  },
};
