import { CALLBACK_TOKEN, ENCODING_AES_KEY } from '../../constants';
import { useT } from '../locale';

type Complaint = (clear: string) => string | undefined;

/** What is wrong with a typed Token or EncodingAESKey. */
export function usePairComplaints(): { token: Complaint; encodingAESKey: Complaint } {
  const { t } = useT();
  const unless = (pattern: RegExp, text: string) => (clear: string) => (pattern.test(clear) ? undefined : text);
  return {
    token: unless(CALLBACK_TOKEN, t('A Token has 1 to 32 letters and digits and nothing else')),
    encodingAESKey: unless(ENCODING_AES_KEY, t('An EncodingAESKey has exactly 43 letters and digits')),
  };
}
