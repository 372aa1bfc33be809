/** A text in pieces: plain text, and the paths of the workflow variables in it. */
export function splitVariables(text: string): (string | { path: string })[] {
  return text
    .split(/\{{2,3}\s*([^{}\n]+?)\s*\}{2,3}/)
    .map((piece, index) => (index % 2 ? { path: piece } : piece))
    .filter((piece) => piece !== '');
}
