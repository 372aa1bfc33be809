import { RESOURCE, SYNC_RUNS_COLLECTION } from '../../constants';
import type { MemberFailure, RunCounts, RunPhase, RunStatus, RunTrigger } from '../../contact-sync-state';
import { request, requestPage } from '../host';

/** A contact sync; times in milliseconds since 1970. */
export interface Run {
  id: number | string;
  trigger: RunTrigger;
  status: RunStatus;
  phase: RunPhase;
  done: number;
  total: number;
  counts: Partial<RunCounts>;
  failures: MemberFailure[];
  reason: string | null;
  leavers: number | null;
  members: number | null;
  confirmed: boolean;
  cancelRequested: boolean;
  startedAt: number;
  endedAt: number | null;
}

type StoredRun = Omit<Run, 'counts' | 'failures' | 'startedAt' | 'endedAt'> & {
  counts: string | null;
  failures: string | null;
  startedAt: number | string;
  endedAt: number | string | null;
};

/** What is shown of the past. */
const SHOWN = 20;

/** The latest first. */
export async function listRuns(source: string): Promise<Run[]> {
  const { rows } = await requestPage<StoredRun>(`${SYNC_RUNS_COLLECTION}:list`, {
    filter: JSON.stringify({ source }),
    sort: ['-id'],
    pageSize: SHOWN,
  });
  return rows.map(({ counts, failures, startedAt, endedAt, ...run }) => ({
    ...run,
    counts: JSON.parse(counts ?? '{}') as Run['counts'],
    failures: JSON.parse(failures ?? '[]') as MemberFailure[],
    startedAt: Number(startedAt),
    endedAt: endedAt === null ? null : Number(endedAt),
  }));
}

/** Through the host, which keeps a record of its own of each sync. */
export const startSync = (source: string): Promise<unknown> =>
  request({ url: 'userData:pull', method: 'post', params: { name: source } });

export const cancelSync = (run: Run): Promise<unknown> => post('cancelContactSync', { run: run.id });

/** So many may leave; syncs once more. */
export const confirmLeavers = (run: Run): Promise<unknown> => post('confirmLeavers', { run: run.id });

/** Nobody leaves for now. */
export const declineLeavers = (run: Run): Promise<unknown> => post('declineLeavers', { run: run.id });

const post = (action: string, data: object): Promise<unknown> =>
  request({ url: `${RESOURCE}:${action}`, method: 'post', data });
