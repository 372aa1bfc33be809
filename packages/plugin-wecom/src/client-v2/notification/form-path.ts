export type Path = readonly (string | number)[];

/**
 * Where a field stands. antd wants names inside a list relative to it, while watching and reading take the whole path; outside of
 * lists the two are the same.
 */
export interface Place {
  name: Path;
  path: Path;
}

export const placeAt = (path: Path): Place => ({ name: path, path });

export const inside = ({ name, path }: Place, ...segments: (string | number)[]): Place => ({
  name: [...name, ...segments],
  path: [...path, ...segments],
});

/** antd's types want arrays they could change. */
export const antdName = (path: Path) => [...path];
