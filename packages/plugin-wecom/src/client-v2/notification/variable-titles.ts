import type { MetaTreeNode } from '@nocobase/flow-engine';

/** The titles along a path of the host's variable tree, whose branches may be loaded lazily; null when there is no such variable. */
export async function variableTitles(path: readonly string[], tree: MetaTreeNode[]): Promise<string[] | null> {
  const titles: string[] = [];
  let nodes = tree;
  for (const name of path) {
    const node = nodes.find((candidate) => candidate.name === name);
    if (!node) return null;
    titles.push(typeof node.title === 'string' ? node.title : name);
    nodes = typeof node.children === 'function' ? await node.children() : (node.children ?? []);
  }
  return titles;
}
