import type { RequestContext } from '../../request-context';
import type { DeliveryState } from '../states';
import { OperationError } from './operation-error';
import type { DeliveryFilter } from './read';

const LARGEST_PAGE = 200;

const STATES: Readonly<Record<DeliveryState, true>> = {
  queued: true,
  sending: true,
  sent: true,
  partly_sent: true,
  failed: true,
  unconfirmed: true,
  recalled: true,
};

/**
 * Which deliveries a query asks for.
 *
 * @throws {OperationError} naming the part that cannot be understood: without it, the answer would be about others
 */
export function readFilter(query: RequestContext['query']): DeliveryFilter {
  return {
    state: state(),
    authenticator: text('authenticator'),
    channel: text('channel'),
    notification: text('notification'),
    member: text('member'),
    userId: text('userId'),
    from: wholeNumber('from'),
    to: wholeNumber('to'),
    page: Math.max(1, wholeNumber('page') ?? 1),
    pageSize: Math.min(LARGEST_PAGE, Math.max(1, wholeNumber('pageSize') ?? 20)),
  };

  function text(field: string): string | undefined {
    const value = query[field];
    if (value === undefined || value === '') return undefined;
    if (typeof value !== 'string') throw new OperationError('filterRepeated', { field });
    return value;
  }

  function state(): DeliveryState | undefined {
    const given = text('state');
    if (given === undefined || isState(given)) return given;
    throw new OperationError('stateUnknown', { states: Object.keys(STATES).join(', ') });
  }

  function wholeNumber(field: string): number | undefined {
    const given = text(field);
    if (given === undefined) return undefined;
    const number = Number(given);
    if (!Number.isSafeInteger(number) || number < 0) throw new OperationError('filterInvalid', { field });
    return number;
  }
}

function isState(text: string): text is DeliveryState {
  return Object.hasOwn(STATES, text);
}
