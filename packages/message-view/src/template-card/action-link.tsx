import type { ReactNode } from 'react';
import { OpenLink } from '../open-link';
import { readCode } from '../read-wire';
import type { CardAction } from '../wire';

export const OPENS_LINK = 1;
export const OPENS_MINI_PROGRAM = 2;

interface ActionLinkProps {
  action: CardAction | undefined;
  className?: string;
  label?: string;
  children?: ReactNode;
}

/** A tap with a type, as jumps, quotes and cards have it. Only type 1 can be followed outside WeCom. */
export function ActionLink({ action, ...rest }: ActionLinkProps) {
  return <OpenLink url={readCode(action?.type, 0) === OPENS_LINK ? action?.url : undefined} {...rest} />;
}
