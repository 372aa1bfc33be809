import { createContext, useContext } from 'react';
import type { MetaTreeNode } from '@nocobase/flow-engine';
import type { MessageKind } from '@openwecom/client/messages';
import type { Path } from './form-path';

export interface KindContextValue {
  kind: MessageKind;
  /** Where the body of the message stands in the form. */
  body: Path;
  variableOptions: MetaTreeNode[] | undefined;
  /** Name of the channel that will send it. */
  channel: string | undefined;
}

/** What the fields of a message, at any depth, know about the message they belong to. */
export const KindContext = createContext<KindContextValue | undefined>(undefined);

export function useKind(): KindContextValue {
  const value = useContext(KindContext);
  if (!value) throw new Error('Message fields need a KindContext');
  return value;
}
