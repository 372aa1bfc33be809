import type { Receiver } from '../../api/wire';
import type { Texts } from '../../texts/texts';

export const receiverName = ({ receiver, name }: Pick<Receiver, 'receiver' | 'name'>, texts: Texts): string =>
  receiver === 'contacts' ? texts.callbacks.contacts : name;
