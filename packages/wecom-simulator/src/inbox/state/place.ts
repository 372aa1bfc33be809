/** What the page shows stands in its address, `#userid/agentId`, so that a reload or a shared link shows the same. */
export interface Place {
  userid: string | undefined;
  agentId: number | undefined;
}

export function readPlace(hash = window.location.hash): Place {
  const [userid, agentId] = hash.replace(/^#\/?/, '').split('/').map(decode);
  return {
    userid: userid || undefined,
    agentId: agentId && /^\d+$/.test(agentId) ? Number(agentId) : undefined,
  };
}

export function writePlace(userid: string | undefined, agentId?: number): void {
  const parts = [userid, agentId].filter((part) => part !== undefined);
  window.location.hash = parts.map((part) => encodeURIComponent(part)).join('/');
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
