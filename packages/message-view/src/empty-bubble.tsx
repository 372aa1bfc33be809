import { useViewSettings } from './view-settings';

/** A message nothing has been written into yet, as a preview shows it. */
export function EmptyBubble() {
  const { labels } = useViewSettings();
  return <div className="owv-bubble owv-secondary">{labels.empty}</div>;
}
