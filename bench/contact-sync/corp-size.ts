export interface CorpSize {
  members: number;
  departments: number;
}

/** The corp most is measured with. */
export const CORP: CorpSize = { members: 20_000, departments: 1000 };

/** Members that change between two syncs. */
export const CHANGES = 100;

/** Whose names change, spread over all. */
export const isChanged = (index: number, members: number): boolean => {
  const step = Math.floor(members / CHANGES);
  return index % step === 0 && index < step * CHANGES;
};

export const changedName = (name: string): string => `${name} 改`;
