import { readText } from './read-wire';
import { useViewSettings } from './view-settings';

/** A kind this package cannot draw: said, and named, rather than left out. */
export function UnknownMessage({ kind }: { kind: unknown }) {
  const { labels } = useViewSettings();
  const name = readText(kind);
  return (
    <div className="owv-bubble owv-secondary">
      {labels.notDrawn}
      {name && ` (${name})`}
    </div>
  );
}
